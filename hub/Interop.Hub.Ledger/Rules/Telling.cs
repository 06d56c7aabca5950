using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Tables;

namespace Interop.Hub.Ledger.Rules;

/// <summary>
/// Tells a sender news of a delivery inside a commit, if it is still so. Found by asking and told a moment later, a doubt may
/// have been settled between the two, by a commit that told its end already: the sender's last word would be the older one.
/// </summary>
internal static class Telling
{
    public static IReadOnlyList<ReadyDelivery> Run(WriteScope scope, DeliveryNews news, IReadOnlyList<AcceptPacket> notices)
    {
        var tables = scope.Tables;
        if (tables.Delivery(Ids.Bytes(news.DeliveryId)) is not { } row || !Stands(row, news.State))
        {
            tables.NewsTold(news.Key, news.State, news.Since, lasts: false);
            return [];
        }

        var told = notices.Select(notice => Acceptance.Run(scope, notice)).ToList();
        if (told.OfType<AcceptResult.DossierLocked>().Any())
        {
            // It is told when the key is back: nothing was written, and nothing is marked.
            return [];
        }

        // A doubt stays news, so that it is told once however often the partner is asked; what becomes of it is told after it.
        tables.NewsTold(news.Key, news.State, news.Since, lasts: news.State == DeliveryState.Unknown);
        if (news.State == DeliveryState.Unknown)
        {
            tables.MarkTold(news.Key, scope.Now);
        }
        else if (news.State == DeliveryState.Delivered)
        {
            tables.ForgetTold(news.Key);
        }

        return [.. told.OfType<AcceptResult.Recorded>().SelectMany(recorded => recorded.Ready)];
    }

    private static bool Stands(DeliveryRow row, DeliveryState told) => told switch
    {
        DeliveryState.Unknown => row.State == DeliveryState.Unknown || row is { State: DeliveryState.InFlight, ClaimedFrom: DeliveryState.Unknown },
        DeliveryState.Ready => !row.State.IsPassed() && row.State is not (DeliveryState.Rejected or DeliveryState.Parked),
        _ => row.State == told,
    };
}
