using Interop.Adapters.Delivery;
using Interop.Hub.Ledger.Storage;

namespace Interop.Hub.Ledger.Reading;

/// <summary>What a gate learned, out of its columns.</summary>
internal static class FindingColumns
{
    public const string All = "gate, subject, verdict, at";

    public static Finding Read<TRow>(TRow row)
        where TRow : IRow => new(row.Text(0), row.Text(1), (Verdict)row.Int32(2), row.Time(3));
}
