using Interop.Contracts.Documents;
using Interop.Hub.Core.Documents;
using Interop.Hub.Ledger.Documents;
using Interop.Hub.Ledger.Security;

namespace Interop.Hub.Ledger.Tests.Conformance;

internal abstract partial class DocumentStoreConformance
{
    [Test]
    public async Task Files_are_sealed_anew_under_a_new_master_key_and_the_old_ones_are_swept()
    {
        var bytes = Bytes(300_000);
        var digest = await KeptAsync("MOTCUA", bytes);
        await ReferAsync("MOTCUA", digest);
        var before = (await Index.OwnedAsync("MOTCUA", digest, CancellationToken.None))!;
        var keys = (FileKeyRing)Ledger.Keys;
        var rotated = FileKeyRing.FromValue(Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32)) + "," + LedgerConformance.Master(keys));
        var reduced = FileKeyRing.FromValue(LedgerConformance.WithoutComments(rotated.Reduced()));
        DocumentRewrap rewrap = new(A.Shelf, Index, rotated, Clock);

        Clock.Advance(TimeSpan.FromDays(30));
        Assert.That(await CountAsync(rewrap), Is.EqualTo((1, 0)));
        Assert.That(await CountAsync(rewrap), Is.EqualTo((0, 0)), "run again it passes over what is done");
        Assert.That((await Index.OwnedAsync("MOTCUA", digest, CancellationToken.None))!.Generation, Is.Not.EqualTo(before.Generation));
        Assert.That(await ReadAsync(new SealedDocuments(A.Shelf, Index, reduced, Clock), digest), Is.EqualTo(bytes), "with the new key alone");
        Assert.That(await A.Shelf.HasAsync(SealedDocuments.NameOf(before), CancellationToken.None), Is.True, "who reads it goes on");
        await A.Collector.CollectAsync(TimeSpan.FromDays(1), CancellationToken.None);
        Assert.That(await A.Shelf.HasAsync(SealedDocuments.NameOf(before), CancellationToken.None), Is.False);
        Assert.That(await ReadAsync(new SealedDocuments(B.Shelf, Index, reduced, Clock), digest), Is.EqualTo(bytes), "the new one is no stray");

        Assert.That(await CountAsync(new DocumentRewrap(A.Shelf, Index, keys, Clock)), Is.EqualTo((0, 1)), "what no key opens is told, and stays");
    }

    private static async Task<byte[]> ReadAsync(SealedDocuments documents, Sha256Digest digest)
    {
        var stored = (await documents.OpenAsync(new DocumentKey(digest, "MOTCUA", null), CancellationToken.None))!;
        await using var content = stored.Content;
        using MemoryStream copy = new();
        await content.CopyToAsync(copy);
        return copy.ToArray();
    }

    private static async Task<(int Sealed, int Unopened)> CountAsync(DocumentRewrap rewrap)
    {
        var (done, unopened) = (0, 0);
        await foreach (var missing in rewrap.RunAsync(CancellationToken.None))
        {
            (done, unopened) = missing is null ? (done + 1, unopened) : (done, unopened + 1);
        }

        return (done, unopened);
    }
}
