using Interop.Contracts.Dossiers;
using Interop.Contracts.Packets;
using Interop.Hub.Core.Retention;
using Interop.Hub.Ledger.Storage;

namespace Interop.Hub.Ledger.Reading;

/// <summary>
/// What retention asks of a packet <c>p</c> and its dossier <c>o</c>. The state numbers stand as in the indexes' conditions.
/// "(select 1 … limit 1) is not null" and not "exists": that PostgreSQL may answer by reading all open deliveries there are
/// into a table first, for each page anew. And "coalesce" where another index than the packet's or the lane's must not look fit: one that holds all that is awaited.
/// </summary>
internal static class RetainedColumns
{
    public const string All = """
        p.key, p.kind, p.accepted_at, case when p.documents is null then 0 else 1 end,
        case when (select 1 from delivery d where d.packet = p.key and d.state not in (7, 10, 11, 12) limit 1) is not null then 1 else 0 end,
        case when (select 1 from delivery d where d.packet = p.key and coalesce(d.answer_due, 0) > 0 and d.silent_at is null limit 1) is not null then 1 else 0 end,
        (select max(d.changed_at) from delivery d where d.packet = p.key),
        (select max(d.silent_at) from delivery d where d.packet = p.key),
        (select string_agg(d.destination, ' ') from delivery d where d.packet = p.key and d.role = 1 and d.state = 7),
        o.procedure, o.status, o.result, o.updated_at,
        case when o.submission = p.key then 1 else 0 end,
        case when o.submission = p.key and (
            (select 1 from delivery d where d.lane = o.key and d.state not in (7, 10, 11, 12) limit 1) is not null
            or (select 1 from delivery d where d.lane = o.key and d.answer_due is not null and coalesce(d.silent_at, 0) = 0 limit 1) is not null) then 1 else 0 end
        """;

    public static RetainedPacket Read<TRow>(TRow row)
        where TRow : IRow
    {
        var settled = row.Int64(2);
        return new RetainedPacket
        {
            Key = row.Int64(0),
            Kind = (PacketKind)row.Int32(1),
            HasFiles = row.Int32(3) != 0,
            IsOpen = row.Int32(4) != 0,
            IsAwaited = row.Int32(5) != 0,
            SettledAt = new DateTimeOffset(Math.Max(settled, Math.Max(row.Int64OrNull(6) ?? 0, row.Int64OrNull(7) ?? 0)), TimeSpan.Zero),
            Arrived = row.TextOrNull(8)?.Split(' ') ?? [],
            Dossier = row.TextOrNull(9) is { } procedure
                ? new RetainedDossier(procedure, (BusinessStatus?)Status(row), (ResultStatus)row.Int32(11), row.Time(12), row.Int32(13) != 0, row.Int32(14) != 0)
                : null,
        };
    }

    private static int? Status<TRow>(TRow row)
        where TRow : IRow => row.IsNull(10) ? null : row.Int32(10);
}
