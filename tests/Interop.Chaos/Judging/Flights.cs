using Interop.Simulators;

namespace Interop.Chaos.Judging;

/// <summary>One at a time in a lane: a partner never has two calls of one dossier at once, both from callers who wait.</summary>
internal static class Flights
{
    public static IEnumerable<Breach> Check(Books books)
    {
        foreach (var (partner, calls) in books.Calls)
        {
            foreach (var lane in calls.GroupBy(c => c.DossierNumber, StringComparer.Ordinal))
            {
                AnsweredCall? last = null;
                foreach (var call in lane.OrderBy(c => c.Begun))
                {
                    if (last is not null && call.Begun < last.Ended && call.DeliveryId != last.DeliveryId && !books.Leaps.Any(l => l > last.Begun && l < call.Begun))
                    {
                        yield return new Breach(Law.LanesInOrder, $"{lane.Key} at {partner}: {call.Operation} of {call.DeliveryId} came while {last.Operation} of {last.DeliveryId} was not answered");
                    }

                    last = last is null || call.Ended > last.Ended ? call : last;
                }
            }
        }
    }
}
