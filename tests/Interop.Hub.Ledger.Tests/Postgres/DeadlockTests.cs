using Interop.Contracts.Dossiers;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Rules;
using Interop.Hub.Ledger.Tests.Conformance;
using Npgsql;

namespace Interop.Hub.Ledger.Tests.Postgres;

/// <summary>
/// Groups take their locks in one order, so that nodes do not wait for each other in a circle; somebody else's program may.
/// The database then ends one of the two transactions. It surely did not happen, so the group is run again, as a whole.
/// </summary>
[TestFixture]
internal sealed class DeadlockTests : LedgerVerbs
{
    private PostgresHarness _store = null!;

    protected override async Task<ILedgerHarness> OpenAsync() => _store = await PostgresHarness.OpenAsync();

    [Test]
    public async Task A_group_that_the_database_ended_for_a_deadlock_is_run_again_and_counts_once()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var node = await _store.NodeAsync("far");
        await node.AcceptAsync(Make.Submission("N-1", "A", Sample.Ministry), limit.Token);
        await node.AcceptAsync(Make.Submission("N-2", "B", Sample.Ministry), limit.Token);

        // The node has the first dossier and wants the second; the other has the second and wants the first. The node asked
        // first, and so it is the node that the database looks at first.
        await using var other = new NpgsqlConnection(_store.Connection);
        await other.OpenAsync(limit.Token);
        await using var transaction = await other.BeginTransactionAsync(limit.Token);
        await using (var patient = new NpgsqlCommand("set deadlock_timeout = '1min'", other, transaction))
        {
            await patient.ExecuteNonQueryAsync(limit.Token);
        }

        await LockAsync("N-2");
        var tries = 0;
        AcceptPacket[] steps = [Make.Progress("N-1", "e1", BusinessStatus.Received, Sample.Portal), Make.Progress("N-2", "e1", BusinessStatus.Received, Sample.Portal)];
        var accepted = node.Writer.RunAsync(
            needs =>
            {
                tries++;
                needs.Packets.AddRange(steps);
            },
            scope => steps.Select(step => Acceptance.Run(scope, step)).ToList(),
            0,
            sheddable: false,
            CancellationToken.None);
        while (await _store.AskAsync("select count(*) from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()") == 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, limit.Token);
        }

        await LockAsync("N-1");
        await transaction.CommitAsync(limit.Token);

        Assert.That(await accepted.WaitAsync(limit.Token), Has.Count.EqualTo(2).And.All.TypeOf<AcceptResult.Recorded>());
        Assert.That(tries, Is.EqualTo(2), "there was no deadlock, or it ended the other");
        Assert.That(await _store.AskAsync("select count(*) from packet"), Is.EqualTo(4));

        async Task LockAsync(string number)
        {
            await using var command = new NpgsqlCommand("select 1 from dossier where number = $1 for update", other, transaction) { Parameters = { new() { Value = number } } };
            Assert.That(await command.ExecuteScalarAsync(limit.Token), Is.EqualTo(1));
        }
    }
}
