using Interop.Hub.Core.Delivery;
using Interop.Hub.Ledger.Postgres.Storage;
using Interop.Hub.Ledger.Postgres.Tables;
using Interop.Hub.Ledger.Tables;

namespace Interop.Hub.Ledger.Postgres.Writing;

/// <summary>Puts a group's changes into statements, tables in an order that all nodes keep.</summary>
internal static class Flush
{
    public static void Write(Batch batch, Changes changes)
    {
        Dossiers(batch, changes);
        Keys(batch, changes);
        Packets(batch, changes);
        Documents(batch, changes);
        Deliveries(batch, changes);
        Outcomes(batch, changes);
        Anchors(batch, changes.Anchors);
        Restores.Write(batch, changes);
        RemovalFlush.Write(batch, changes);
    }

    private static void Anchors(Batch batch, List<AnchorRow> rows)
    {
        if (rows.Count > 0)
        {
            batch.Do(FlushSql.Anchors, P.Int64s(rows.Select(r => r.Key)), P.Texts(rows.Select(r => r.Node)), P.Int64s(rows.Select(r => r.Entry)), P.Blobs(rows.Select(r => r.Digest)));
        }
    }

    private static void Dossiers(Batch batch, Changes changes)
    {
        var made = changes.Dossiers.Values.Where(d => changes.NewDossiers.Contains(d.Key)).ToList();
        if (made.Count > 0)
        {
            batch.Do(
                FlushSql.NewDossiers,
                P.Int64s(made.Select(d => d.Key)), P.Texts(made.Select(d => d.Number)), P.Texts(made.Select(d => d.Owner)), P.Texts(made.Select(d => d.Facts.Procedure)),
                P.Texts(made.Select(d => d.Facts.Receiving)), P.Texts(made.Select(d => d.Facts.Competent)), P.Times(made.Select(d => d.Facts.ReceivedAt)),
                P.Times(made.Select(d => d.Facts.DueAt)), P.Int32s(made.Select(d => (int?)d.Status)), P.Times(made.Select(d => d.StatusSince)),
                P.Int32s(made.Select(d => (int)d.Financial)), P.Times(made.Select(d => d.FinancialSince)), P.Int32s(made.Select(d => (int)d.Result)),
                P.Times(made.Select(d => d.ResultSince)), P.Blobs(made.Select(d => d.LatestDigest)), P.Int64s(made.Select(d => d.LatestPacket)),
                P.Int64s(made.Select(d => d.Submission)), P.Texts(made.Select(d => d.DataKey.KeyId)), P.Blobs(made.Select(d => d.DataKey.Wrapped)),
                P.Times(made.Select(d => d.CreatedAt)), P.Times(made.Select(d => d.UpdatedAt)));
        }

        var moved = changes.Dossiers.Values.Where(d => !changes.NewDossiers.Contains(d.Key)).OrderBy(d => d.Key).ToList();
        if (moved.Count > 0)
        {
            batch.Do(
                FlushSql.Dossiers,
                P.Int64s(moved.Select(d => d.Key)), P.Texts(moved.Select(d => d.Facts.Procedure)), P.Texts(moved.Select(d => d.Facts.Receiving)),
                P.Texts(moved.Select(d => d.Facts.Competent)), P.Times(moved.Select(d => d.Facts.ReceivedAt)), P.Times(moved.Select(d => d.Facts.DueAt)),
                P.Int32s(moved.Select(d => (int?)d.Status)), P.Times(moved.Select(d => d.StatusSince)), P.Int32s(moved.Select(d => (int)d.Financial)),
                P.Times(moved.Select(d => d.FinancialSince)), P.Int32s(moved.Select(d => (int)d.Result)), P.Times(moved.Select(d => d.ResultSince)),
                P.Blobs(moved.Select(d => d.LatestDigest)), P.Int64s(moved.Select(d => d.LatestPacket)), P.Int64s(moved.Select(d => d.Submission)),
                P.Times(moved.Select(d => d.UpdatedAt)));
        }

        if (changes.Identifiers.Count > 0)
        {
            var codes = changes.Identifiers
                .OrderBy(i => i.Claim.Identifier.Value, StringComparer.Ordinal).ThenBy(i => i.Claim.Identifier.Scheme)
                .ThenBy(i => i.Claim.Identifier.Issuer.Value, StringComparer.Ordinal).ToList();
            batch.Do(
                FlushSql.Identifiers,
                P.Texts(codes.Select(c => c.Claim.Identifier.Value)), P.Int32s(codes.Select(c => (int)c.Claim.Identifier.Scheme)),
                P.Texts(codes.Select(c => c.Claim.Identifier.Issuer.Value)), P.Int64s(codes.Select(c => c.Claim.Unique ? 0 : c.Dossier)),
                P.Int64s(codes.Select(c => c.Dossier)), P.Times(codes.Select(c => c.At)));
        }

        if (changes.Parties.Count > 0)
        {
            var parties = changes.Parties.Order().ToList();
            batch.Do(FlushSql.Parties, P.Int64s(parties.Select(p => p.Dossier)), P.Texts(parties.Select(p => p.Partner)));
        }
    }

