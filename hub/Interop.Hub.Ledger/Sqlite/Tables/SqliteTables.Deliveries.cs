using Interop.Hub.Core.Delivery;
using Interop.Hub.Ledger.Reading;
using Interop.Hub.Ledger.Tables;

namespace Interop.Hub.Ledger.Sqlite.Tables;

/// <content>Lanes, deliveries, gates.</content>
internal sealed partial class SqliteTables
{
    private const string DeliveryById = $"select {DeliveryColumns.All} from delivery d join packet p on p.key = d.packet where d.id = ?";

    private const string HeadOfLane = $"""
        select {DeliveryColumns.All} from delivery d join packet p on p.key = d.packet
        where d.lane = ? and d.destination = ? and d.state <> 7 and d.state <> 10 and d.state <> 11 and d.state <> 12 order by d.position, d.key limit 1
        """;

    private const string ThisNews = "where delivery = ? and state = ? and since = ?";

    private const string BehindGate = $"""
        select {DeliveryColumns.All} from delivery_gate g join delivery d on d.key = g.behind join packet p on p.key = d.packet
        where g.gate = ? and d.state <> 4 and d.state <> 7 and d.state <> 10 and d.state <> 11 and d.state <> 12 order by d.key
        """;

    public long Allot(Lane lane)
    {
        // Not one upsert with "returning": that fills a temporary table, for every delivery there is.
        long position;
        using (var row = db.Prepare("select next_position from lane where lane = ? and destination = ?").With(lane.Owner).With(lane.Destination))
        {
            position = row.Step() ? row.Int64(0) : 0;
        }

        if (position == 0)
        {
            db.Prepare("insert into lane (lane, destination, known, next_position) values (?, ?, 0, 2)").With(lane.Owner).With(lane.Destination).Run();
            return 1;
        }

        db.Prepare("update lane set next_position = ? where lane = ? and destination = ?").With(position + 1).With(lane.Owner).With(lane.Destination).Run();
        return position;
    }

    public bool IsKnown(Lane lane)
    {
        using var row = db.Prepare("select known from lane where lane = ? and destination = ?").With(lane.Owner).With(lane.Destination);
        return row.Step() && row.Bool(0);
    }

    public void MarkKnown(Lane lane) =>
        db.Prepare("update lane set known = 1 where lane = ? and destination = ? and known = 0").With(lane.Owner).With(lane.Destination).Run();

    public DeliveryRow? Delivery(byte[] id)
    {
        if (_inFlight.TryGet(new Guid(id), out var held))
        {
            return held;
        }

        using var row = db.Prepare(DeliveryById).With(id);
        return row.Step() ? DeliveryColumns.Read(row) : null;
    }

