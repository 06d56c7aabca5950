using Interop.Adapters.Delivery;
using Interop.Contracts.Documents;
using Interop.Hub.Core.Documents;
using Interop.Hub.Ledger.Documents;
using Interop.Hub.Ledger.Documents.S3;
using Interop.Hub.Ledger.Tests.Conformance;

namespace Interop.Hub.Ledger.Tests.Postgres.S3;

/// <summary>Objects of an S3 server beside the shared ledger: the production form.</summary>
[TestFixture]
internal sealed class S3DocumentStoreTests : DocumentStoreConformance
{
    private const int MiB = 1 << 20;
    private readonly string _bucket = ObjectServer.Server.CreateBucket();

    protected override int Orders => 25;

    private S3ShelfOptions Options => new()
    {
        Endpoint = ObjectServer.Server.Endpoint,
        Bucket = _bucket,
        Prefix = "interop/",
        AccessKey = ObjectServer.Server.AccessKey,
        SecretKey = ObjectServer.Server.SecretKey,
        PartBytes = 5 * MiB,
    };

    private protected override Task<DocumentLedger> LedgerAsync() => SharedLedger.OpenAsync();

    private protected override Task<ISealedShelf> ShelfAsync() => Task.FromResult<ISealedShelf>(new S3Shelf(Options));

    [TestCase(1, 0)]
    [TestCase(5 * MiB, 2)]
    [TestCase((16 * MiB) + 1, 4)]
    public async Task A_file_larger_than_a_part_goes_in_parts(int size, int parts)
    {
        await using var wire = await S3Wire.StartAsync(ObjectServer.Server.Endpoint);
        using S3Shelf shelf = new(Options with { Endpoint = wire.Address });
        DocumentNode node = new(shelf, Index, Uploads, Ledger.Keys, Clock);
        var content = Bytes(size);
        Assert.That(await node.Documents.PutAsync(Sample.OneStop, null, new MemoryStream(content), 1L << 30, CancellationToken.None), Is.TypeOf<PutResult.Kept>());

        Assert.That(wire.Asked.Count(a => a.Contains("partNumber=", StringComparison.Ordinal)), Is.EqualTo(parts));
        Assert.That(wire.Asked, Has.None.StartsWith("GET"), "the tags prove it");
        Assert.That(await ReadAsync(new DocumentKey(Sha256Digest.Of(content), Sample.OneStop, null)), Is.EqualTo(content));
    }

    [TestCase(1000)]
    [TestCase(6 * MiB)]
    public async Task Where_tags_prove_nothing_the_bytes_are_read_back(int size)
    {
        await using var wire = await S3Wire.StartAsync(ObjectServer.Server.Endpoint);
        wire.ForeignTags = true;
        using S3Shelf shelf = new(Options with { Endpoint = wire.Address });
        DocumentNode node = new(shelf, Index, Uploads, Ledger.Keys, Clock);
        var content = Bytes(size);
        Assert.That(await node.Documents.PutAsync(Sample.OneStop, null, new MemoryStream(content), 1L << 30, CancellationToken.None), Is.TypeOf<PutResult.Kept>());

        Assert.That(wire.Asked, Has.Some.StartsWith("GET"));
        Assert.That(await ReadAsync(new DocumentKey(Sha256Digest.Of(content), Sample.OneStop, null)), Is.EqualTo(content));
    }

    [TestCase(1000, false)]
    [TestCase(1000, true)]
    [TestCase(6 * MiB, false)]
    public async Task Bytes_that_the_server_took_otherwise_are_refused_and_leave_nothing(int size, bool foreignTags)
    {
        await using var wire = await S3Wire.StartAsync(ObjectServer.Server.Endpoint);
        (wire.Flips, wire.ForeignTags) = (true, foreignTags);
        using S3Shelf shelf = new(Options with { Endpoint = wire.Address });
        DocumentNode node = new(shelf, Index, Uploads, Ledger.Keys, Clock);
        Assert.That(await node.Documents.PutAsync(Sample.OneStop, null, new MemoryStream(Bytes(size)), 1L << 30, CancellationToken.None), Is.TypeOf<PutResult.NoSpace>());
        await AssertNoRemainsAsync();
    }