    private static void Keys(Batch batch, Changes changes)
    {
        if (changes.RequestKeys.Count > 0)
        {
            var keys = changes.RequestKeys.OrderBy(k => k.Partner, StringComparer.Ordinal).ThenBy(k => k.Key.Operation, StringComparer.Ordinal)
                .ThenBy(k => k.Key.Key, StringComparer.Ordinal).ToList();
            batch.Do(
                FlushSql.RequestKeys,
                P.Texts(keys.Select(k => k.Partner)), P.Texts(keys.Select(k => k.Key.Operation)), P.Texts(keys.Select(k => k.Key.Key)),
                P.Blobs(keys.Select(k => k.Row.Digest)), P.Int64s(keys.Select(k => k.Row.Packet)), P.Bools(keys.Select(k => k.Row.Duplicate)));
        }

        if (changes.PacketKeys.Count > 0)
        {
            var keys = changes.PacketKeys.OrderBy(k => k.Partner, StringComparer.Ordinal).ThenBy(k => k.PacketId, StringComparer.Ordinal).ToList();
            batch.Do(
                FlushSql.PacketKeys,
                P.Texts(keys.Select(k => k.Partner)), P.Texts(keys.Select(k => k.PacketId)), P.Blobs(keys.Select(k => k.Row.Digest)),
                P.Int64s(keys.Select(k => k.Row.Packet)), P.Bools(keys.Select(k => k.Row.Duplicate)));
        }

        if (changes.EventKeys.Count > 0)
        {
            var keys = changes.EventKeys;
            batch.Do(
                FlushSql.EventKeys,
                P.Int64s(keys.Select(k => k.Dossier)), P.Int32s(keys.Select(k => k.Kind)), P.Texts(keys.Select(k => k.Partner)), P.Texts(keys.Select(k => k.Event)),
                P.Blobs(keys.Select(k => k.Row.Digest)), P.Int64s(keys.Select(k => k.Row.Packet)));
        }
    }

    private static void Packets(Batch batch, Changes changes)
    {
        var rows = changes.Packets;
        if (rows.Count == 0)
        {
            return;
        }

        batch.Do(
            FlushSql.Packets,
            P.Int64s(rows.Select(r => r.Key)), P.Blobs(rows.Select(r => r.Id)), P.Int64s(rows.Select(r => r.Dossier)), P.Texts(rows.Select(r => r.Packet.Partner)),
            P.Texts(rows.Select(r => r.Packet.PacketId)), P.Int32s(rows.Select(r => (int)r.Packet.Kind)), P.Blobs(rows.Select(r => r.Packet.Digest.ToArray())),
            P.Texts(rows.Select(r => r.Packet.EventKey)), P.Texts(rows.Select(r => r.Packet.Corrects)), P.Times(rows.Select(r => r.Packet.OccurredAt)),
            P.Times(rows.Select(r => r.Packet.AcceptedAt)), P.Int32s(rows.Select(r => (int?)r.Packet.Status)), P.Int32s(rows.Select(r => (int?)r.Verdict)),
            P.Texts(rows.Select(r => r.Packet.TraceParent)), P.Texts(rows.Select(r => r.Receipt)), P.Blobs(rows.Select(r => r.BodyDigest)),
            P.Blobs(rows.Select(r => r.Documents)), P.Texts(rows.Select(r => r.OwnKey?.KeyId)), P.Blobs(rows.Select(r => r.OwnKey?.Wrapped)));
        batch.Do(FlushSql.Bodies, P.Int64s(rows.Select(r => r.Key)), P.Blobs(rows.Select(r => r.Body)));
    }

