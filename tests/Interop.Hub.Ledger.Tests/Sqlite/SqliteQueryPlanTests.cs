using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;
using Interop.Hub.Ledger.Evidence;
using Interop.Hub.Ledger.Sqlite;
using Interop.Hub.Ledger.Sqlite.Storage;

namespace Interop.Hub.Ledger.Tests.Sqlite;

/// <summary>No question walks through a whole table: every statement the program prepared is explained.</summary>
[TestFixture]
internal sealed partial class SqliteQueryPlanTests : LedgerJourney
{
    /// <summary>The tables that grow for ever.</summary>
    private static readonly string[] Growing = ["dossier", "dossier_identifier", "packet", "packet_body", "request_key", "packet_key", "event_key", "delivery", "attempt", "document", "document_part", "document_upload", "packet_document", "evidence", "evidence_item", "lane", "delivery_gate", "dossier_party", "finding", "operator_act", "look_up"];

    /// <summary>Only an audit reads these, from the first row to the last, and is meant to.</summary>
    private static readonly string[] Audit =
    [
        "select entry, node, at, items, root, previous, digest from evidence order by entry",
        "select count(*) from packet",
        "select count(*) from attempt",
        "select (select count(*) from operator_act) + (select count(*) from door_act) + (select count(*) from look_up)",
        EvidenceCoverage.CountTwice,
    ];

    [Test]
    public async Task No_statement_of_the_ledger_scans_a_table_that_grows()
    {
        var statements = Statements().ToList();
        Assert.That(statements, Has.Count.GreaterThan(50));
        var scans = await Store.Store.Readers.AskAsync(
            db => statements.Where(sql => !Audit.Contains(sql)).SelectMany(sql => Scans(Plan(db, sql), sql).Select(step => $"{step}\n    {sql}")).ToList(),
            CancellationToken.None);
        Assert.That(scans, Is.Empty, string.Join('\n', scans));
    }

    [TestCase("select id, destination from delivery where destination = ? and (state = 3 or state = 5 or state = 6) and due_at <= ? order by due_at limit ?", "delivery_due")]
    [TestCase("select id, destination, token, role, attempts, claimed_at, node, claimed_from from delivery where state = 4 and lease_until <= ? order by lease_until limit ?", "delivery_lease")]
    [TestCase("select 1 from delivery where lane = ? and destination = ? and state <> 7 and state <> 10 and state <> 11 and state <> 12 and (position, key) < (?, ?) limit 1", "delivery_lane")]
    [TestCase("select state, count(*) from delivery where destination = ? and state <> 7 and state <> 10 and state <> 11 and state <> 12 group by state", "delivery_open")]
    [TestCase("select id, lane, destination, position, key from delivery where state <> 7 and state <> 10 and state <> 11 and state <> 12 and (lane, destination, position, key) > (?, ?, ?, ?) order by lane, destination, position, key limit ?", "delivery_lane")]
    public async Task What_is_due_is_found_by_its_own_small_index_without_sorting(string sql, string index)
    {
        var plan = await Store.Store.Readers.AskAsync(db => Plan(db, sql), CancellationToken.None);
        Assert.That(plan, Has.Some.Contains($"INDEX {index}"));
        Assert.That(plan, Has.None.Contains("TEMP B-TREE"));
    }

    [Test]
    public async Task No_row_that_is_written_makes_a_table_for_the_conditions_of_indexes()
    {
        // An answer that came clears what its own index is searched by: those rows are noted before the first is changed.
        var changes = Statements().Where(sql => Change().IsMatch(sql) && !sql.EndsWith("and answer_due is not null", StringComparison.Ordinal)).ToList();
        Assert.That(changes, Has.Count.GreaterThan(10));
        var made = await Store.Store.Readers.AskAsync(db => changes.Where(sql => OpensTable(db, sql)).ToList(), CancellationToken.None);
        Assert.That(made, Is.Empty, "a list of more than two values in an index's condition costs a table for each write:\n" + string.Join('\n', made));
    }

    private static bool OpensTable(Session db, string sql)
    {
        var opens = false;
        using var steps = db.Prepare("explain " + sql);
        while (steps.Step())
        {
            opens |= steps.Text(1) == "OpenEphemeral";
        }

        return opens;
    }

    /// <summary>Walking in the order of a key and stopping at a limit is no scan; sorting first is.</summary>
    private static IEnumerable<string> Scans(List<string> plan, string sql) =>
        sql.Contains(" limit ", StringComparison.Ordinal) && !plan.Exists(s => s.Contains("TEMP B-TREE", StringComparison.Ordinal))
            ? []
            : plan.Where(step => Scan().Match(step) is { Success: true } m && Growing.Contains(m.Groups["table"].Value));

    /// <summary>Every literal in the code of the embedded ledger that is a question or a change, out of the assembly's own metadata.</summary>
    private static IEnumerable<string> Statements()
    {
        using var stream = new FileInfo(typeof(SqliteLedger).Assembly.Location).OpenRead();
        using PEReader pe = new(stream);
        var metadata = pe.GetMetadataReader();
        HashSet<string> found = [];
        foreach (var handle in metadata.TypeDefinitions)
        {
            var type = metadata.GetTypeDefinition(handle);
            if (NamespaceOf(metadata, type).StartsWith("Interop.Hub.Ledger.Sqlite", StringComparison.Ordinal))
            {
                found.UnionWith(type.GetMethods().Select(m => metadata.GetMethodDefinition(m).RelativeVirtualAddress).Where(a => a != 0)
                    .SelectMany(a => Literals(metadata, pe.GetMethodBody(a).GetILBytes()!)).Where(text => Question().IsMatch(text)));
            }
        }

        return found;
    }

    /// <summary>A lambda's code stands in a type inside the type.</summary>
    private static string NamespaceOf(MetadataReader metadata, TypeDefinition type)
    {
        while (!type.GetDeclaringType().IsNil)
        {
            type = metadata.GetTypeDefinition(type.GetDeclaringType());
        }

        return metadata.GetString(type.Namespace);
    }

    /// <summary>The instruction ldstr is the byte 0x72 before a token of the table 0x70.</summary>
    private static IEnumerable<string> Literals(MetadataReader metadata, byte[] code)
    {
        for (var i = 0; i + 4 < code.Length; i++)
        {
            var offset = BitConverter.ToInt32(code, i + 1) & 0xFFFFFF;
            if (code[i] == 0x72 && code[i + 4] == 0x70 && offset > 0 && offset < metadata.GetHeapSize(HeapIndex.UserString))
            {
                yield return metadata.GetUserString(MetadataTokens.UserStringHandle(offset));
            }
        }
    }

    private static List<string> Plan(Session db, string sql)
    {
        List<string> steps = [];
        using var rows = db.Prepare("explain query plan " + sql);
        while (rows.Step())
        {
            steps.Add(rows.Text(3));
        }

        return steps;
    }

    [GeneratedRegex(@"^\s*(select|update|delete|insert|with)\s(?s:.)*\s(from|into|set|where)\s", RegexOptions.IgnoreCase)]
    private static partial Regex Question();

    [GeneratedRegex(@"^\s*(insert|update (delivery|dossier|lane) )", RegexOptions.IgnoreCase)]
    private static partial Regex Change();

    [GeneratedRegex(@"^SCAN (?<table>\w+)(?! .*CONSTANT)")]
    private static partial Regex Scan();
}
