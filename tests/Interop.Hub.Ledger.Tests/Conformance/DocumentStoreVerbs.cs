using System.Security.Cryptography;
using Interop.Contracts.Documents;
using Interop.Hub.Core.Documents;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Documents;

namespace Interop.Hub.Ledger.Tests.Conformance;

/// <summary>The verbs that tests of a document store speak in, and the two nodes they speak of.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal abstract class DocumentStoreVerbs
{
    private protected const long Limit = 1 << 20;
    private readonly List<ISealedShelf> _shelves = [];

    private protected DocumentLedger Ledger { get; private set; } = null!;

    protected ManualClock Clock => Ledger.Harness.Clock;

    private protected DocumentNode A { get; private set; } = null!;

    /// <summary>Another node of the same ledger and the same shelf.</summary>
    private protected DocumentNode B { get; private set; } = null!;

    protected IDocumentStore Documents => A.Documents;

    private protected IDocumentIndex Index => Ledger.Index;

    private protected IUploadIndex Uploads => Ledger.Uploads;

    /// <summary>A fresh ledger.</summary>
    private protected abstract Task<DocumentLedger> LedgerAsync();

    /// <summary>A node's way to the one shelf of this test.</summary>
    private protected abstract Task<ISealedShelf> ShelfAsync();

    [SetUp]
    public async Task OpenNodes()
    {
        Ledger = await LedgerAsync();
        A = await NodeAsync();
        B = await NodeAsync();
    }

    [TearDown]
    public async Task CloseNodes()
    {
        foreach (var shelf in _shelves)
        {
            await ((shelf as IAsyncDisposable)?.DisposeAsync() ?? ValueTask.CompletedTask);
            (shelf as IDisposable)?.Dispose();
        }

        await Ledger.Harness.DisposeAsync();
    }

    private protected async Task<DocumentNode> NodeAsync(Func<ISealedShelf, ISealedShelf>? around = null, Func<IDocumentIndex, IDocumentIndex>? aroundIndex = null, Func<IUploadIndex, IUploadIndex>? aroundUploads = null)
    {
        var shelf = await ShelfAsync();
        await shelf.PrepareAsync(CancellationToken.None);
        _shelves.Add(shelf);
        return new DocumentNode(around?.Invoke(shelf) ?? shelf, aroundIndex?.Invoke(Index) ?? Index, aroundUploads?.Invoke(Uploads) ?? Uploads, Ledger.Keys, Clock);
    }

    /// <summary>Makes a dossier of a packet that refers to the file.</summary>
    protected async Task<long> ReferAsync(string owner, Sha256Digest digest) =>
        await TryReferAsync(owner, digest) ?? throw new AssertionException("The packet was not taken: its file is missing.");

    /// <summary>The same; null when the ledger says that the file is not there.</summary>
    protected async Task<long?> TryReferAsync(string owner, Sha256Digest digest)
    {
        Sample make = new(Clock);
        var number = make.Id().ToUpperInvariant();
        var packet = make.Submission(number, number) with
        {
            Partner = owner,
            RequestKey = new RequestKey("POST dossiers", number),
            PacketId = number,
            Documents = [new DocumentReference { Name = "a.pdf", MediaType = "application/pdf", Size = 1, Sha256 = digest }],
        };
        var result = await Ledger.Harness.Ledger.AcceptAsync(packet, CancellationToken.None);
        return result is AcceptResult.Recorded ? await Ledger.Harness.Reader.ResolveAsync(number, null, null, CancellationToken.None) : null;
    }

    protected async Task<List<string>> NamesAsync()
    {
        List<string> names = [];
        await foreach (var name in A.Shelf.ListAsync(CancellationToken.None))
        {
            names.Add(name);
        }

        return names;
    }

    protected async Task AssertNoRemainsAsync()
    {
        Assert.That(await NamesAsync(), Is.Empty);
        Assert.That(await A.Shelf.SweepUnfinishedAsync(Clock.Now.AddYears(10), CancellationToken.None), Is.Zero);
        Assert.That(await Index.UnreferredAsync(DateTimeOffset.MaxValue, 10, CancellationToken.None), Is.Empty);
        Assert.That(await Uploads.ExpireAsync(DateTimeOffset.MaxValue, 10, CancellationToken.None), Is.Empty);
    }

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
}
