using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace Interop.Hub.Ledger.Sqlite.Storage;

/// <summary>
/// The numbered scripts that make the tables: each applied once, in its own transaction, and recorded with its digest.
/// A database that does not fit the program stops the start.
/// </summary>
internal static class Scripts
{
    private const string Prefix = "Interop.Hub.Ledger.Scripts.Sqlite.";

    /// <summary>One script.</summary>
    internal sealed record Script(int Number, string Name, string Text)
    {
        public byte[] Digest => SHA256.HashData(Encoding.UTF8.GetBytes(Text.ReplaceLineEndings("\n")));
    }

    /// <summary>The program's scripts, in order.</summary>
    public static IReadOnlyList<Script> Embedded()
    {
        var assembly = typeof(Scripts).Assembly;
        return [.. assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(n => new Script(int.Parse(n.AsSpan(Prefix.Length, 4), NumberStyles.None, CultureInfo.InvariantCulture), n[Prefix.Length..], Read(assembly, n)))
            .OrderBy(s => s.Number)];
    }

    /// <summary>Brings the database up to the program.</summary>
    /// <exception cref="LedgerSchemaException">An applied script was changed, or the database is newer than the program.</exception>
    public static void Apply(Session db, IReadOnlyList<Script> scripts, TimeProvider time)
    {
        db.Script("create table if not exists schema_script (number integer primary key, name text not null, sha256 blob not null, applied_at integer not null) strict");
        var applied = Applied(db);
        var newest = scripts.Count == 0 ? 0 : scripts[^1].Number;
        foreach (var (number, (name, digest)) in applied)
        {
            var script = scripts.FirstOrDefault(s => s.Number == number);
            if (script is null)
            {
                throw new LedgerSchemaException(number > newest
                    ? $"The ledger was written by a newer hub: it has script {name}, this program ends at {newest:0000}. Start the newer program, or restore a backup from before the upgrade."
                    : $"The ledger has script {name}, which this program does not know. It belongs to another program.");
            }

            if (!digest.AsSpan().SequenceEqual(script.Digest))
            {
                throw new LedgerSchemaException($"Script {script.Name} was changed after it had been applied to this ledger. Put the change into a new script with the next number.");
            }
        }

        foreach (var script in scripts.Where(s => !applied.ContainsKey(s.Number)))
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

    private static SortedDictionary<int, (string Name, byte[] Digest)> Applied(Session db)
    {
        SortedDictionary<int, (string, byte[])> applied = [];
        using var rows = db.Prepare("select number, name, sha256 from schema_script order by number");
        while (rows.Step())
        {
            applied.Add(rows.Int32(0), (rows.Text(1), rows.Blob(2)));
        }

        return applied;
    }

    private static string Read(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"Script {name} is not in the assembly.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
