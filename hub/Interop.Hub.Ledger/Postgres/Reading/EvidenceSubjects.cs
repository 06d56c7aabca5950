using System.Security.Cryptography;
using Interop.Hub.Ledger.Evidence;
using Interop.Hub.Ledger.Postgres.Storage;
using Interop.Hub.Ledger.Reading;
using Npgsql;

namespace Interop.Hub.Ledger.Postgres.Reading;

/// <summary>What the shared ledger holds of some items' subjects: read in one round trip.</summary>
internal sealed class EvidenceSubjects
{
    public const string Packets = $"select {SubjectColumns.Packet}, p.key from packet p where p.key = any($1)";

    public const string Planned = $"select {SubjectColumns.Planned}, packet from delivery where packet = any($1) order by packet, key";

    public const string Bodies = "select packet, body from packet_body where packet = any($1)";

    // Both halves named: then each is entered by its own key.
    public const string Deliveries = """
        select key, id from delivery where passed = false and key = any($1::bigint[] || array(select delivery from operator_act where key = any($2)))
        union all
        select key, id from delivery where passed = true and key = any($1::bigint[] || array(select delivery from operator_act where key = any($2)))
        """;

    public const string Attempts = $"""
        select a.* from unnest($1::bigint[], $2::bigint[]) as i (delivery, number)
        cross join lateral (select {SubjectColumns.Attempt}, a.delivery from attempt a where a.delivery = i.delivery and a.number = i.number offset 0) a
        """;

    public const string Acts = $"select {SubjectColumns.Act}, a.key, a.delivery from operator_act a where a.key = any($1)";

    public const string DoorActs = $"select {DoorActColumns.All} from door_act a where a.key = any($1)";

    public const string LookUps = $"select {LookUpColumns.All} from look_up l where l.key = any($1)";

    public const string Anchors = """
        select a.key, a.node, a.entry, a.digest, exists (select 1 from evidence e where e.node = a.node and e.entry = a.entry and e.digest = a.digest)
        from evidence_anchor a where a.key = any($1)
        """;

    public const string Statements = $"select {RecoveryColumns.Statement} from recovery r where r.epoch = any($1)";

    public const string Releases = $"select {RecoveryColumns.Release} from hold h where h.key = any($1)";

    /// <summary>Packets whose content was taken by a removal that lists them.</summary>
    public const string Removed = "select p.key from packet p join removal r on r.key = p.removal and p.key = any(r.packets) where p.key = any($1)";

    public const string Removals = $"select {RemovalColumns.All} from removal r where r.key = any($1)";

    /// <summary>Of some packets, deliveries and acts those whose dossier was erased, each with its kind.</summary>
    public const string Erased = """
        with erased as (select d.key from dossier d join removal r on r.key = d.removal and r.kind = 2 and r.dossier = d.key)
        select 1, p.key from packet p where p.key = any($1) and exists (select from erased e where e.key = p.dossier)
        union all
        select 2, x.key from delivery x where x.key = any($2) and exists (select from erased e where e.key = x.lane)
        union all
        select 3, a.key from operator_act a join delivery x on x.key = a.delivery where a.key = any($3) and exists (select from erased e where e.key = x.lane)
        """;

    private readonly HashSet<(EvidenceKind Kind, long Subject)> _erased = [];

    private readonly Dictionary<(EvidenceKind Kind, long Subject, long Number), EvidenceSubject> _subjects = [];

    private EvidenceSubjects()
    {
    }

    /// <summary>What there is of one.</summary>
    public EvidenceSubject Of(EvidenceItem item)
    {
        var subject = _subjects.GetValueOrDefault((item.Kind, item.Subject, item.Kind is EvidenceKind.Attempt or EvidenceKind.Recovery or EvidenceKind.Act ? item.Number : 0));
        return item.Salt.Length == 0 ? subject with { Erased = _erased.Contains((item.Kind, item.Subject)) } : subject;
    }

    public static async Task<EvidenceSubjects> ReadAsync(NpgsqlConnection db, IEnumerable<EvidenceItem> items, CancellationToken cancellationToken)
    {
        var all = items.ToLookup(i => i.Kind);
        var blank = all.SelectMany(i => i).Where(i => i.Salt.Length == 0).ToLookup(i => i.Kind);
        var packets = Keys(all[EvidenceKind.Acceptance]);
        var acts = Keys(all[EvidenceKind.Act].Where(i => i.Number == ActSubject.Delivery));
        var deliveries = Keys(all[EvidenceKind.Attempt]);
        await using var batch = new NpgsqlBatch(db)
        {
            BatchCommands =
            {
                Ask.Part(Planned, Ask.Of(packets)),
                Ask.Part(Bodies, Ask.Of(packets)),
                Ask.Part(Removed, Ask.Of(packets)),
                Ask.Part(Packets, Ask.Of(packets)),
                Ask.Part(Deliveries, Ask.Of(deliveries), Ask.Of(acts)),
                Ask.Part(Attempts, Ask.Of(deliveries), Ask.Of([.. all[EvidenceKind.Attempt].Select(i => i.Number)])),
                Ask.Part(Acts, Ask.Of(acts)),
                Ask.Part(DoorActs, Ask.Of(Keys(all[EvidenceKind.Act].Where(i => i.Number == ActSubject.Door)))),
                Ask.Part(LookUps, Ask.Of(Keys(all[EvidenceKind.Act].Where(i => i.Number == ActSubject.LookUp)))),
                Ask.Part(Anchors, Ask.Of(Keys(all[EvidenceKind.Anchor]))),
                Ask.Part(Statements, Ask.Of(Keys(all[EvidenceKind.Recovery].Where(i => i.Number == RecoverySubject.Statement)))),
                Ask.Part(Releases, Ask.Of(Keys(all[EvidenceKind.Recovery].Where(i => i.Number == RecoverySubject.Release)))),
                Ask.Part(Removals, Ask.Of(Keys(all[EvidenceKind.Removal]))),
                Ask.Part(Erased, Ask.Of(Keys(blank[EvidenceKind.Acceptance])), Ask.Of(Keys(blank[EvidenceKind.Attempt])), Ask.Of(Keys(blank[EvidenceKind.Act]))),
            },
        };
        var subjects = new EvidenceSubjects();
        await using var rows = await batch.ExecuteReaderAsync(cancellationToken);
        await subjects.TakeAsync(rows, cancellationToken);
        return subjects;
    }

