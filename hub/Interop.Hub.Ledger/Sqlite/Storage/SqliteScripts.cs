using Interop.Hub.Ledger.Storage;

namespace Interop.Hub.Ledger.Sqlite.Storage;

/// <summary>Brings the embedded ledger's tables up to the program.</summary>
internal static class SqliteScripts
{
    public const string Store = "Sqlite";

    /// <exception cref="LedgerSchemaException">The database does not fit the program.</exception>
    public static void Apply(Session db, IReadOnlyList<Script> scripts, TimeProvider time)
    {
        db.Script("create table if not exists schema_script (number integer primary key, name text not null, sha256 blob not null, applied_at integer not null) strict");
        foreach (var script in Scripts.Missing(scripts, Applied(db)))
        {
            ApplyOne(db, script, time);
        }
    }

    private static void ApplyOne(Session db, Script script, TimeProvider time)
    {
        db.BeginImmediate();
        try
        {
            db.Script(script.Text);
            db.Prepare("insert into schema_script (number, name, sha256, applied_at) values (?, ?, ?, ?)")
                .With(script.Number).With(script.Name).With(script.Digest).With(time.GetUtcNow()).Run();
            db.Commit();
        }
        catch
        {
            db.Rollback();
            throw;
        }
    }

    private static List<AppliedScript> Applied(Session db)
    {
        List<AppliedScript> applied = [];
        using var rows = db.Prepare("select number, name, sha256 from schema_script order by number");
        while (rows.Step())
        {
            applied.Add(new AppliedScript(rows.Int32(0), rows.Text(1), rows.Blob(2)));
        }

        return applied;
    }
}
