using Interop.Adapters.Delivery;
using Interop.Contracts.Documents;
using Interop.Hub.Core.Documents;
using Interop.Hub.Ledger.Documents;

namespace Interop.Hub.Ledger.Tests.Conformance;

/// <summary>What every document store must do, whatever its shelf.</summary>
internal abstract partial class DocumentStoreConformance : DocumentStoreVerbs
{
    [TestCase(0)]
    [TestCase(1)]
    [TestCase(65535)]
    [TestCase(65536)]
    [TestCase(65537)]
    [TestCase(3 * 65536)]
    [TestCase(300_000)]
    public async Task What_was_put_is_what_is_read(int size)
    {
        var content = Bytes(size);
        var result = await PutAsync(Sample.OneStop, content, Sha256Digest.Of(content));

        Assert.That(result, Is.EqualTo(new PutResult.Kept(Sha256Digest.Of(content), size, Created: true)));
        Assert.That(await ReadAsync(new DocumentKey(Sha256Digest.Of(content), Sample.OneStop, null)), Is.EqualTo(content));
    }

    [Test]
    public async Task A_sender_that_dribbles_is_read_to_the_end()
    {
        var content = Bytes(200_000);
        await using var slow = new DribblingStream(content);
        var result = await Documents.PutAsync(Sample.OneStop, null, slow, Limit, CancellationToken.None);
        Assert.That(result, Is.EqualTo(new PutResult.Kept(Sha256Digest.Of(content), 200_000, Created: true)));
    }

    [Test]
    public async Task Other_bytes_than_announced_are_not_kept()
    {
        var content = Bytes(1000);
        var announced = Sha256Digest.Of("other"u8);

        Assert.That(await PutAsync(Sample.OneStop, content, announced), Is.EqualTo(new PutResult.DigestMismatch(Sha256Digest.Of(content))));
        Assert.That(await ReadAsync(new DocumentKey(announced, Sample.OneStop, null)), Is.Null);
        Assert.That(await ReadAsync(new DocumentKey(Sha256Digest.Of(content), Sample.OneStop, null)), Is.Null);
    }

    [TestCase(99)]
    [TestCase(100)]
    [TestCase(101)]
    public async Task A_file_may_be_as_large_as_allowed_and_not_a_byte_larger(int limit)
    {
        var result = await PutAsync(Sample.OneStop, Bytes(100), limit: limit);
        Assert.That(result, limit < 100 ? Is.TypeOf<PutResult.TooLarge>() : Is.TypeOf<PutResult.Kept>());
    }