    private static void Documents(Batch batch, Changes changes)
    {
        var rows = changes.References;
        if (rows.Count == 0)
        {
            return;
        }

        batch.Do(
            FlushSql.References,
            P.Int64s(rows.Select(r => r.Lane)), P.Int64s(rows.Select(r => r.Packet)), P.Texts(rows.Select(r => r.Owner)), P.Blobs(rows.Select(r => r.Digest)));
        batch.Do(FlushSql.Referred, P.Texts(rows.Select(r => r.Owner)), P.Blobs(rows.Select(r => r.Digest)));
    }

    private static void Deliveries(Batch batch, Changes changes)
    {
        if (changes.Lanes.Count > 0)
        {
            var lanes = changes.Lanes.OrderBy(l => l.Key.Owner).ThenBy(l => l.Key.Destination, StringComparer.Ordinal).ToList();
            batch.Do(
                FlushSql.Lanes,
                P.Int64s(lanes.Select(l => l.Key.Owner)), P.Texts(lanes.Select(l => l.Key.Destination)), P.Bools(lanes.Select(l => l.Value.Known)),
                P.Int64s(lanes.Select(l => l.Value.Next)));
        }

        var made = changes.Deliveries.Values.Where(d => changes.NewDeliveries.Contains(d.Key)).ToList();
        if (made.Count > 0)
        {
            batch.Do(
                FlushSql.NewDeliveries,
                P.Int64s(made.Select(d => d.Key)), P.Bools(made.Select(d => d.State.IsPassed())), P.Blobs(made.Select(d => d.Id)), P.Int64s(made.Select(d => d.Packet)),
                P.Int64s(made.Select(d => d.Lane.Owner)), P.Texts(made.Select(d => d.Lane.Destination)), P.Int64s(made.Select(d => d.Position)),
                P.Int32s(made.Select(d => (int)d.Role)), P.Texts(made.Select(d => d.Gate)), P.Times(made.Select(d => d.ProceedAt)),
                P.Int64s(made.Select(d => d.AnswerWithin?.Ticks)), P.Int32s(made.Select(d => (int)d.State)), P.Texts(made.Select(d => Parks.Name(d.Park))),
                P.Times(made.Select(d => d.DueAt)), P.Times(made.Select(d => d.ChangedAt)), P.Int64s(made.Select(d => d.Token)),
                P.Times(made.Select(d => d.LeaseUntil)), P.Times(made.Select(d => d.ClaimedAt)), P.Int32s(made.Select(d => (int?)d.ClaimedFrom)),
                P.Texts(made.Select(d => d.Node)));
        }

        Changed(batch, changes, passed: false);
        Changed(batch, changes, passed: true);
        if (changes.Answered.Count > 0)
        {
            batch.Do(FlushSql.Answered, P.Int64s(changes.Answered.Select(l => l.Owner)), P.Texts(changes.Answered.Select(l => l.Destination)));
        }

        Heard(batch, changes);

        if (changes.Gates.Count > 0)
        {
            batch.Do(FlushSql.Gates, P.Int64s(changes.Gates.Select(g => g.Gate)), P.Int64s(changes.Gates.Select(g => g.Behind)));
        }
    }

