using Interop.Adapters.Delivery;
using Interop.Contracts.Documents;
using Interop.Hub.Core.Documents;
using Interop.Hub.Ledger.Documents;
using Interop.Hub.Ledger.Documents.Local;
using Interop.Hub.Ledger.Sqlite;
using Interop.Hub.Ledger.Tests.Conformance;
using Interop.Hub.Ledger.Tests.Sqlite;

namespace Interop.Hub.Ledger.Tests.Documents;

[TestFixture]
internal sealed class LocalDocumentStoreTests : DocumentStoreConformance
{
    private readonly string _folder = Directory.CreateTempSubdirectory("interop-documents-").FullName;

    private IEnumerable<string> Files => Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories);

    private SqliteHarness Sqlite => (SqliteHarness)Ledger.Harness;

    private protected override Task<DocumentLedger> LedgerAsync()
    {
        SqliteHarness harness = new();
        return Task.FromResult(new DocumentLedger(harness, new SqliteDocumentIndex(harness.Store), new SqliteUploadIndex(harness.Store), harness.Keys));
    }

    private protected override Task<ISealedShelf> ShelfAsync() => Task.FromResult<ISealedShelf>(new LocalShelf(_folder));

    [TearDown]
    public void Clear() => Directory.Delete(_folder, recursive: true);

    [TestCase("flip a byte of a frame")]
    [TestCase("cut the last byte")]
    [TestCase("cut the last frame")]
    [TestCase("swap two frames")]
    [TestCase("add a byte")]
    [TestCase("change the owner")]
    public async Task A_damaged_file_is_never_handed_out_as_whole(string damage)
    {
        var digest = await KeptAsync(Sample.OneStop, Bytes(200_000));
        var path = Files.Single();
        var bytes = await File.ReadAllBytesAsync(path);
        var body = bytes.Length - (200_000 + (4 * Frames.TagSize));
        switch (damage)
        {
            case "flip a byte of a frame":
                bytes[body + 70_000] ^= 1;
                break;
            case "cut the last byte":
                bytes = bytes[..^1];
                break;
            case "cut the last frame":
                bytes = bytes[..(body + (3 * Frames.SealedSize))];
                break;
            case "swap two frames":
                bytes = [.. bytes[..body], .. bytes[(body + Frames.SealedSize)..(body + (2 * Frames.SealedSize))], .. bytes[body..(body + Frames.SealedSize)], .. bytes[(body + (2 * Frames.SealedSize))..]];
                break;
            case "add a byte":
                bytes = [.. bytes, 0];
                break;
            case "change the owner":
                bytes[7] ^= 1;
                break;
        }

        await File.WriteAllBytesAsync(path, bytes);
        Assert.That(async () => await ReadAsync(new DocumentKey(digest, Sample.OneStop, null)), Throws.TypeOf<DocumentUnavailableException>());
    }

    [Test]
    public async Task Another_file_put_in_its_place_is_found_by_its_digest()
    {
        var digest = await KeptAsync(Sample.OneStop, Bytes(1000));
        var path = Files.Single();
        await KeptAsync(Sample.OneStop, Bytes(1000));
        File.Copy(Files.Single(f => f != path), path, overwrite: true);

        Assert.That(async () => await ReadAsync(new DocumentKey(digest, Sample.OneStop, null)), Throws.TypeOf<DocumentUnavailableException>());
    }

    [TestCase(0)]
    [TestCase(100_000)]
    public async Task A_full_disk_is_told_and_leaves_nothing(int room)
    {
        DocumentNode full = new(new LocalShelf(_folder, path => new FullDisk(path, room)), Index, Uploads, Ledger.Keys, Clock);
        Assert.That(await full.Documents.PutAsync(Sample.OneStop, null, new MemoryStream(Bytes(200_000)), 1 << 20, CancellationToken.None), Is.TypeOf<PutResult.NoSpace>());
        await AssertNoRemainsAsync();
    }

    [Test]
    public async Task A_file_of_before_there_were_generations_is_read_and_collected()
    {
        var digest = await KeptAsync(Sample.OneStop, Bytes(1000));
        var old = await KeptAsync(Sample.OneStop, Bytes(1000));
        await AsBeforeAsync(digest);
        await AsBeforeAsync(old);
        var dossier = await ReferAsync(Sample.OneStop, digest);
        Clock.Advance(TimeSpan.FromDays(2));
        await A.Collector.CollectAsync(TimeSpan.FromDays(1), CancellationToken.None);

        Assert.That(await ReadAsync(new DocumentKey(digest, null, dossier)), Has.Length.EqualTo(1000));
        Assert.That(await ReadAsync(new DocumentKey(old, Sample.OneStop, null)), Is.Null);
        Assert.That(Files.Count(), Is.EqualTo(1));
    }

    private async Task AsBeforeAsync(Sha256Digest digest)
    {
        var document = (await Index.OwnedAsync(Sample.OneStop, digest, CancellationToken.None))!;
        var place = Path.Combine(_folder, SealedDocuments.NameOf(document with { Generation = null }));
        Directory.CreateDirectory(Path.GetDirectoryName(place)!);
        File.Move(Path.Combine(_folder, SealedDocuments.NameOf(document)), place);
        await Sqlite.Store.Writer.RunAsync(
            s =>
            {
                s.Db.Prepare("update document set generation = null where digest = ?").With(Convert.FromHexString(digest.Value)).Run();
                return true;
            },
            0,
            sheddable: false,
            CancellationToken.None);
    }

    /// <summary>Takes so many bytes and then says what a full disk says.</summary>
    private sealed class FullDisk(string path, int room) : FileStream(path, FileMode.CreateNew, FileAccess.Write)
    {
        private int _room = room;

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            _room -= buffer.Length;
            return _room < 0 ? throw new IOException("No space left on device", 28) : base.WriteAsync(buffer, cancellationToken);
        }
    }
}
