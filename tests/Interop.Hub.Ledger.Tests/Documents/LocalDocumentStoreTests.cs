using Interop.Adapters.Delivery;
using Interop.Contracts.Documents;
using Interop.Hub.Core.Documents;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Documents;
using Interop.Hub.Ledger.Sqlite;
using Interop.Hub.Ledger.Tests.Conformance;
using Interop.Hub.Ledger.Tests.Sqlite;

namespace Interop.Hub.Ledger.Tests.Documents;

[TestFixture]
internal sealed class LocalDocumentStoreTests : DocumentStoreConformance
{
    private SqliteHarness _ledger = null!;
    private string _folder = null!;
    private LocalDocumentStore _store = null!;

    protected override IDocumentStore Documents => _store;

    private IEnumerable<string> Files => Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories);

    [SetUp]
    public void Open()
    {
        _ledger = new SqliteHarness();
        _folder = Directory.CreateTempSubdirectory("interop-documents-").FullName;
        _store = Store();
    }

    [TearDown]
    public async Task Close()
    {
        await _ledger.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Test]
    public async Task On_disk_there_is_neither_the_content_nor_the_owner_in_a_name()
    {
        var content = "Nguyễn Văn A, 001200012345"u8.ToArray();
        await KeptAsync(Sample.OneStop, content);

        var file = Files.Single();
        Assert.That(File.ReadAllBytes(file).AsSpan().IndexOf("001200012345"u8), Is.EqualTo(-1));
        Assert.That(file, Does.Not.Contain(Sample.OneStop));
    }

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

    [Test]
    public async Task A_file_that_is_in_the_ledger_and_not_on_disk_is_the_hubs_fault_and_not_unknown()
    {
        var digest = await KeptAsync(Sample.OneStop, Bytes(1000));
        File.Delete(Files.Single());
        Assert.That(async () => await ReadAsync(new DocumentKey(digest, Sample.OneStop, null)), Throws.TypeOf<DocumentUnavailableException>());
    }

    [Test]
    public async Task Uploading_again_mends_a_lost_file()
    {
        var content = Bytes(1000);
        var digest = await KeptAsync(Sample.OneStop, content);
        File.Delete(Files.Single());
        Assert.That(await PutAsync(Sample.OneStop, content), Is.EqualTo(new PutResult.Kept(digest, 1000, Created: false)));
        Assert.That(await ReadAsync(new DocumentKey(digest, Sample.OneStop, null)), Is.EqualTo(content));
    }

    [TestCase(0)]
    [TestCase(100_000)]
    public async Task A_full_disk_is_told_and_leaves_nothing(int room)
    {
        _store = Store(path => new FullDisk(path, room));
        Assert.That(await PutAsync(Sample.OneStop, Bytes(200_000)), Is.TypeOf<PutResult.NoSpace>());
        await AssertNoRemainsAsync();
    }

    [Test]
    public async Task What_nobody_refers_to_is_collected_when_it_is_old_and_what_is_referred_to_stays()
    {
        var kept = await KeptAsync(Sample.OneStop, Bytes(100));
        var forgotten = await KeptAsync(Sample.OneStop, Bytes(100));
        var dossier = await ReferAsync(Sample.OneStop, kept);
        _ledger.Clock.Advance(TimeSpan.FromHours(20));
        var fresh = await KeptAsync(Sample.OneStop, Bytes(100));
        _ledger.Clock.Advance(TimeSpan.FromHours(20));

        Assert.That((await _store.CollectAsync(TimeSpan.FromHours(24), CancellationToken.None)).Unreferred, Is.EqualTo(1));
        Assert.That(await ReadAsync(new DocumentKey(kept, null, dossier)), Has.Length.EqualTo(100));
        Assert.That(await ReadAsync(new DocumentKey(fresh, Sample.OneStop, null)), Has.Length.EqualTo(100));
        Assert.That(await ReadAsync(new DocumentKey(forgotten, Sample.OneStop, null)), Is.Null);
        Assert.That(Files.Count(), Is.EqualTo(2));
    }

    [Test]
    public async Task A_file_that_is_referred_to_between_listing_and_striking_stays()
    {
        var digest = await KeptAsync(Sample.OneStop, Bytes(100));
        SqliteDocumentIndex index = new(_ledger.Store);
        _ledger.Clock.Advance(TimeSpan.FromHours(40));
        var before = _ledger.Clock.Now.AddHours(-24);
        var listed = (await index.UnreferredAsync(before, 10, CancellationToken.None)).Single();
        await ReferAsync(Sample.OneStop, digest);

        Assert.That(await index.StrikeAsync(listed, before, CancellationToken.None), Is.False);
    }

    [Test]
    public async Task Remains_of_a_crash_are_swept_and_nothing_else()
    {
        var kept = await KeptAsync(Sample.OneStop, Bytes(100));
        var keptPath = Files.Single();
        var stray = await KeptAsync(Sample.OneStop, Bytes(100));
        await _ledger.Store.Writer.RunAsync(
            s =>
            {
                s.Db.Prepare("delete from document where digest = ?").With(Convert.FromHexString(stray.Value)).Run();
                return true;
            },
            0,
            sheddable: false,
            CancellationToken.None);
        await File.WriteAllBytesAsync(Path.Combine(_folder, "incoming", "cut-off"), Bytes(10));
        foreach (var file in Files)
        {
            File.SetLastWriteTimeUtc(file, _ledger.Clock.Now.UtcDateTime.AddDays(-3));
        }

        await ReferAsync(Sample.OneStop, kept);
        Assert.That((await _store.CollectAsync(TimeSpan.FromDays(2), CancellationToken.None)).Strays, Is.EqualTo(2));
        Assert.That(Files, Is.EqualTo(new[] { keptPath }));
    }

    protected override async Task<long> ReferAsync(string owner, Sha256Digest digest)
    {
        Sample make = new(_ledger.Clock);
        var number = make.Id().ToUpperInvariant();
        var packet = make.Submission(number, number) with
        {
            Partner = owner,
            RequestKey = new RequestKey("POST dossiers", number),
            PacketId = number,
            Documents = [new DocumentReference { Name = "a.pdf", MediaType = "application/pdf", Size = 1, Sha256 = digest }],
        };
        Assert.That(await _ledger.Ledger.AcceptAsync(packet, CancellationToken.None), Is.TypeOf<AcceptResult.Recorded>());
        return (await _ledger.Reader.ResolveAsync(number, null, null, CancellationToken.None))!.Value;
    }

    protected override async Task AssertNoRemainsAsync()
    {
        Assert.That(Files, Is.Empty);
        var rows = await new SqliteDocumentIndex(_ledger.Store).UnreferredAsync(DateTimeOffset.MaxValue, 10, CancellationToken.None);
        Assert.That(rows, Is.Empty);
    }

    private LocalDocumentStore Store(Func<string, Stream>? create = null) =>
        new(_folder, new SqliteDocumentIndex(_ledger.Store), _ledger.Keys, _ledger.Clock, create);

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
