using Interop.Hub.Ledger.Reading;

namespace Interop.Hub.Ledger.Postgres.Writing;

/// <summary>The questions of <see cref="Loading"/>. What names a delivery says <c>passed = false</c>, so that only what waits is searched.</summary>
internal static class LoadSql
{
    public const string LockDossiers = $"select {DossierColumns.All} from dossier where key = any($1) order by key for update";

    public const string Dossiers = $"select {DossierColumns.All} from dossier where key = any($1)";

    public const string LockDeliveries = "select key from delivery where passed = false and key = any($1) order by key for update";

    /// <summary>What another node has locked it is about to claim or to judge: it is not to be had now.</summary>
    public const string HoldDeliveries = "select key from delivery where passed = false and key = any($1) order by key for update skip locked";

    public const string OpenDeliveries = $"select {DeliveryColumns.All} from delivery d join packet p on p.key = d.packet where d.passed = false and d.lane = any($1)";

    public const string PassedDeliveries = $"select {DeliveryColumns.All} from delivery d join packet p on p.key = d.packet where d.passed = true and d.key = any($1)";

    public const string Lanes = "select lane, destination, known, next_position from lane where lane = any($1)";

    // Lane by lane, and each key with its side: asked as "in", all gates there are were looked through, and without its side
    // a key is sought in the whole index. "offset 0" keeps the planner from turning it round.
    public const string Gates = """
        select g.gate, g.behind, c.state
        from (select key from delivery where passed = false and lane = any($1) offset 0) d
        cross join lateral (select gate, behind from delivery_gate where behind = d.key offset 0) g
        cross join lateral (
          select state from delivery where passed = false and key = g.gate
          union all select state from delivery where passed = true and key = g.gate
          limit 1) c
        """;

    public const string Findings = """
        select f.delivery, f.gate, f.subject, f.verdict, f.at
        from (select distinct gate from delivery_gate where behind = any($1) offset 0) g
        cross join lateral (select * from finding where delivery = g.gate offset 0) f
        order by f.delivery, f.ordinal
        """;

    public const string Identifiers = $"select {IdentifierColumns.All}, dossier from dossier_identifier where dossier = any($1)";

    public const string Parties = "select dossier, partner from dossier_party where dossier = any($1)";

    public const string EventKeys = """
        select e.dossier, e.kind, e.partner, e.event, e.digest, e.packet from unnest($1, $2, $3, $4) as u (dossier, kind, partner, event)
        join event_key e on e.dossier = u.dossier and e.kind = u.kind and e.partner = u.partner and e.event = u.event
        """;

    // 1 submission, 9 correction: what a partner sends, not what it answers.
    public const string Spoken = """
        select u.dossier, u.partner, u.since, exists (
          select from packet p where p.dossier = u.dossier and p.partner = u.partner and p.accepted_at >= u.since and p.kind not in (1, 9))
        from unnest($1, $2, $3) as u (dossier, partner, since)
        """;

    public const string Bodies = "select p.key, p.id, b.body from packet p join packet_body b on b.packet = p.key where p.key = any($1)";

    public const string Submissions = """
        select p.key, p.id, b.body from dossier d join packet p on p.key = d.submission join packet_body b on b.packet = p.key where d.key = any($1)
        """;

    public const string Receipts = "select key, receipt, status, occurred_at, status_verdict from packet where key = any($1)";

    /// <summary>Held until the commit: the collector that would strike a file waits, and then finds it referred to.</summary>
    public const string Documents = """
        select d.owner, d.digest from document d
        where (d.owner, d.digest) in (select * from unnest($1, $2)) order by d.owner, d.digest for key share of d
        """;

    public const string DocumentOwners = "select lane, digest, owner from packet_document where lane = any($1) and digest = any($2) order by packet";

    public const string DossierKeys = "select nextval('dossier_key') from generate_series(1, $1)";

    public const string Keys = "select nextval('ledger_key') from generate_series(1, $1)";

    public const string RestoredAt = "select max(stated_at) from recovery";

    public const string ActKeys = "select nextval('operator_act_key') from generate_series(1, $1)";
}
