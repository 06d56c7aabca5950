using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Reading;
using Interop.Hub.Ledger.Sqlite.Storage;

namespace Interop.Hub.Ledger.Sqlite.Reading;

/// <summary>The attempts and probes of a delivery.</summary>
internal static class History
{
    public const string OfDelivery = $"select {AttemptColumns.All} from attempt where delivery = ? order by number";

    public static IReadOnlyList<AttemptView> Of(Session db, long delivery)
    {
        List<AttemptView> attempts = [];
        using var rows = db.Prepare(OfDelivery).With(delivery);
        while (rows.Step())
        {
            attempts.Add(AttemptColumns.Read(rows));
        }

        return attempts;
    }
}
