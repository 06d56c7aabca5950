using Interop.Contracts.Dossiers;
using Interop.Hub.Core.Ledger;

namespace Interop.Hub.Ledger.Tests.Conformance;

/// <content>What a partner that calls nobody is asked about.</content>
internal abstract partial class LedgerConformance
{
    [Test]
    public async Task A_destination_is_asked_about_the_open_dossiers_that_arrived_there()
    {
        var before = Clock.Now;
        foreach (var number in new[] { "N-1", "N-2", "N-3", "N-4" })
        {
            var submission = Make.Submission(number, $"A-{number}", Sample.Ministry, Sample.Portal);
            await RecordedAsync(submission);
            if (number != "N-2")
            {
                await DeliveredAsync((await ClaimAsync(To(submission, Sample.Ministry)))!);
            }
        }

        await RecordedAsync(Make.Progress("N-3", "e1", BusinessStatus.Processing, Sample.OneStop));
        var all = await AwaitedAsync(Sample.Ministry, before);
        Assert.That(all.Dossiers.Select(d => d.Number), Is.EqualTo(new[] { "N-1", "N-3", "N-4" }));
        Assert.That(all.Dossiers[1].Status, Is.EqualTo(BusinessStatus.Processing));
        Assert.That((await AwaitedAsync(Sample.Portal, before)).Dossiers, Is.Empty, "nothing arrived there");

        // Page by page, and no further back than is asked.
        var first = await AwaitedAsync(Sample.Ministry, before, limit: 2);
        var last = await AwaitedAsync(Sample.Ministry, before, first.Next!.Value, limit: 2);
        Assert.That(first.Dossiers.Concat(last.Dossiers).Select(d => d.Number), Is.EqualTo(new[] { "N-1", "N-3", "N-4" }));
        Assert.That(last.Next, Is.Null, "its last");
        Assert.That((await AwaitedAsync(Sample.Ministry, Clock.Now + TimeSpan.FromSeconds(1))).Dossiers, Is.Empty);

        // What is at its end is asked about no longer.
        Clock.Advance(TimeSpan.FromMinutes(1));
        await RecordedAsync(Make.Progress("N-1", "e2", BusinessStatus.Finished, Sample.OneStop));
        await RecordedAsync(Make.Progress("N-4", "e3", BusinessStatus.Refused, Sample.OneStop));
        Assert.That((await AwaitedAsync(Sample.Ministry, before)).Dossiers.Select(d => d.Number), Is.EqualTo(new[] { "N-3" }));
    }

    private Task<AwaitedPage> AwaitedAsync(string destination, DateTimeOffset since, long after = 0, int limit = 10) =>
        Harness.Awaited.AwaitedAsync(destination, since, after, limit, CancellationToken.None);
}
