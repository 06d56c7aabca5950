using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Evidence;
using Interop.Hub.Ledger.Tests.Conformance;

namespace Interop.Hub.Ledger.Tests.Sqlite;

/// <summary>Group commit: few commits, each call on disk, nobody fails for another.</summary>
[TestFixture]
internal sealed class SqliteWriterTests : LedgerJourney
{
    [Test]
    public async Task Many_at_once_share_few_commits_and_each_is_on_disk_when_it_returns()
    {
        var packets = Enumerable.Range(1, 500).Select(i => Make.Submission($"N-{i}", $"A{i}", Sample.Ministry)).ToList();
        var before = Store.Store.Writer.Commits;
        using (await HoldWriterAsync())
        {
            var accepted = packets.Select(RecordedAsync).ToList();
            Release();
            await Task.WhenAll(accepted);
        }

        Assert.That(Store.Store.Writer.Commits - before, Is.LessThan(20));
        await CrashAsync();
        Assert.That((await Reader.NewestAsync(0, 500, CancellationToken.None)), Has.Count.EqualTo(500));
        var report = EvidenceVerifier.Verify(Store.Path, [], CancellationToken.None);
        Assert.That((report.Break, report.Acceptances), Is.EqualTo(((EvidenceBreak?)null, 500L)));
        Assert.That(report.Entries, Is.LessThan(20));
    }

    [Test]
    public async Task One_that_fails_does_not_fail_the_others_of_its_group()
    {
        List<Task> calls = [];
        Task<AcceptResult> broken;
        using (await HoldWriterAsync())
        {
            calls.AddRange(Enumerable.Range(1, 10).Select(i => RecordedAsync(Make.Submission($"N-{i}", $"A{i}", Sample.Ministry))));
            var bad = Make.Submission("N-bad", "B", Sample.Ministry);
            broken = AcceptAsync(bad with { Deliveries = [Make.Send(Sample.Ministry, Make.Id())] });
            calls.AddRange(Enumerable.Range(11, 10).Select(i => RecordedAsync(Make.Submission($"N-{i}", $"A{i}", Sample.Ministry))));
            Release();
            await Task.WhenAll(calls);
        }

        Assert.That(async () => await broken, Throws.TypeOf<ArgumentException>());
        Assert.That(await DueAsync(Sample.Ministry), Has.Count.EqualTo(20));
        Assert.That(await Reader.ResolveAsync("N-bad", null, null, CancellationToken.None), Is.Null);
        // Keys made in the group that was rolled back are forgotten: what is stored opens.
        await CrashAsync();
        foreach (var due in await DueAsync(Sample.Ministry))
        {
            Assert.That((await ClaimedAsync(due.Id)).Body.Length, Is.GreaterThan(0));
        }

        Assert.That(EvidenceVerifier.Verify(Store.Path, [], CancellationToken.None).Break, Is.Null);
    }

    [Test]
    public async Task Who_gives_up_while_waiting_is_not_recorded()
    {
        using CancellationTokenSource patience = new();
        var packet = Make.Submission("N-1", "A", Sample.Ministry);
        using (await HoldWriterAsync())
        {
            var call = Ledger.AcceptAsync(packet, patience.Token);
            await patience.CancelAsync();
            Assert.That(async () => await call, Throws.InstanceOf<OperationCanceledException>());
            Release();
        }

        await RecordedAsync(Make.Submission("N-2", "B"));
        Assert.That(await Reader.PacketAsync(packet.Id, CancellationToken.None), Is.Null);
    }

    [Test]
    public async Task Closing_finishes_what_waits()
    {
        Task<AcceptResult.Recorded> call;
        ValueTask closing;
        using (await HoldWriterAsync())
        {
            call = RecordedAsync(Make.Submission("N-1", "A"));
            closing = Store.Store.DisposeAsync();
            Release();
            await call;
        }

        await closing;
        Assert.That(async () => await AcceptAsync(Make.Submission("N-2", "B")), Throws.TypeOf<LedgerUnavailableException>());
        Store.Reopen();
        Assert.That(await Reader.ResolveAsync("N-1", null, null, CancellationToken.None), Is.Not.Null);
    }

    private ManualResetEventSlim? _hold;

    /// <summary>Keeps the writer busy, so that calls gather behind it.</summary>
    private async Task<IDisposable> HoldWriterAsync()
    {
        ManualResetEventSlim hold = new();
        TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _hold = hold;
        _ = Store.Store.Writer.RunAsync(
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
        return hold;
    }

    private void Release() => _hold!.Set();
}