    [Test]
    public async Task Uploading_again_is_harmless_also_at_the_same_time()
    {
        var content = Bytes(150_000);
        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => PutAsync(Sample.OneStop, content))));

        Assert.That(results, Is.All.TypeOf<PutResult.Kept>());
        Assert.That(results.Cast<PutResult.Kept>().Count(k => k.Created), Is.EqualTo(1));
        Assert.That(await NamesAsync(), Has.Count.EqualTo(1));
        Assert.That(await ReadAsync(new DocumentKey(Sha256Digest.Of(content), Sample.OneStop, null)), Is.EqualTo(content));
    }

    [Test]
    public async Task An_upload_never_tells_that_another_partner_has_the_file()
    {
        var content = Bytes(1000);
        var digest = await KeptAsync(Sample.OneStop, content);

        Assert.That(await ReadAsync(new DocumentKey(digest, Sample.Ministry, null)), Is.Null);
        Assert.That(await PutAsync(Sample.Ministry, content), Is.EqualTo(new PutResult.Kept(digest, 1000, Created: true)));
    }

    [Test]
    public async Task A_dossier_opens_the_files_its_packets_refer_to_and_no_others()
    {
        var content = Bytes(1000);
        var digest = await KeptAsync(Sample.OneStop, content);
        var other = await KeptAsync(Sample.OneStop, Bytes(1000));
        var dossier = await ReferAsync(Sample.OneStop, digest);

        Assert.That(await ReadAsync(new DocumentKey(digest, null, dossier)), Is.EqualTo(content));
        Assert.That(await ReadAsync(new DocumentKey(other, null, dossier)), Is.Null);
        Assert.That(await ReadAsync(new DocumentKey(digest, null, dossier + 1)), Is.Null);
        Assert.That(await ReadAsync(new DocumentKey(digest, null, null)), Is.Null);
    }

    [Test]
    public async Task An_upload_that_breaks_off_leaves_nothing()
    {
        await using var broken = new BreakingStream();
        Assert.That(async () => await Documents.PutAsync(Sample.OneStop, null, broken, Limit, CancellationToken.None), Throws.TypeOf<IOException>());
        await AssertNoRemainsAsync();
    }

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(65_535)]
    [TestCase(65_536)]
    [TestCase(299_999)]
    [TestCase(300_000)]
    public async Task Reading_begins_where_it_is_asked_to(int from)
    {
        var content = Bytes(300_000);
        var digest = await KeptAsync(Sample.OneStop, content);
        var stored = await B.Documents.OpenAsync(new DocumentKey(digest, Sample.OneStop, null), CancellationToken.None);
        await using var stream = stored!.Content;
        var start = new byte[10];
        await stream.ReadExactlyAsync(start);

        stream.Seek(from, SeekOrigin.Begin);
        using MemoryStream rest = new();
        await stream.CopyToAsync(rest);
        Assert.That(start, Is.EqualTo(content[..10]));
        Assert.That(rest.ToArray(), Is.EqualTo(content[from..]));
    }

    [Test]
    public async Task What_one_node_took_every_node_has()
    {
        var content = Bytes(100_000);
        var digest = await KeptAsync(Sample.OneStop, content);
        var dossier = await ReferAsync(Sample.OneStop, digest);

        await using var stored = (await B.Documents.OpenAsync(new DocumentKey(digest, null, dossier), CancellationToken.None))!.Content;
        using MemoryStream copy = new();
        await stored.CopyToAsync(copy);
        Assert.That(copy.ToArray(), Is.EqualTo(content));
    }

    [Test]
    public async Task Uploading_again_mends_a_lost_file()
    {
        var content = Bytes(1000);
        var digest = await KeptAsync(Sample.OneStop, content);
        await A.Shelf.RemoveAsync((await NamesAsync()).Single(), CancellationToken.None);
        Assert.That(async () => await ReadAsync(new DocumentKey(digest, Sample.OneStop, null)), Throws.TypeOf<DocumentUnavailableException>(), "the hub's fault, and not unknown");

        Assert.That(await PutAsync(Sample.OneStop, content), Is.EqualTo(new PutResult.Kept(digest, 1000, Created: false)));
        Assert.That(await ReadAsync(new DocumentKey(digest, Sample.OneStop, null)), Is.EqualTo(content));
    }

    [Test]
    public async Task The_shelf_sees_no_content_and_its_names_tell_neither_owner_nor_digest()
    {
        var content = "Nguyễn Văn A, 001200012345"u8.ToArray();
        var digest = await KeptAsync(Sample.OneStop, content);
        var name = (await NamesAsync()).Single();
        await using var blob = await A.Shelf.OpenAsync(name, CancellationToken.None);
        using MemoryStream bytes = new();
        await blob!.CopyToAsync(bytes);

        Assert.That(bytes.ToArray().AsSpan().IndexOf("001200012345"u8), Is.EqualTo(-1));
        Assert.That(name, Does.Not.Contain(Sample.OneStop).And.Not.Contain(digest.Value[..16]));
    }

    [Test]
    public async Task The_check_writes_reads_and_deletes_and_leaves_nothing()
    {
        Assert.That(await new ShelfCheck(A.Shelf, Clock).TryOutAsync(CancellationToken.None), Is.Null);
        await AssertNoRemainsAsync();
    }

    /// <summary>Gives one to seven bytes at a time.</summary>
    private sealed class DribblingStream(byte[] content) : MemoryStream(content)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..(int)Math.Min(buffer.Length, 1 + (Position % 1999))], cancellationToken);
    }

    /// <summary>Ends in the middle, as a lost connection does.</summary>
    private sealed class BreakingStream() : MemoryStream(new byte[200_000])
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Position > 100_000 ? throw new IOException("The connection was lost.") : base.ReadAsync(buffer[..Math.Min(buffer.Length, 30_000)], cancellationToken);
    }
}
