using Interop.Contracts.Packets;
using Interop.Hub.Ledger.Postgres.Storage;
using Interop.Hub.Ledger.Rules;
using Interop.Hub.Ledger.Tables;
using Npgsql;

namespace Interop.Hub.Ledger.Postgres.Writing;

/// <summary>
/// The first round trip of a group: the time, the transaction's number, what was answered under the keys, which dossiers
/// the codes name, where the deliveries are. It locks nothing: what another node writes between this look and the locks
/// runs into a unique key, and the group is tried again.
/// </summary>
internal sealed class FirstLook
{
    private const string TimeAndNumber = "select coalesce($1, interop_now()), pg_current_xact_id()::text::bigint";

    // "limit 1" changes no answer, for each names a whole key; it keeps the planner from entering by the other side, which
    // it does while a table is young: every commit then read all codes there are.
    internal const string RequestKeys = """
        select k.partner, k.operation, k.key, k.digest, k.packet, k.duplicate, p.receipt
        from unnest($1, $2, $3) as u (partner, operation, key)
        cross join lateral (select * from request_key k where k.partner = u.partner and k.operation = u.operation and k.key = u.key limit 1) k
        left join packet p on p.key = k.packet
        """;

    internal const string PacketKeys = """
        select k.partner, k.packet_id, k.digest, k.packet, k.duplicate, p.receipt
        from unnest($1, $2) as u (partner, packet_id)
        cross join lateral (select * from packet_key k where k.partner = u.partner and k.packet_id = u.packet_id limit 1) k
        left join packet p on p.key = k.packet
        """;

    internal const string Codes = """
        select u.scheme, u.issuer, u.value, i.dossier
        from unnest($1, $2, $3) as u (scheme, issuer, value)
        cross join lateral (
          select i.dossier from dossier_identifier i where i.value = u.value and i.scheme = u.scheme and i.issuer = u.issuer and i.tie = 0 limit 1) i
        """;

    internal const string OpenDeliveries = """
        select d.id, d.key, d.lane, d.destination, d.packet, p.kind, d.answer_within is not null
        from delivery d join packet p on p.key = d.packet where d.passed = false and d.id = any($1)
        """;

    private const string PassedDeliveries = """
        select d.id, d.key, d.lane, d.destination, d.packet, p.kind, false
        from delivery d join packet p on p.key = d.packet where d.passed = true and d.id = any($1)
        """;

    public long Now { get; private set; }

    /// <summary>The transaction's number: by it the database says, after a lost connection, whether it was committed.</summary>
    public long Transaction { get; private set; }

    public Dictionary<(string, string, string), KeyRow> ByRequest { get; } = [];

    public Dictionary<(string, string), KeyRow> ByPacketId { get; } = [];

    public Dictionary<long, Receipt> Receipts { get; } = [];

    public Dictionary<CodeKey, long> Dossiers { get; } = [];

    public Dictionary<UInt128, FoundDelivery> Deliveries { get; } = [];

    public static async Task<FirstLook> TakeAsync(NpgsqlConnection db, Clock clock, Needs needs, CancellationToken cancellationToken)
    {
        var look = new FirstLook();
        var batch = new Batch();
        batch.Do("begin");
        batch.Ask(TimeAndNumber, look.ReadTime, clock.Parameter());
        look.AskKeys(batch, needs);
        look.AskDeliveries(batch, OpenDeliveries, false, [.. needs.Claims.Keys, .. needs.Targets.Keys]);
        await batch.RunAsync(db, cancellationToken);

        // Rare: a late outcome, or an operator's act on what is passed.
        var missing = needs.Targets.Keys.Where(t => !look.Deliveries.ContainsKey(t)).ToList();
        if (missing.Count > 0)
        {
            var second = new Batch();
            look.AskDeliveries(second, PassedDeliveries, true, missing);
            await second.RunAsync(db, cancellationToken);
        }

        return look;
    }

    private void ReadTime(Row row)
    {
        Now = row.Int64(0);
        Transaction = row.Int64(1);
    }

    private void AskKeys(Batch batch, Needs needs)
    {
        if (needs.Packets.Count > 0)
        {
            var keyed = needs.Packets.Where(p => p.RequestKey is not null).ToList();
            if (keyed.Count > 0)
            {
                batch.Ask(
                    RequestKeys,
                    r => ByRequest[(r.Text(0), r.Text(1), r.Text(2))] = KeyOf(r, 3),
                    P.Texts(keyed.Select(p => p.Partner)), P.Texts(keyed.Select(p => p.RequestKey!.Operation)), P.Texts(keyed.Select(p => p.RequestKey!.Key)));
            }

            batch.Ask(
                PacketKeys,
                r => ByPacketId[(r.Text(0), r.Text(1))] = KeyOf(r, 2),
                P.Texts(needs.Packets.Select(p => p.Partner)), P.Texts(needs.Packets.Select(p => p.PacketId)));
        }

        var codes = needs.Packets.SelectMany(p => p.Identifiers).Concat(needs.Codes).Where(c => c.Unique).Select(c => Key.Of(c.Identifier)).Distinct().ToList();
        if (codes.Count > 0)
        {
            batch.Ask(
                Codes,
                r => Dossiers[new CodeKey(r.Int32(0), r.Text(1), r.Text(2))] = r.Int64(3),
                P.Int32s(codes.Select(c => c.Scheme)), P.Texts(codes.Select(c => c.Issuer)), P.Texts(codes.Select(c => c.Value)));
        }
    }

    private void AskDeliveries(Batch batch, string sql, bool passed, IReadOnlyCollection<UInt128> ids)
    {
        if (ids.Count > 0)
        {
            batch.Ask(
                sql,
                r =>
                {
                    var id = Key.Of(r.Blob(0));
                    Deliveries[id] = new FoundDelivery(id, r.Int64(1), passed, new Lane(r.Int64(2), r.Text(3)), r.Int64(4), (PacketKind)r.Int32(5), r.Bool(6));
                },
                P.Blobs(ids.Distinct().Select(Key.Bytes)));
        }
    }

    private KeyRow KeyOf(Row row, int column)
    {
        var key = new KeyRow(row.Blob(column), row.Int64(column + 1), row.Bool(column + 2));
        if (row.TextOrNull(column + 3) is { } receipt)
        {
            Receipts[key.Packet] = StoredReceipt.Read(receipt);
        }

        return key;
    }
}
