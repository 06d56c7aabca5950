using Interop.Hub.Ledger.Evidence;
using Interop.Hub.Ledger.Postgres.Reading;
using Interop.Hub.Ledger.Postgres.Storage;
using Interop.Hub.Ledger.Postgres.Tables;
using Interop.Hub.Ledger.Tables;

namespace Interop.Hub.Ledger.Postgres.Writing;

/// <summary>
/// What a group must know that takes contents out. Files are locked before it is asked who else refers to them: an
/// acceptance that refers to one holds its row until its commit, so its reference is either seen or still to come.
/// </summary>
internal static class RemovalLoading
{
    public const string Removable = """
        select p.key from packet p left join dossier o on o.key = p.dossier
        where p.key = any($1) and p.removal is null
          and exists (select from packet_body b where b.packet = p.key)
          and not exists (select from delivery d where d.passed = false and d.packet = p.key)
          and not exists (select from delivery d where o.submission = p.key and d.passed = false and d.lane = o.key)
        order by p.key for update of p
        """;

    public const string Files = """
        select d.owner from document d where (d.owner, d.digest) in (
          select r.owner, r.digest from packet p join packet_document r on r.lane = coalesce(p.dossier, -p.key) and r.packet = p.key
          where p.key = any($1) or p.dossier = any($2))
        order by d.owner, d.digest for update of d
        """;

    public const string Packets = """
        select p.dossier, p.key, exists (select from packet_body b where b.packet = p.key) from packet p where p.dossier = any($1) order by p.key
        """;

    public const string Deliveries = "select p.dossier, d.key from packet p join delivery d on d.packet = p.key where p.dossier = any($1) order by d.key";

    public const string Attempts = """
        select p.dossier, a.delivery, a.number from packet p join delivery d on d.packet = p.key join attempt a on a.delivery = d.key
        where p.dossier = any($1) order by a.delivery, a.number
        """;

    public const string Acts = """
        select p.dossier, a.key from packet p join delivery d on d.packet = p.key join operator_act a on a.delivery = d.key
        where p.dossier = any($1) order by a.key
        """;

    private const string Erasures = $"select {RemovalColumns.All} from removal r where r.key = any(array(select removal from dossier where key = any($1)))";

    private const string Keys = "select nextval('removal_key') from generate_series(1, $1)";

    public static void Ask(Batch batch, Needs needs, Loaded loaded)
    {
        if (needs.Removals == 0)
        {
            return;
        }

        if (needs.Purges.Count > 0)
        {
            batch.Ask(Removable, r => loaded.Removable.Add(r.Int64(0)), P.Int64s(needs.Purges));
        }

        batch.Ask(Files, static _ => { }, P.Int64s(needs.Purges), P.Int64s(needs.Erasures));
        batch.Ask(Keys, r => loaded.RemovalKeys.Enqueue(r.Int64(0)), P.Int32(needs.Removals));
        if (needs.Erasures.Count > 0)
        {
            batch.Ask(Erasures, r => loaded.Removals.Add(r.Int64(0), RemovalColumns.Read(r)), P.Int64s(needs.Erasures));
            foreach (var dossier in needs.Erasures)
            {
                loaded.Items[dossier] = ItemsInto(batch, dossier);
            }
        }
    }

    /// <summary>All of a dossier that evidence vouches for.</summary>
    public static async Task<HashSet<EvidenceAbout>> AboutAsync(Npgsql.NpgsqlConnection db, long dossier, CancellationToken cancellationToken)
    {
        var batch = new Batch();
        var items = ItemsInto(batch, dossier);
        await batch.RunAsync(db, cancellationToken);
        return items.About();
    }

    /// <summary>Asks for a dossier's items; the lists fill as the answers come.</summary>
    public static DossierItems ItemsInto(Batch batch, long dossier)
    {
        List<long> kept = [], packets = [], deliveries = [], acts = [];
        List<(long, long)> attempts = [];
        var one = new[] { dossier };
        batch.Ask(
            Packets,
            r =>
            {
                packets.Add(r.Int64(1));
                if (r.Bool(2))
                {
                    kept.Add(r.Int64(1));
                }
            },
            P.Int64s(one));
        batch.Ask(Deliveries, r => deliveries.Add(r.Int64(1)), P.Int64s(one));
        batch.Ask(Attempts, r => attempts.Add((r.Int64(1), r.Int32(2))), P.Int64s(one));
        batch.Ask(Acts, r => acts.Add(r.Int64(1)), P.Int64s(one));
        return new DossierItems(kept, packets, deliveries, attempts, acts);
    }
}
