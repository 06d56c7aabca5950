using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Sqlite.Storage;
using Interop.Hub.Ledger.Tests.Conformance;

namespace Interop.Hub.Ledger.Tests.Sqlite;

/// <summary>Guarantee 10 at the store: it says that it cannot, keeps what it has, and goes on when it can again.</summary>
[TestFixture]
internal sealed class SqliteOutageTests : LedgerJourney
{
    private SqliteLedgerOptions _limits = new() { Path = string.Empty };

    protected override SqliteLedgerOptions With(SqliteLedgerOptions options) =>
        options with { MaxPages = _limits.MaxPages, WaitingLimit = _limits.WaitingLimit, WaitingBytes = _limits.WaitingBytes };

    [Test]
    public async Task A_full_disk_is_unavailable_and_not_an_error_and_outcomes_still_fit()
    {
        await UseAsync(new SqliteLedgerOptions { Path = string.Empty, MaxPages = 250 });
        List<AcceptPacket> accepted = [];
        LedgerUnavailableException? full = null;
        for (var i = 0; full is null && i < 1000; i++)
        {
            var packet = Make.Submission($"N-{i}", $"A{i}", Sample.Ministry) with { Body = new byte[40_000] };
            try
            {
                await RecordedAsync(packet);
                accepted.Add(packet);
            }
            catch (LedgerUnavailableException e)
            {
                full = e;
            }
        }

        Assert.That(full?.Message, Does.Contain("disk is full"));
        Assert.That(accepted, Is.Not.Empty);
        Assert.That(async () => await AcceptAsync(Make.Submission("N-more", "B") with { Body = new byte[40_000] }), Throws.TypeOf<LedgerUnavailableException>());
        // What was accepted is there, and what needs no room goes on.
        Assert.That(await ClaimAsync(To(accepted[0], Sample.Ministry)), Is.Not.Null);
        Assert.That(await AcceptAsync(accepted[^1] with { Id = Make.Id() }), Is.TypeOf<AcceptResult.Repeated>());

        await UseAsync(new SqliteLedgerOptions { Path = string.Empty });
        Assert.That(await AcceptAsync(Make.Submission("N-more", "B")), Is.TypeOf<AcceptResult.Recorded>());
        Assert.That(await DueAsync(Sample.Ministry), Has.Count.EqualTo(accepted.Count - 1));
    }

    [TestCase(3, long.MaxValue)]
    [TestCase(1000, 3 * 1000L)]
    public async Task More_than_may_wait_is_turned_away_at_once_and_outcomes_never_are(int limit, long bytes)
    {
        await UseAsync(new SqliteLedgerOptions { Path = string.Empty, WaitingLimit = limit, WaitingBytes = bytes });
        var packet = Make.Submission("N-0", "A", Sample.Ministry);
        await RecordedAsync(packet);
        var claim = await ClaimedAsync(To(packet, Sample.Ministry));

        using ManualResetEventSlim hold = new();
        TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var busy = Store.Store.Writer.RunAsync(
            _ =>
            {
                begun.TrySetResult();
                hold.Wait();
                return true;
            },
            0,
            sheddable: false,
            CancellationToken.None);
        await begun.Task;
        List<Task<AcceptResult.Recorded>> waiting;
        Task<AttemptResult> outcome;
        try
        {
            waiting = Enumerable.Range(1, 3).Select(i => RecordedAsync(Make.Submission($"N-{i}", $"A{i}") with { Body = new byte[1000] })).ToList();
            Assert.That(() => Ledger.AcceptAsync(Make.Submission("N-4", "A4"), CancellationToken.None).IsCompleted, Throws.TypeOf<LedgerUnavailableException>());
            outcome = DeliveredAsync(claim);
        }
        finally
        {
            hold.Set();
        }

        await busy;
        await Task.WhenAll(waiting);
        Assert.That((await outcome).Taken, Is.True);
        Assert.That(await AcceptAsync(Make.Submission("N-4", "A4")), Is.TypeOf<AcceptResult.Recorded>());
    }

    [Test]
    public async Task A_second_hub_on_the_same_file_waits_and_then_says_so()
    {
        using var other = Rival();
        other.BeginImmediate();
        Assert.That(async () => await AcceptAsync(Make.Submission("N-1", "A")), Throws.TypeOf<LedgerUnavailableException>().With.Message.Contains("locked"));
        other.Rollback();
        Assert.That(await AcceptAsync(Make.Submission("N-1", "A")), Is.TypeOf<AcceptResult.Recorded>());
    }

    private Session Rival() =>
        Session.OpenWriter(Store.Path, new SqliteLedgerOptions { Path = Store.Path });

    private async Task UseAsync(SqliteLedgerOptions limits)
    {
        _limits = limits;
        await Store.ReopenAsync();
    }
}
