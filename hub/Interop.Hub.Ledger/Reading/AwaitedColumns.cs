using Interop.Contracts.Dossiers;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Storage;

namespace Interop.Hub.Ledger.Reading;

/// <summary>Open dossiers, out of their columns, and which of them a destination has.</summary>
internal static class AwaitedColumns
{
    /// <summary>What the index of open dossiers is told by.</summary>
    public const string IsOpen = "(o.status is null or (o.status <> 3 and o.status < 8))";

    /// <summary>How many open dossiers one question walks through: a destination may have few of many.</summary>
    public const int Walked = 2_000;

    /// <summary>Columns <c>key, number, status</c>, and whether it arrived at the destination.</summary>
    public static Row Read<TRow>(TRow row)
        where TRow : IRow =>
        new(row.Int64(0), new AwaitedDossier(row.Text(1), row.Int64OrNull(2) is { } status ? (BusinessStatus)status : null), row.Int64(3) != 0);

    /// <summary>The page of what was walked through.</summary>
    public static AwaitedPage Page(IReadOnlyList<Row> rows, int limit)
    {
        List<AwaitedDossier> found = [];
        foreach (var (key, dossier, isThere) in rows)
        {
            if (isThere)
            {
                found.Add(dossier);
            }

            if (found.Count == limit)
            {
                return new AwaitedPage(found, key);
            }
        }

        return new AwaitedPage(found, rows.Count == Walked ? rows[^1].Key : null);
    }

    internal sealed record Row(long Key, AwaitedDossier Dossier, bool IsThere);
}
