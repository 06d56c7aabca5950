using System.Globalization;
using Interop.Hub.Ledger.Postgres.Storage;
using Interop.Hub.Ledger.Storage;
using Npgsql;

namespace Interop.Hub.Ledger.Tests.Postgres;

/// <summary>
/// A shared ledger with many rows and no meaning: one dossier, packet and delivery for each number, one in twenty not
/// passed, most of these for one partner that is down; four partitions. The database is loaded once.
/// </summary>
internal sealed class LargeLedger : IAsyncDisposable
{
    /// <summary>How many deliveries. Ten million take some ten minutes and 15 GB.</summary>
    public static readonly long Rows = long.Parse(Environment.GetEnvironmentVariable("INTEROP_PLAN_ROWS") ?? "200000", CultureInfo.InvariantCulture);

    private LargeLedger(NpgsqlConnection db) => Db = db;

    public NpgsqlConnection Db { get; }

    public static async Task<LargeLedger> LoadAsync()
    {
        var db = new NpgsqlConnection(await LedgerServer.Server.CreateDatabaseAsync() + ";Pooling=false;Command Timeout=0");
        await db.OpenAsync();
        await PostgresScripts.ApplyAsync(db, Scripts.Embedded(PostgresScripts.Store), CancellationToken.None);
        var ledger = new LargeLedger(db);
        // What is measured is plans, not syncs; and no statistics are gathered behind the test's back.
        await ledger.RunAsync("set synchronous_commit = off; alter table delivery_open set (autovacuum_enabled = off)");
        foreach (var table in (string[])["packet", "packet_body", "delivery_passed", "attempt"])
        {
            for (var part = 0; part < 4; part++)
            {
                await ledger.RunAsync(string.Create(
                    CultureInfo.InvariantCulture, $"create table {table}_{part} partition of {table} for values from ({part * Rows / 4}) to ({((part + 1) * Rows / 4) + (part == 3 ? 1 : 0)})"));
            }
        }

        foreach (var sql in Load)
        {
            await ledger.RunAsync(sql.Replace("$n", Rows.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        }

        return ledger;
    }

    public async Task RunAsync(string sql)
    {
        await using var command = new NpgsqlCommand(sql, Db);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync() => await Db.DisposeAsync();

    private static readonly string[] Load =
    [
        """
        insert into dossier (key, number, owner, procedure, receiving, competent, received_at, financial, result, latest_digest, latest_packet, submission, key_id, data_key, created_at, updated_at)
        select i, 'N-' || i, 'MOTCUA', '1.001193', 'H40.18', 'H40.18', 0, 0, 0, '\x00', i, i, 'k', '\x00', 0, i from generate_series(1, $n) i
        """,
        // Receipt numbers repeat: every thousandth dossier has the same one.
        """
        insert into dossier_identifier (value, scheme, issuer, tie, dossier, attached_at)
        select 'N-' || i, 1, 'H40.18', 0, i, 0 from generate_series(1, $n) i union all select 'R-' || i % ($n / 10), 3, 'H40.18', i, i, 0 from generate_series(1, $n) i
        """,
        "insert into lane (lane, destination, known, next_position) select i, 'DEAD', true, 2 from generate_series(1, $n) i",
        "insert into dossier_party (dossier, partner) select i, 'MOTCUA' from generate_series(1, $n) i",
        """
        insert into packet (key, id, dossier, partner, packet_id, kind, digest, occurred_at, accepted_at, receipt, body_digest)
        select i, decode(md5(i::text), 'hex'), i, 'MOTCUA', 'p-' || i, 1, '\x00', 0, 0, '{}', '\x00' from generate_series(1, $n) i
        """,
        "insert into packet_body (packet, body) select i, '\\x00' from generate_series(1, $n) i",
        "insert into packet_key (partner, packet_id, digest, packet, duplicate) select 'MOTCUA', 'p-' || i, '\\x00', i, false from generate_series(1, $n) i",
        // Of what is not passed, nine in ten wait for DEAD, half of them due; the others for twenty partners; a few are in flight.
        """
        insert into delivery (key, passed, id, packet, lane, destination, position, role, state, due_at, lease_until, claimed_at, claimed_from, node, proceed_at, changed_at, answer_due)
        select i, i % 20 <> 0, decode(md5('d' || i), 'hex'), i, i, case when i % 20 <> 0 or i % 200 = 0 then 'D' || i % 19 else 'DEAD' end, 1, 1,
          case when i % 20 <> 0 then 7 when i % 2000 = 0 then 4 when i % 40 = 0 then 5 else 3 end,
          case when i % 20 = 0 and i % 2000 <> 0 then interop_now() + ((i % 7) - 3) * 36000000000 + i end,
          case when i % 2000 = 0 then interop_now() + ((i % 7) - 3) * 36000000000 end, case when i % 2000 = 0 then 0 end, case when i % 2000 = 0 then 3 end, 'n',
          case when i % 3000 = 0 then interop_now() + ((i % 7) - 3) * 36000000000 end, 0, case when i % 1000 = 1 then interop_now() + i end
        from generate_series(1, $n) i
        """,
        // Many were told of what is hindered still, some of what arrived since.
        "insert into told (delivery, told_at) select i, 1 from generate_series(1, $n) i where i % 1000 = 2 or i % 20 = 0",
        "insert into news (delivery, state, since, due_at) select i, case when i % 20 = 0 then 6 else 7 end, 2, case when i % 40 <> 0 then 2 end from generate_series(1, $n) i where i % 1000 = 2 or i % 20 = 0",
        // What waits for a small partner waits behind what waits for DEAD.
        "insert into delivery_gate (gate, behind) select i, i + 20 from generate_series(20, $n - 20, 20) i",
        """
        insert into attempt (delivery, number, token, purpose, started_at, duration, outcome, taken, node)
        select i, 1, 1, 1, 0, 0, 'accepted', true, 'n' from generate_series(1, $n) i where i % 20 <> 0
        """,
        """
        insert into document (owner, digest, size, uploaded_at, referred) select 'MOTCUA', decode(md5(i::text), 'hex'), 1, i, i % 100 <> 0 from generate_series(1, $n) i
        """,
    ];
}
