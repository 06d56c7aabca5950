using Interop.Hub.Core.Ledger;
using Interop.Hub.Core.Security;
using Interop.Hub.Ledger.Postgres.Storage;
using Interop.Hub.Ledger.Security;
using Interop.Hub.Ledger.Storage;
using Npgsql;

namespace Interop.Hub.Ledger.Examination;

/// <summary>Looks at a shared ledger's database without changing anything in it.</summary>
public static class LedgerExamination
{
    /// <summary>
    /// Lists what stands in the way: it is not reached or too old, takes no writes or tables, would lose what a receipt
    /// promises, has other master keys or tables of another program, too few connections, a clock that is off.
    /// </summary>
    /// <param name="options">Where it is.</param>
    /// <param name="ring">The master keys that the hub would start with.</param>
    /// <param name="time">This machine's clock.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<IReadOnlyList<LedgerFinding>> OfPostgresAsync(PostgresLedgerOptions options, IKeyRing ring, TimeProvider time, CancellationToken cancellationToken)
    {
        List<LedgerFinding> findings = [];
        try
        {
            var settings = new NpgsqlConnectionStringBuilder(options.ConnectionString) { Pooling = false, Timeout = 10, ApplicationName = "interop doctor" };
            await using var db = new NpgsqlConnection(settings.ConnectionString);
            await db.OpenAsync(cancellationToken);
            var asked = time.GetUtcNow();
            var facts = (await Ask.AllAsync(Ask.Command(db, PostgresFacts.Question), PostgresFacts.Read, cancellationToken))[0];
            // Asked and answered: the database's now lies between.
            var skew = facts.Now - (asked + ((time.GetUtcNow() - asked) / 2));
            findings.AddRange(facts.Judge(options.Readers + 2, skew));
            findings.Add(facts.HasTables ? await TablesAsync(db, ring, cancellationToken) : new LedgerFinding(LedgerFindingGravity.Good, "the tables will be made at the first start"));
        }
        catch (Exception e) when (e is PostgresException or NpgsqlException or LedgerUnavailableException or ArgumentException or System.Net.Sockets.SocketException or TimeoutException)
        {
            findings.Add(new LedgerFinding(LedgerFindingGravity.Error, Reason(e)));
        }

        return findings;
    }

    private static async Task<LedgerFinding> TablesAsync(NpgsqlConnection db, IKeyRing ring, CancellationToken cancellationToken)
    {
        try
        {
            var applied = await Ask.AllAsync(
                Ask.Command(db, "select number, name, sha256 from schema_script order by number"), r => new AppliedScript(r.Int32(0), r.Text(1), r.Blob(2)), cancellationToken);
            var missing = Scripts.Missing(Scripts.Embedded(PostgresScripts.Store), applied);
            var traces = await Ask.AllAsync(Ask.Command(db, "select trace from key_check where name = $1", Ask.Of(KeyTrace.Name)), r => r.Blob(0), cancellationToken);
            if (traces.Count > 0)
            {
                KeyTrace.Check(ring, traces[0], newest: null);
            }

            return new LedgerFinding(
                LedgerFindingGravity.Good,
                missing.Count == 0 ? "the tables fit this program and the master keys" : $"the tables fit the master keys; the next start brings them from script {applied.Count} to {applied.Count + missing.Count}");
        }
        catch (Exception e) when (e is LedgerSchemaException or KeyRingException)
        {
            return new LedgerFinding(LedgerFindingGravity.Error, e.Message);
        }
    }

    private static string Reason(Exception exception) => exception switch
    {
        // What it says of the text may quote the text, and that holds a password.
        ArgumentException => "ConnectionString is not in Npgsql's words: write Host=…;Database=…;Username=…;Password=…",
        PostgresException e when Outage.Of(e) is null => $"{e.MessageText} ({e.SqlState}): correct ConnectionString, or make what it names",
        _ => Outage.Of(exception)?.Message ?? exception.Message,
    };
}
