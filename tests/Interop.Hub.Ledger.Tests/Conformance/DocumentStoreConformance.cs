using System.Security.Cryptography;
using Interop.Contracts.Documents;
using Interop.Hub.Core.Documents;

namespace Interop.Hub.Ledger.Tests.Conformance;

/// <summary>What every document store must do.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal abstract class DocumentStoreConformance
{
    private const long Limit = 1 << 20;

    protected abstract IDocumentStore Documents { get; }

    /// <summary>Makes a dossier of a packet that refers to the file.</summary>
    protected abstract Task<long> ReferAsync(string owner, Sha256Digest digest);

    protected static byte[] Bytes(int size) => RandomNumberGenerator.GetBytes(size);

    protected Task<PutResult> PutAsync(string owner, byte[] content, Sha256Digest? expected = null, long limit = Limit) =>
        Documents.PutAsync(owner, expected, new MemoryStream(content), limit, CancellationToken.None);

    protected async Task<Sha256Digest> KeptAsync(string owner, byte[] content)
    {
        var result = await PutAsync(owner, content);
        Assert.That(result, Is.TypeOf<PutResult.Kept>());
        return ((PutResult.Kept)result).Digest;
    }

    protected async Task<byte[]?> ReadAsync(DocumentKey key)
    {
        var stored = await Documents.OpenAsync(key, CancellationToken.None);
        if (stored is null)
        {
            return null;
        }

        await using var content = stored.Content;
        using MemoryStream copy = new();
        await content.CopyToAsync(copy);
        Assert.That(stored.Size, Is.EqualTo(copy.Length));
        return copy.ToArray();
    }

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

    protected abstract Task AssertNoRemainsAsync();

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
