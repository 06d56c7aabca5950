using System.Security.Cryptography;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Evidence;
using Interop.Hub.Ledger.Reading;
using Interop.Hub.Ledger.Sqlite.Storage;
using Interop.Hub.Ledger.Sqlite.Tables;
using Interop.Hub.Ledger.Tables;

namespace Interop.Hub.Ledger.Sqlite.Reading;

/// <summary>Walks through an embedded ledger's one chain, in one snapshot.</summary>
internal sealed class SqliteEvidenceAudit(Session db)
{
    private const string Packet = $"select {SubjectColumns.Packet} from packet p where p.key = ?";

    private const string Planned = $"select {SubjectColumns.Planned} from delivery where packet = ? order by key";

    private const string Attempt = $"select {SubjectColumns.Attempt}, d.id from attempt a join delivery d on d.key = a.delivery where a.delivery = ? and a.number = ?";

    private const string Act = $"select {SubjectColumns.Act}, d.id from operator_act a join delivery d on d.key = a.delivery where a.key = ?";

    private const string Statements = $"select {RecoveryColumns.Statement} from recovery r";

    private const string Statement = $"{Statements} where r.epoch = ?";

    private const string Release = $"select {RecoveryColumns.Release} from hold h where h.key = ?";

    public EvidenceReport Run(IReadOnlyList<EvidenceCheckpoint> checkpoints, CancellationToken cancellationToken)
    {
        var counts = new EvidenceCounts();
        // The node may have been renamed: the chain is one, so whatever was exported is of it.
        var chain = new EvidenceChain(string.Empty, checkpoints, counts);
        using (var rows = db.Prepare("select entry, node, at, items, root, previous, digest from evidence order by entry"))
        {
            while (rows.Step())
            {
                cancellationToken.ThrowIfCancellationRequested();
                var items = Items(rows.Int64(0));
                var entry = new EvidenceEntry(rows.Text(1), rows.Int64(0), rows.Time(2), rows.Int32(3), rows.Blob(4), rows.Blob(5), rows.Blob(6), items);
                if (!chain.Take(entry, [.. items.Select(Subject)]))
                {
                    break;
                }
            }
        }

        var end = chain.End();
        return EvidenceVerifier.Report(
            end is { Entries: 0, Break: null } ? [] : [end],
            counts,
            Epochs(),
            () => new EvidenceCoverage(
                Count("select count(*) from packet"),
                Count("select count(*) from attempt"),
                Count("select (select count(*) from operator_act) + (select count(*) from door_act) + (select count(*) from look_up)"),
                Count("select (select count(*) from recovery) + (select count(*) from hold where released_at is not null)"),
                Count("select count(*) from removal"),
                Count(EvidenceCoverage.CountTwice)));
    }

    /// <summary>The items of one entry, in order.</summary>
    public List<EvidenceItem> Items(long entry)
    {
        List<EvidenceItem> items = [];
        using var rows = db.Prepare("select kind, subject, number, salt, digest from evidence_item where entry = ? order by ordinal").With(entry);
        while (rows.Step())
        {
            items.Add(new EvidenceItem((EvidenceKind)rows.Int32(0), rows.Int64(1), rows.Int64(2), rows.Blob(3), rows.Blob(4)));
        }

        return items;
    }

    /// <summary>What there is of an item's subject.</summary>
    public EvidenceSubject Subject(EvidenceItem item)
    {
        var subject = item.Kind switch
        {
            EvidenceKind.Acceptance => Acceptance(item.Subject),
            EvidenceKind.Attempt => new EvidenceSubject(AttemptContent(item.Subject, item.Number), null),
            EvidenceKind.Act when item.Number == ActSubject.Door => new EvidenceSubject(DoorActContent(item.Subject), null),
            EvidenceKind.Act when item.Number == ActSubject.LookUp => new EvidenceSubject(LookUpContent(item.Subject), null),
            EvidenceKind.Act => new EvidenceSubject(ActContent(item.Subject), null),
            EvidenceKind.Removal => new EvidenceSubject(new SqliteTables(db).Removal(item.Subject) is { } removal ? EvidenceContent.OfRemoval(removal).ToArray() : null, null),
            EvidenceKind.Recovery when item.Number == RecoverySubject.Statement => new EvidenceSubject(StatementContent(item.Subject), null),
            EvidenceKind.Recovery => new EvidenceSubject(ReleaseContent(item.Subject), null),
            _ => default,
        };
        return item.Salt.Length == 0 ? subject with { Erased = IsErased(item) } : subject;
    }