    [Test]
    public async Task A_download_that_breaks_off_goes_on_where_it_broke()
    {
        var content = Bytes(3 * MiB);
        await Documents.PutAsync(Sample.OneStop, null, new MemoryStream(content), 1L << 30, CancellationToken.None);
        await using var wire = await S3Wire.StartAsync(ObjectServer.Server.Endpoint);
        using S3Shelf shelf = new(Options with { Endpoint = wire.Address });
        DocumentNode node = new(shelf, Index, Uploads, Ledger.Keys, Clock);
        wire.BreaksBehind = 1_000_000;
        await using var stored = (await node.Documents.OpenAsync(new DocumentKey(Sha256Digest.Of(content), Sample.OneStop, null), CancellationToken.None))!.Content;
        using MemoryStream read = new();
        await stored.CopyToAsync(read);

        Assert.That(read.ToArray(), Is.EqualTo(content));
        Assert.That(wire.Asked, Has.Some.Match("^GET .*bytes=[1-9]"));
    }

    [Test]
    public async Task A_server_that_is_away_is_told_and_nothing_is_lost()
    {
        var digest = await KeptAsync(Sample.OneStop, Bytes(1000));
        ObjectServer.Server.Kill();
        try
        {
            Assert.That(await PutAsync(Sample.OneStop, Bytes(1000)), Is.TypeOf<PutResult.NoSpace>());
            Assert.That(async () => await ReadAsync(new DocumentKey(digest, Sample.OneStop, null)), Throws.TypeOf<DocumentUnavailableException>());
            Assert.That(await new ShelfCheck(A.Shelf, Clock).TryOutAsync(CancellationToken.None), Does.Contain("cannot be reached").And.Contain("Documents:S3:Endpoint"));
        }
        finally
        {
            await ObjectServer.Server.RestartAsync();
        }

        Assert.That(await ReadAsync(new DocumentKey(digest, Sample.OneStop, null)), Has.Length.EqualTo(1000));
    }

    [Test]
    public async Task A_wrong_bucket_or_key_stops_the_start_with_what_to_do()
    {
        using S3Shelf bucket = new(Options with { Bucket = "gone" });
        using S3Shelf secret = new(Options with { AccessKey = "STRANGER", SecretKey = "not-the-secret" });
        Assert.That(async () => await bucket.PrepareAsync(CancellationToken.None), Throws.TypeOf<StoreWriteException>().With.Message.Contains("gone").And.Message.Contains("Documents:S3:Bucket"));
        Assert.That(await new ShelfCheck(secret, Clock).TryOutAsync(CancellationToken.None), Does.Contain("access key").And.Not.Contain("not-the-secret"));
    }

    [Test]
    public async Task A_long_list_comes_page_by_page()
    {
        for (var i = 0; i < 7; i++)
        {
            await KeptAsync(Sample.OneStop, Bytes(10));
        }

        using S3Shelf paged = new(Options with { PageKeys = 3 });
        List<string> names = [];
        await foreach (var name in paged.ListAsync(CancellationToken.None))
        {
            names.Add(name);
        }

        Assert.That(names, Is.EquivalentTo(await NamesAsync()).And.Count.EqualTo(7));
    }

    [Test]
    public async Task Nothing_stands_outside_the_prefix()
    {
        await KeptAsync(Sample.OneStop, Bytes(10));
        using S3Shelf whole = new(Options with { Prefix = string.Empty });
        List<string> names = [];
        await foreach (var name in whole.ListAsync(CancellationToken.None))
        {
            names.Add(name);
        }

        Assert.That(names, Has.Count.EqualTo(1).And.All.StartsWith("interop/"));
    }
}
