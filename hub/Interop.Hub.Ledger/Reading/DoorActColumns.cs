using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Evidence;
using Interop.Hub.Ledger.Storage;

namespace Interop.Hub.Ledger.Reading;

/// <summary>An operator's act on a door, out of its columns.</summary>
internal static class DoorActColumns
{
    public const string All = "a.key, a.destination, a.opened, a.operator, a.reason, a.at";

    public static byte[] Of<TRow>(TRow row)
        where TRow : IRow => EvidenceContent.OfDoorAct(new DoorAct(row.Text(1), row.Bool(2), row.Text(3), row.Text(4), row.Time(5))).ToArray();
}
