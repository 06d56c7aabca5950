using Interop.Contracts.Dossiers;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Storage;

namespace Interop.Hub.Ledger.Reading;

/// <summary>A line of a list of dossiers, out of its columns; what is open comes from the deliveries.</summary>
internal static class LineColumns
{
    public const string All = "key, number, procedure, receiving, status, created_at, updated_at";

    /// <summary>How many deliveries, of which the second so many are stuck.</summary>
    public const string Open = "count(*), count(*) filter (where state in (6, 8, 9))";

    public static DossierLine Read<TRow>(TRow row)
        where TRow : IRow => new(
            row.Int64(0), row.Text(1), row.Text(2), row.Text(3), (BusinessStatus?)row.Int64OrNull(4), row.Time(5), row.Time(6), 0, 0);
}
