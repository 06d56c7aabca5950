using Interop.Hub.Core.Delivery;

namespace Interop.Hub.Console.Pages;

/// <summary>Which colour a state has. The words beside it say the same: colour alone tells nothing.</summary>
internal static class DeliveryTone
{
    public static string Of(DeliveryState state) => state switch
    {
        DeliveryState.Delivered => "good",
        DeliveryState.Rejected or DeliveryState.Parked => "bad",
        DeliveryState.Unknown => "doubt",
        DeliveryState.Superseded or DeliveryState.Cancelled or DeliveryState.Skipped => "off",
        _ => "wait",
    };
}