    private static void Heard(Batch batch, Changes changes)
    {
        Tell(batch, changes);
        if (changes.Told.Count > 0)
        {
            var told = changes.Told.OrderBy(d => d.Key).ToList();
            batch.Do(FlushSql.Told, P.Int64s(told.Select(d => d.Key)), P.Times(told.Select(d => d.Value)));
        }

        var news = changes.News.OrderBy(d => d.Key).ToLookup(d => d.Value?.State == DeliveryState.Unknown, d => (d.Key, Mark: d.Value));
        if (news[true].Any())
        {
            batch.Do(
                FlushSql.Doubted,
                P.Int64s(news[true].Select(d => d.Key)), P.Times(news[true].Select(d => d.Mark!.Since)), P.Times(news[true].Select(d => d.Mark!.TellAt)));
        }

        if (news[false].Any())
        {
            batch.Do(FlushSql.NoNews, P.Int64s(news[false].Select(d => d.Key)));
        }

        var owed = news[false].Where(d => d.Mark is not null).ToList();
        if (owed.Count > 0)
        {
            batch.Do(FlushSql.News, P.Int64s(owed.Select(d => d.Key)), P.Int32s(owed.Select(d => (int)d.Mark!.State)), P.Times(owed.Select(d => d.Mark!.Since)));
        }
    }

    // First of all: of what became news in this group, the next telling is.
    private static void Tell(Batch batch, Changes changes)
    {
        foreach (var told in changes.NewsTold.OrderBy(n => n.Delivery).GroupBy(n => n.Lasts))
        {
            var keys = P.Int64s(told.Select(n => n.Delivery));
            var since = P.Times(told.Select(n => n.Since));
            if (told.Key)
            {
                batch.Do(FlushSql.DoubtTold, keys, since);
            }
            else
            {
                batch.Do(FlushSql.NewsTold, keys, P.Int32s(told.Select(n => (int)n.State)), since);
            }
        }

        if (changes.ToldAll.Count > 0)
        {
            batch.Do(FlushSql.ToldAll, P.Int64s(changes.ToldAll.Order()));
        }
    }

    private static void Changed(Batch batch, Changes changes, bool passed)
    {
        var rows = changes.Before.Values.Where(b => b.State.IsPassed() == passed).OrderBy(b => b.Key).Select(b => (Before: b, Now: changes.Deliveries[b.Key])).ToList();
        if (rows.Count == 0)
        {
            return;
        }

        batch.Ask(
            FlushSql.Deliveries,
            static _ => { },
            P.Int64s(rows.Select(r => r.Now.Key)), P.Int32s(rows.Select(r => (int)r.Before.State)), P.Int64s(rows.Select(r => r.Before.Token)),
            P.Int32s(rows.Select(r => r.Before.Recorded)), P.Bools(rows.Select(r => r.Now.State.IsPassed())), P.Int32s(rows.Select(r => (int)r.Now.State)),
            P.Texts(rows.Select(r => Parks.Name(r.Now.Park))), P.Times(rows.Select(r => r.Now.DueAt)), P.Times(rows.Select(r => r.Now.AnswerDue)),
            P.Int32s(rows.Select(r => r.Now.Attempts)), P.Int32s(rows.Select(r => r.Now.Probes)), P.Int32s(rows.Select(r => r.Now.Recorded)),
            P.Times(rows.Select(r => r.Now.FirstAttemptAt)), P.Int64s(rows.Select(r => r.Now.ClosedAtFirst.Ticks)), P.Int64s(rows.Select(r => r.Now.Token)),
            P.Times(rows.Select(r => r.Now.LeaseUntil)), P.Times(rows.Select(r => r.Now.ClaimedAt)), P.Int32s(rows.Select(r => (int?)r.Now.ClaimedFrom)),
            P.Texts(rows.Select(r => r.Now.Node)), P.Times(rows.Select(r => r.Now.ChangedAt)), P.Times(rows.Select(r => r.Now.DeliveredAt)),
            P.Texts(rows.Select(r => r.Now.PartnerReference)), P.Bool(passed), P.Int64(rows.Count));
    }

