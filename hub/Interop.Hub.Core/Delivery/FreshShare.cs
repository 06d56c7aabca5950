using Interop.Hub.Core.Ledger;

namespace Interop.Hub.Core.Delivery;

/// <summary>
/// Which of a destination's backlog go next: of every four places in its window three go to what has been due longest and
/// one to what has become due last. Behind a limit of five a second a million takes days: what comes in today has its
/// share meanwhile (guarantee 6). Of a lane only its head is ever due, so no order is turned.
/// </summary>
internal sealed class FreshShare
{
    /// <summary>One of so many.</summary>
    public const int Places = 4;

    private long _given;

    /// <summary>The next ones; each once.</summary>
    /// <param name="oldest">What is due, longest first.</param>
    /// <param name="newest">What is due, last first; empty where <paramref name="oldest"/> is all there is.</param>
    /// <param name="free">How many there is room for.</param>
    public IReadOnlyList<ReadyDelivery> Take(IEnumerable<ReadyDelivery> oldest, IEnumerable<ReadyDelivery> newest, int free)
    {
        List<ReadyDelivery> taken = [];
        HashSet<string> ids = new(StringComparer.Ordinal);
        using var old = oldest.GetEnumerator();
        using var fresh = newest.GetEnumerator();
        while (taken.Count < free)
        {
            var (first, then) = (_given + 1) % Places == 0 ? (fresh, old) : (old, fresh);
            if ((Next(first, ids) ?? Next(then, ids)) is not { } next)
            {
                break;
            }

            taken.Add(next);
            _given++;
        }

        return taken;
    }

    private static ReadyDelivery? Next(IEnumerator<ReadyDelivery> from, HashSet<string> ids)
    {
        while (from.MoveNext())
        {
            if (ids.Add(from.Current.Id))
            {
                return from.Current;
            }
        }

        return null;
    }
}
