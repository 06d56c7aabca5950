using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Postgres.Storage;
using Interop.Hub.Ledger.Tests.Conformance;

namespace Interop.Hub.Ledger.Tests.Postgres;

/// <summary>
/// A session forgets what was prepared in it, and the driver does not know. It was seen after a commit that failed on a full
/// disk: every packet of that node that took the same way was then answered by 500, until the hub was started again.
/// </summary>
[TestFixture]
internal sealed class LostStatementsTests : LedgerVerbs
{
    private PostgresHarness _store = null!;

    protected override async Task<ILedgerHarness> OpenAsync() => _store = await PostgresHarness.OpenAsync();

    [Test]
    public async Task A_commit_whose_session_lost_its_statements_is_made_on_a_new_one_and_counts_once()
    {
        for (var i = 1; i <= 5; i++)
        {
            await DeliverAsync(To(await RecordedAsync(), Sample.Ministry));
        }

        await LedgerServer.ExecuteAsync(_store.Connection, """
            create sequence spoils;
            create function spoil() returns trigger language plpgsql as $$
              begin if nextval('spoils') = 1 then execute 'deallocate all'; end if; return new; end $$;
            create trigger spoil before insert on packet for each row execute function spoil();
            """);
        await DeliverAsync(To(await RecordedAsync(), Sample.Ministry));
        await DeliverAsync(To(await RecordedAsync(), Sample.Ministry));
        Assert.That(await _store.AskAsync("select count(*) from packet"), Is.EqualTo(7));
        Assert.That(await _store.AskAsync("select last_value from spoils"), Is.EqualTo(3), "the spoilt commit was made again");
        Assert.That((await Harness.VerifyAsync()).Holds, Is.True);
    }

    [Test]
    public async Task A_question_whose_session_lost_its_statements_is_asked_again()
    {
        for (var i = 0; i < 5; i++)
        {
            await DueAsync(Sample.Ministry);
        }

        await _store.Store.Database.AskAsync(
            async (db, token) =>
            {
                var batch = new Batch();
                batch.Do("deallocate all");
                await batch.RunAsync(db, token);
                return true;
            },
            CancellationToken.None);
        Assert.That(await DueAsync(Sample.Ministry), Is.Empty);
    }

    private async Task<AcceptPacket> RecordedAsync()
    {
        var packet = Make.Submission(Make.Unique("N"), "A", Sample.Ministry);
        await RecordedAsync(packet);
        return packet;
    }
}