    private static void Outcomes(Batch batch, Changes changes)
    {
        var attempts = changes.Attempts;
        if (attempts.Count > 0)
        {
            batch.Do(
                FlushSql.Attempts,
                P.Int64s(attempts.Select(a => a.Delivery)), P.Int32s(attempts.Select(a => a.Number)), P.Int64s(attempts.Select(a => a.Record.Token)),
                P.Int32s(attempts.Select(a => (int)a.Record.Purpose)), P.Times(attempts.Select(a => a.Record.StartedAt)), P.Int64s(attempts.Select(a => a.Record.Duration.Ticks)),
                P.Texts(attempts.Select(a => a.Record.Outcome)), P.Bools(attempts.Select(a => a.Taken)), P.Int32s(attempts.Select(a => a.Taken ? (int?)a.Record.Next.State : null)),
                P.Texts(attempts.Select(a => a.Record.Fault?.Code)), P.Int32s(attempts.Select(a => (int?)a.Record.Fault?.Responsibility)),
                P.Int32s(attempts.Select(a => (int?)a.Record.Fault?.Scope)), P.Int32s(attempts.Select(a => (int?)a.Record.Fault?.Remedy)),
                P.Texts(attempts.Select(a => a.Record.Fault?.Message)), P.Texts(attempts.Select(a => a.Record.Fault?.PartnerCode)),
                P.Texts(attempts.Select(a => a.Record.Fault?.Pointer)), P.Blobs(attempts.Select(a => a.Words)), P.Texts(attempts.Select(a => a.Record.Receipt?.Reference)),
                P.Texts(attempts.Select(a => a.Note)), P.Texts(attempts.Select(a => a.Record.TraceId)), P.Texts(attempts.Select(a => a.Record.Node)));
        }

        if (changes.Findings.Count > 0)
        {
            var findings = changes.Findings.SelectMany(f => f.Value.Select((finding, i) => (Delivery: f.Key, Ordinal: i, Finding: finding))).ToList();
            batch.Do(FlushSql.OldFindings, P.Int64s(changes.Findings.Keys));
            batch.Do(
                FlushSql.Findings,
                P.Int64s(findings.Select(f => f.Delivery)), P.Int32s(findings.Select(f => f.Ordinal)), P.Texts(findings.Select(f => f.Finding.Gate)),
                P.Texts(findings.Select(f => f.Finding.Subject)), P.Int32s(findings.Select(f => (int)f.Finding.Verdict)), P.Times(findings.Select(f => f.Finding.At)));
        }

        if (changes.Acts.Count > 0)
        {
            var acts = changes.Acts;
            batch.Do(
                FlushSql.Acts,
                P.Int64s(acts.Select(a => a.Key)), P.Int64s(acts.Select(a => a.Act.Delivery)), P.Int32s(acts.Select(a => (int)a.Act.From)),
                P.Int32s(acts.Select(a => (int)a.Act.Act.To)), P.Texts(acts.Select(a => a.Act.Act.Operator)), P.Blobs(acts.Select(a => a.Act.Reason)),
                P.Times(acts.Select(a => a.Act.Act.At)));
        }

        foreach (var (key, act) in changes.DoorActs)
        {
            batch.Do(FlushSql.DoorAct, P.Int64(key), P.Text(act.Destination), P.Bool(act.Opens), P.Text(act.Operator), P.Text(act.Reason), P.Int64(act.At.UtcTicks));
        }

        foreach (var (key, note) in changes.LookUps)
        {
            batch.Do(
                FlushSql.LookUp,
                P.Int64(key), P.Text(note.Id), P.Text(note.Partner), P.Text(note.Officer), P.Text(note.Unit), P.Text(note.Dossier), P.Text(note.Procedure),
                P.Text(note.Destination), P.Text(note.Purpose), P.Text(note.Outcome), P.Int64(note.At.UtcTicks));
        }
    }
}
