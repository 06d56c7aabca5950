using System.Runtime.CompilerServices;
using Interop.Simulators;

namespace Interop.Chaos.Judging;

/// <summary>Looks effects up by delivery, once per set of books.</summary>
internal static class BookKeeping
{
    private static readonly ConditionalWeakTable<Books, ILookup<(string Partner, string Delivery), Effect>> s_index = [];

    /// <summary>The effects of one delivery at its destination.</summary>
    public static IReadOnlyList<Effect> EffectsOf(this Books books, SeenDelivery delivery) =>
        [.. s_index.GetValue(books, static b => b.Effects.SelectMany(p => p.Value.Select(e => (p.Key, Effect: e))).ToLookup(x => (x.Key, x.Effect.DeliveryId), x => x.Effect))[(delivery.Destination, delivery.Id)]];
}
