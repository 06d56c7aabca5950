using FsCheck;
using FsCheck.Fluent;
using Interop.Contracts.Documents;
using Interop.Hub.Core.Documents;

namespace Interop.Hub.Ledger.Tests.Conformance;

/// <content>
/// The law of collection: whatever uploads, acceptances, collections and the passing of time do between each other's
/// steps, a file to which an accepted packet refers can be read.
/// </content>
internal abstract partial class DocumentStoreConformance
{
    /// <summary>How many orders are tried.</summary>
    protected virtual int Orders => 150;

    [Test]
    public void No_order_of_steps_takes_a_file_that_is_referred_to() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(Orders).WithQuietOnSuccess(true),
        Prop.ForAll(Arb.From(Gen.ArrayOf(Gen.Choose(0, 9999), 120)), order => TryOrderAsync(order)));

    private async Task TryOrderAsync(int[] order)
    {
        DocumentTurns turns = new();
        var one = await NodeAsync(s => new SteppedShelf(s, turns), i => new SteppedIndex(i, turns), u => new SteppedUploads(u, turns));
        var two = await NodeAsync(s => new SteppedShelf(s, turns), i => new SteppedIndex(i, turns), u => new SteppedUploads(u, turns));
        var content = Bytes(200);
        var digest = Sha256Digest.Of(content);

        // An old upload that nobody refers to: collectable from the first step on, as what it may become is not.
        await one.Documents.PutAsync(Sample.OneStop, null, new MemoryStream(content), Limit, CancellationToken.None);
        Clock.Advance(TimeSpan.FromHours(25));
        List<long> referring = [];
        await turns.RunAsync(
            [
                () => SendAsync(one, content, digest, referring, turns),
                () => SendInPiecesAsync(two, content, digest, referring, turns),
                () => one.Collector.CollectAsync(Day, CancellationToken.None),
                () => two.Collector.CollectAsync(TimeSpan.FromHours(1), CancellationToken.None),
                () => PassAsync(order, turns),
            ],
            order);

        List<string> lost = [];
        foreach (var dossier in referring)
        {
            try
            {
                if (await ReadAsync(new DocumentKey(digest, null, dossier)) is not { } read || !read.AsSpan().SequenceEqual(content))
                {
                    lost.Add($"dossier {dossier}: nothing, or something else");
                }
            }
            catch (IOException e)
            {
                lost.Add($"dossier {dossier}: {e.Message}");
            }
        }

        Assert.That(lost, Is.Empty);
    }

    private async Task SendAsync(DocumentNode node, byte[] content, Sha256Digest digest, List<long> referring, DocumentTurns turns)
    {
        await node.Documents.PutAsync(Sample.OneStop, digest, new MemoryStream(content), Limit, CancellationToken.None);
        await ReferAsync(digest, referring, turns);
    }

    private async Task SendInPiecesAsync(DocumentNode node, byte[] content, Sha256Digest digest, List<long> referring, DocumentTurns turns)
    {
        await AppendAsync(node, digest, content, 0, 100);
        await AppendAsync(node, digest, content, 100, 200);
        await ReferAsync(digest, referring, turns);
    }

    private async Task ReferAsync(Sha256Digest digest, List<long> referring, DocumentTurns turns)
    {
        await turns.StepAsync();
        if (await TryReferAsync(Sample.OneStop, digest) is { } dossier)
        {
            lock (referring)
            {
                referring.Add(dossier);
            }
        }
    }

    private async Task PassAsync(int[] order, DocumentTurns turns)
    {
        for (var i = 0; i < 4; i++)
        {
            await turns.StepAsync();
            Clock.Advance(TimeSpan.FromHours(Math.Abs(order[i] % 27)));
        }
    }
}
