using System.Data;
using Interop.Hub.Ledger.Evidence;
using Interop.Hub.Ledger.Postgres.Storage;
using Interop.Hub.Ledger.Reading;
using Npgsql;

namespace Interop.Hub.Ledger.Postgres.Reading;

/// <summary>Walks through every chain of a shared ledger, page by page, in one snapshot.</summary>
internal sealed class PostgresEvidenceAudit(NpgsqlConnection db, IReadOnlyList<EvidenceCheckpoint> checkpoints, CancellationToken cancellationToken)
{
    /// <summary>Entries read at once: an entry of a busy hub has hundreds of items.</summary>
    private const int Page = 128;

    /// <summary>Items whose subjects are held at once.</summary>
    private const int Items = 4096;

    // From one node to the next in the key: its cost is the number of nodes.
    private const string Nodes = """
        with recursive found (node) as (
          (select node from evidence order by node limit 1)
          union all
          select (select e.node from evidence e where e.node > f.node order by e.node limit 1) from found f where f.node is not null)
        select node from found where node is not null
        """;

    /// <summary>A page of a chain, with all that stands in its entries.</summary>
    public const string Entries = """
        select entry, at, root, previous, digest, kinds, subjects, numbers, salts, digests from evidence
        where node = $1 and entry > $2 order by entry limit $3
        """;

    public static async Task<EvidenceReport> RunAsync(PostgresLedgerOptions options, IReadOnlyList<EvidenceCheckpoint> checkpoints, CancellationToken cancellationToken)
    {
        // An audit counts and reads for as long as it takes; its connection is its own.
        var settings = new NpgsqlConnectionStringBuilder(options.ConnectionString) { Pooling = false, CommandTimeout = 0, ApplicationName = "interop ledger verify" };
        try
        {
            await using var db = new NpgsqlConnection(settings.ConnectionString);
            await db.OpenAsync(cancellationToken);
            await using var snapshot = await db.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
            // Before the snapshot: an emptied partition of bodies is truncated, which no snapshot sees as it was before.
            await using (var hold = new NpgsqlCommand("lock table packet_body in access share mode", db))
            {
                await hold.ExecuteNonQueryAsync(cancellationToken);
            }

            return await new PostgresEvidenceAudit(db, checkpoints, cancellationToken).ReportAsync();
        }
        catch (Exception e) when (Outage.Of(e) is not null)
        {
            throw Outage.Of(e)!;
        }
    }

    /// <summary>Within the transaction of the connection, whose snapshot it sees.</summary>
    public async Task<EvidenceReport> ReportAsync()
    {
        var counts = new EvidenceCounts();
        List<EvidenceChainReport> chains = [];
        var nodes = await Ask.AllAsync(Ask.Command(db, Nodes), r => r.Text(0), cancellationToken);
        // A chain of which only a checkpoint is left was removed whole.
        foreach (var node in nodes.Union(checkpoints.Select(c => c.Node), StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var chain = new EvidenceChain(node, checkpoints.Where(c => c.Node == node), counts);
            await WalkAsync(node, chain);
            chains.Add(chain.End());
        }

        var held = await Ask.AllAsync(
            Ask.Command(
                db,
                $"""
                select (select count(*) from packet), (select count(*) from attempt), (select count(*) from operator_act) + (select count(*) from door_act) + (select count(*) from look_up),
                  (select count(*) from recovery) + (select count(*) from hold where released_at is not null), (select count(*) from removal), ({EvidenceCoverage.CountTwice})
                """),
            r => new EvidenceCoverage(r.Int64(0), r.Int64(1), r.Int64(2), r.Int64(3), r.Int64(4), r.Int64(5)),
            cancellationToken);
        var epochs = await Ask.AllAsync(Ask.Command(db, $"select {RecoveryColumns.Statement} from recovery r order by r.epoch"), r => RecoveryColumns.ReadStatement(r), cancellationToken);
        return EvidenceVerifier.Report(chains, counts, epochs, () => held[0]);
    }

    private async Task WalkAsync(string node, EvidenceChain chain)
    {
        List<EvidenceEntry> page;
        var last = 0L;
        do
        {
            page = await Ask.AllAsync(Ask.Command(db, Entries, Ask.Of(node), Ask.Of(last), Ask.Of((long)Page)), row => Entry(node, row), cancellationToken);
            foreach (var part in Parts(page))
            {
                var subjects = await EvidenceSubjects.ReadAsync(db, part.SelectMany(e => e.Items), cancellationToken);
                foreach (var entry in part)
                {
                    if (!chain.Take(entry, [.. entry.Items.Select(subjects.Of)]))
                    {
                        return;
                    }
                }
            }

            last = page.Count == 0 ? last : page[^1].Number;
        }
        while (page.Count == Page);
    }

    /// <summary>Reads a row of <see cref="Entries"/>.</summary>
    public static EvidenceEntry Entry(string node, Row row)
    {
        var (kinds, subjects, numbers, salts, digests) = (row.Array<short>(5), row.Array<long>(6), row.Array<long>(7), row.Array<byte[]>(8), row.Array<byte[]>(9));
        // Arrays of different length are a change like any other: the items that are left are not those of the root.
        var whole = new[] { kinds.Length, subjects.Length, numbers.Length, salts.Length, digests.Length }.Min();
        var items = new EvidenceItem[whole];
        for (var i = 0; i < whole; i++)
        {
            items[i] = new EvidenceItem((EvidenceKind)kinds[i], subjects[i], numbers[i], salts[i], digests[i]);
        }

        return new EvidenceEntry(node, row.Int64(0), row.Time(1), kinds.Length, row.Blob(2), row.Blob(3), row.Blob(4), items);
    }

    private static IEnumerable<List<EvidenceEntry>> Parts(List<EvidenceEntry> page)
    {
        List<EvidenceEntry> part = [];
        var items = 0;
        foreach (var entry in page)
        {
            part.Add(entry);
            items += entry.Items.Count;
            if (items >= Items)
            {
                yield return part;
                part = [];
                items = 0;
            }
        }

        if (part.Count > 0)
        {
            yield return part;
        }
    }
}
