using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace Interop.Hub.Ledger.Storage;

/// <summary>One numbered script that makes or changes tables.</summary>
internal sealed record Script(int Number, string Name, string Text)
{
    public byte[] Digest => SHA256.HashData(Encoding.UTF8.GetBytes(Text.ReplaceLineEndings("\n")));
}

/// <summary>A script as the database remembers it.</summary>
internal readonly record struct AppliedScript(int Number, string Name, byte[] Digest);

/// <summary>
/// The numbered scripts of a store: each applied once, in its own transaction, and recorded with its digest. A database
/// that does not fit the program stops the start.
/// </summary>
internal static class Scripts
{
    private const string Prefix = "Interop.Hub.Ledger.Scripts.";

    /// <summary>The program's scripts for a store (<c>Sqlite</c>, <c>Postgres</c>), in order.</summary>
    public static IReadOnlyList<Script> Embedded(string store)
    {
        var assembly = typeof(Scripts).Assembly;
        var prefix = $"{Prefix}{store}.";
        return [.. assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith(prefix, StringComparison.Ordinal))
            .Select(n => new Script(int.Parse(n.AsSpan(prefix.Length, 4), NumberStyles.None, CultureInfo.InvariantCulture), n[prefix.Length..], Read(assembly, n)))
            .OrderBy(s => s.Number)];
    }

    /// <summary>The scripts that a database still needs.</summary>
    /// <exception cref="LedgerSchemaException">An applied script was changed, or the database is newer than the program.</exception>
    public static IReadOnlyList<Script> Missing(IReadOnlyList<Script> scripts, IReadOnlyList<AppliedScript> applied)
    {
        var newest = scripts.Count == 0 ? 0 : scripts[^1].Number;
        foreach (var known in applied)
        {
            var script = scripts.FirstOrDefault(s => s.Number == known.Number);
            if (script is null)
            {
                throw new LedgerSchemaException(known.Number > newest
                    ? $"The ledger was written by a newer hub: it has script {known.Name}, this program ends at {newest:0000}. Start the newer program, or restore a backup from before the upgrade."
                    : $"The ledger has script {known.Name}, which this program does not know. It belongs to another program.");
            }

            if (!known.Digest.AsSpan().SequenceEqual(script.Digest))
            {
                throw new LedgerSchemaException($"Script {script.Name} was changed after it had been applied to this ledger. Put the change into a new script with the next number.");
            }
        }

        return [.. scripts.Where(s => applied.All(a => a.Number != s.Number))];
    }

    private static string Read(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"Script {name} is not in the assembly.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
