using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Tests.Conformance;

namespace Interop.Hub.Ledger.Tests.Postgres;

/// <summary>
/// A ledger whose tables grow from nothing has no statistics to go by, and a plan kept from its first minute serves the
/// next. By the database's own count its writer reads rows by the handful all the same.
/// </summary>
[TestFixture]
internal sealed class YoungLedgerTests : LedgerVerbs
{
    private const int Dossiers = 400;

    /// <summary>Rows that a dossier's acceptance, claim and outcome may look at; with what waits behind gates they are some 50.</summary>
    private const int Handful = 100;

    private PostgresHarness _store = null!;

    [Test]
    public async Task The_writer_reads_rows_by_the_handful_from_the_first_commit_on()
    {
        for (var i = 0; i < Dossiers; i++)
        {
            // What waits behind a gate stays: every commit finds more gates than the one before.
            var check = Make.Check(Sample.Population);
            var packet = Make.Submission($"N-{i}", $"A{i}") with
            {
                RequestKey = new RequestKey("dossiers", $"k-{i}"),
                Deliveries = [check, Make.Send(Sample.Portal, check.Id), Make.Send(Sample.Ministry)],
            };
            await RecordedAsync(packet);
            await DeliverAsync(To(packet, Sample.Ministry));
        }

        // What a session counted is told at its end.
        await _store.Store.DisposeAsync();
        var read = await _store.AskAsync(
            """
            select (select sum(seq_tup_read) from pg_stat_user_tables) + (select sum(idx_tup_read) from pg_stat_user_indexes)
            """);
        Assert.That(read, Is.GreaterThan(Dossiers), "the database counts");
        Assert.That(read / Dossiers, Is.LessThan(Handful), "rows read for each dossier");
    }

    protected override async Task<ILedgerHarness> OpenAsync() => _store = await PostgresHarness.OpenAsync();
}