    private async Task TakeAsync(NpgsqlDataReader rows, CancellationToken cancellationToken)
    {
        var planned = (await Ask.AllAsync(rows, r => (Packet: r.Int64(3), Plan: SubjectColumns.ReadPlanned(r)), cancellationToken)).ToLookup(p => p.Packet, p => p.Plan);
        // One body in memory at a time.
        var bodies = (await Ask.NextAsync(rows, r => (Packet: r.Int64(0), Digest: SHA256.HashData(r.Blob(1))), cancellationToken)).ToDictionary(b => b.Packet, b => b.Digest);
        var removed = (await Ask.NextAsync(rows, r => r.Int64(0), cancellationToken)).ToHashSet();
        foreach (var (key, content, digest) in await Ask.NextAsync(rows, r => (r.Int64(10), SubjectColumns.OfPacket(r, [.. planned[r.Int64(10)]]), r.Blob(SubjectColumns.BodyDigest)), cancellationToken))
        {
            // A body that is gone must be listed by the removal that took it.
            var here = bodies.TryGetValue(key, out var body);
            EvidenceFlaw? flaw = here ? body.AsSpan().SequenceEqual(digest) ? null : EvidenceFlaw.BodyChanged : removed.Contains(key) ? null : EvidenceFlaw.BodyMissing;
            _subjects[(EvidenceKind.Acceptance, key, 0)] = new EvidenceSubject(content, flaw, Removed: !here && removed.Contains(key));
        }

        var deliveries = (await Ask.NextAsync(rows, r => (Key: r.Int64(0), Id: r.Blob(1)), cancellationToken)).ToDictionary(d => d.Key, d => d.Id);
        foreach (var (delivery, number, content) in await Ask.NextAsync(
            rows, r => (r.Int64(12), r.Int64(0), deliveries.TryGetValue(r.Int64(12), out var id) ? SubjectColumns.OfAttempt(r, id) : null), cancellationToken))
        {
            _subjects[(EvidenceKind.Attempt, delivery, number)] = new EvidenceSubject(content, null);
        }

        foreach (var (act, content) in await Ask.NextAsync(
            rows, r => (r.Int64(5), deliveries.TryGetValue(r.Int64(6), out var id) ? SubjectColumns.OfAct(r, id) : null), cancellationToken))
        {
            _subjects[(EvidenceKind.Act, act, ActSubject.Delivery)] = new EvidenceSubject(content, null);
        }

        foreach (var (act, content) in await Ask.NextAsync(rows, r => (r.Int64(0), DoorActColumns.Of(r)), cancellationToken))
        {
            _subjects[(EvidenceKind.Act, act, ActSubject.Door)] = new EvidenceSubject(content, null);
        }

        foreach (var (look, content) in await Ask.NextAsync(rows, r => (r.Int64(0), LookUpColumns.Of(r)), cancellationToken))
        {
            _subjects[(EvidenceKind.Act, look, ActSubject.LookUp)] = new EvidenceSubject(content, null);
        }

        foreach (var (anchor, content, holds) in await Ask.NextAsync(
            rows, r => (r.Int64(0), EvidenceContent.OfAnchor(r.Text(1), r.Int64(2), r.Blob(3)).ToArray(), r.Bool(4)), cancellationToken))
        {
            _subjects[(EvidenceKind.Anchor, anchor, 0)] = new EvidenceSubject(content, holds ? null : EvidenceFlaw.AnchorMissing);
        }

        foreach (var (epoch, content) in await Ask.NextAsync(rows, r => (r.Int64(0), RecoveryColumns.OfStatement(r)), cancellationToken))
        {
            _subjects[(EvidenceKind.Recovery, epoch, RecoverySubject.Statement)] = new EvidenceSubject(content, null);
        }

        foreach (var (hold, content) in await Ask.NextAsync(rows, r => (r.Int64(0), RecoveryColumns.OfRelease(r)), cancellationToken))
        {
            _subjects[(EvidenceKind.Recovery, hold, RecoverySubject.Release)] = new EvidenceSubject(content, null);
        }

        foreach (var removal in await Ask.NextAsync(rows, RemovalColumns.Read, cancellationToken))
        {
            _subjects[(EvidenceKind.Removal, removal.Key, 0)] = new EvidenceSubject(EvidenceContent.OfRemoval(removal).ToArray(), null);
        }

        _erased.UnionWith(await Ask.NextAsync(rows, r => ((EvidenceKind)r.Int32(0), r.Int64(1)), cancellationToken));
    }

    private static long[] Keys(IEnumerable<EvidenceItem> items) => [.. items.Select(i => i.Subject)];
}
