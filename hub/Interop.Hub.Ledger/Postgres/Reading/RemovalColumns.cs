using Interop.Hub.Ledger.Postgres.Storage;
using Interop.Hub.Ledger.Tables;

namespace Interop.Hub.Ledger.Postgres.Reading;

/// <summary>A removal <c>r</c>, out of its columns.</summary>
internal static class RemovalColumns
{
    public const string All = "r.key, r.kind, r.dossier, r.operator, r.reason, r.packets, r.cancelled, r.at";

    public static RemovalRow Read(Row row) => new()
    {
        Key = row.Int64(0),
        Kind = (RemovalKind)row.Int32(1),
        Dossier = row.Int64OrNull(2),
        Operator = row.TextOrNull(3),
        Reason = row.TextOrNull(4),
        Packets = row.Array<long>(5),
        Cancelled = row.Array<long>(6),
        At = row.Time(7),
    };
}