    private EvidenceSubject Acceptance(long packet)
    {
        List<PlannedEvidence> planned = [];
        using (var rows = db.Prepare(Planned).With(packet))
        {
            while (rows.Step())
            {
                planned.Add(SubjectColumns.ReadPlanned(rows));
            }
        }

        using var row = db.Prepare(Packet).With(packet);
        return row.Step()
            ? WithBody(packet, SubjectColumns.OfPacket(row, planned), row.Span(SubjectColumns.BodyDigest))
            : default;
    }

    /// <summary>A body that is gone must be listed by the removal that took it.</summary>
    private EvidenceSubject WithBody(long packet, byte[] content, ReadOnlySpan<byte> digest)
    {
        using var row = db.Prepare("select body from packet_body where packet = ?").With(packet);
        if (row.Step())
        {
            return new EvidenceSubject(content, SHA256.HashData(row.Span(0)).AsSpan().SequenceEqual(digest) ? null : EvidenceFlaw.BodyChanged);
        }

        var removed = Removal("select removal from packet where key = ?", packet)?.Packets.Contains(packet) == true;
        return new EvidenceSubject(content, removed ? null : EvidenceFlaw.BodyMissing, removed);
    }

    private bool IsErased(EvidenceItem item)
    {
        using var row = db.Prepare(item.Kind switch
        {
            EvidenceKind.Acceptance => "select dossier from packet where key = ?",
            EvidenceKind.Attempt => "select lane from delivery where key = ?",
            EvidenceKind.Act => "select d.lane from operator_act a join delivery d on d.key = a.delivery where a.key = ?",
            _ => "select null where 0 = ?",
        }).With(item.Subject);
        return row.Step() && row.Int64OrNull(0) is { } dossier
            && Removal("select removal from dossier where key = ?", dossier) is { Kind: RemovalKind.Erasure } removal && removal.Dossier == dossier;
    }

    private RemovalRow? Removal(string sql, long key)
    {
        using var row = db.Prepare(sql).With(key);
        return row.Step() && row.Int64OrNull(0) is { } removal ? new SqliteTables(db).Removal(removal) : null;
    }

    private byte[]? AttemptContent(long delivery, long number)
    {
        using var row = db.Prepare(Attempt).With(delivery).With(number);
        return row.Step() ? SubjectColumns.OfAttempt(row, row.Blob(12)) : null;
    }

    private byte[]? ActContent(long act)
    {
        using var row = db.Prepare(Act).With(act);
        return row.Step() ? SubjectColumns.OfAct(row, row.Blob(5)) : null;
    }

    private byte[]? DoorActContent(long act)
    {
        using var row = db.Prepare($"select {DoorActColumns.All} from door_act a where a.key = ?").With(act);
        return row.Step() ? DoorActColumns.Of(row) : null;
    }

    private byte[]? LookUpContent(long key)
    {
        using var row = db.Prepare($"select {LookUpColumns.All} from look_up l where l.key = ?").With(key);
        return row.Step() ? LookUpColumns.Of(row) : null;
    }

    private byte[]? StatementContent(long epoch)
    {
        using var row = db.Prepare(Statement).With(epoch);
        return row.Step() ? RecoveryColumns.OfStatement(row) : null;
    }

    private byte[]? ReleaseContent(long hold)
    {
        using var row = db.Prepare(Release).With(hold);
        return row.Step() ? RecoveryColumns.OfRelease(row) : null;
    }

    private List<RecoveryStatement> Epochs()
    {
        List<RecoveryStatement> epochs = [];
        using var rows = db.Prepare($"{Statements} order by r.epoch");
        while (rows.Step())
        {
            epochs.Add(RecoveryColumns.ReadStatement(rows));
        }

        return epochs;
    }

    private long Count(string sql)
    {
        using var row = db.Prepare(sql);
        row.Step();
        return row.Int64(0);
    }
}