    public long Insert(DeliveryRow row)
    {
        db.Prepare("""
            insert into delivery (id, packet, lane, destination, position, role, gate, state, park, due_at, proceed_at, answer_within, changed_at,
              token, lease_until, claimed_at, claimed_from, node)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
            .With(row.Id).With(row.Packet).With(row.Lane.Owner).With(row.Lane.Destination).With(row.Position).With((int)row.Role).With(row.Gate)
            .With((int)row.State).With(Parks.Name(row.Park)).With(row.DueAt).With(row.ProceedAt).With(row.AnswerWithin?.Ticks).With(row.ChangedAt)
            .With(row.Token).With(row.LeaseUntil).With(row.ClaimedAt).With((long?)row.ClaimedFrom).With(row.Node).Run();
        var key = db.LastKey;
        Hold(row with { Key = key });
        return key;
    }

    public void Update(DeliveryRow row)
    {
        db.Prepare("""
            update delivery set state = ?, park = ?, due_at = ?, answer_due = ?, attempts = ?, probes = ?, recorded = ?, first_attempt_at = ?,
              closed_at_first = ?, token = ?, lease_until = ?, claimed_at = ?, claimed_from = ?, node = ?, changed_at = ?, delivered_at = ?, partner_reference = ?
            where key = ?
            """)
            .With((int)row.State).With(Parks.Name(row.Park)).With(row.DueAt).With(row.AnswerDue).With(row.Attempts).With(row.Probes).With(row.Recorded)
            .With(row.FirstAttemptAt).With(row.ClosedAtFirst.Ticks).With(row.Token).With(row.LeaseUntil).With(row.ClaimedAt).With((long?)row.ClaimedFrom)
            .With(row.Node).With(row.ChangedAt).With(row.DeliveredAt).With(row.PartnerReference).With(row.Key).Run();
        Hold(row);
    }

    public bool HasEarlier(Lane lane, long position, long key)
    {
        using var row = db.Prepare("""
            select 1 from delivery
            where lane = ? and destination = ? and state <> 7 and state <> 10 and state <> 11 and state <> 12 and (position, key) < (?, ?) limit 1
            """).With(lane.Owner).With(lane.Destination).With(position).With(key);
        return row.Step();
    }

    public DeliveryRow? Head(Lane lane)
    {
        using var row = db.Prepare(HeadOfLane).With(lane.Owner).With(lane.Destination);
        return row.Step() ? DeliveryColumns.Read(row) : null;
    }

    public void MarkTold(long delivery, DateTimeOffset at) =>
        db.Prepare("insert into told (delivery, told_at) values (?1, ?2) on conflict (delivery) do update set told_at = ?2").With(delivery).With(at).Run();

    public void MarkDoubted(long delivery, DateTimeOffset since, DateTimeOffset tellAt) =>
        db.Prepare("""
            insert into news (delivery, state, since, due_at) values (?, 6, ?, ?)
            on conflict (delivery) do update set state = excluded.state, since = excluded.since, due_at = excluded.due_at where news.state <> 6
            """).With(delivery).With(since).With(tellAt).Run();

    public void MarkNews(long delivery, DeliveryState state, DateTimeOffset at)
    {
        ForgetNews(delivery);
        db.Prepare("insert into news (delivery, state, since, due_at) select delivery, ?1, ?2, ?2 from told where delivery = ?3").With((long)state).With(at).With(delivery).Run();
    }

    public void ForgetNews(long delivery) => db.Prepare("delete from news where delivery = ?").With(delivery).Run();

    public void NewsTold(long delivery, DeliveryState state, DateTimeOffset since, bool lasts) =>
        db.Prepare(lasts ? $"update news set due_at = null {ThisNews}" : $"delete from news {ThisNews}").With(delivery).With((long)state).With(since).Run();

    public void ForgetTold(long delivery) => db.Prepare("delete from told where delivery = ?").With(delivery).Run();

    public void AnswerCame(Lane lane) =>
        db.Prepare("update delivery set answer_due = null where lane = ? and destination = ? and answer_due is not null")
            .With(lane.Owner).With(lane.Destination).Run();

    public void PutGate(long gate, long behind) =>
        db.Prepare("insert or ignore into delivery_gate (gate, behind) values (?, ?)").With(gate).With(behind).Run();

    public bool GatesAreOpen(long delivery)
    {
        using var row = db.Prepare("""
            select 1 from delivery_gate g join delivery c on c.key = g.gate where g.behind = ? and c.state not in (7, 12) limit 1
            """).With(delivery);
        return !row.Step();
    }

    public bool GateIsRefused(long delivery)
    {
        using var row = db.Prepare("""
            select 1 from delivery_gate g join delivery c on c.key = g.gate where g.behind = ? and c.state = 8 limit 1
            """).With(delivery);
        return row.Step();
    }

    public IReadOnlyList<DeliveryRow> WaitingFor(long gate)
    {
        List<DeliveryRow> waiting = [];
        using var rows = db.Prepare(BehindGate).With(gate);
        while (rows.Step())
        {
            waiting.Add(DeliveryColumns.Read(rows));
        }

        return waiting;
    }

    /// <summary>
    /// Only what is in flight is in hand: an outcome is awaited for it, and no statement beside these writes its row (an
    /// answer that came clears <c>answer_due</c>, which only what was delivered has).
    /// </summary>
    private void Hold(DeliveryRow row)
    {
        if (row.State == DeliveryState.InFlight)
        {
            _inFlight.Put(new Guid(row.Id), row);
        }
        else
        {
            _inFlight.Remove(new Guid(row.Id));
        }
    }
}
