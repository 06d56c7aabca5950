using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Evidence;
using Interop.Hub.Ledger.Storage;

namespace Interop.Hub.Ledger.Reading;

/// <summary>A look-up as it was written down, out of its columns.</summary>
internal static class LookUpColumns
{
    public const string All = "l.key, l.id, l.partner, l.officer, l.unit, l.dossier, l.procedure, l.destination, l.purpose, l.outcome, l.at";

    public static byte[] Of<TRow>(TRow row)
        where TRow : IRow => EvidenceContent.OfLookUp(new LookUpNote(
            row.Text(1), row.Text(2), row.Text(3), row.Text(4), row.Text(5), row.Text(6), row.Text(7), row.Text(8), row.Text(9), row.Time(10))).ToArray();
}
