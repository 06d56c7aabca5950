using System.Collections.Concurrent;
using Interop.Chaos.Judging;

namespace Interop.Chaos.Running;

/// <summary>How long a hub is given to come to rest.</summary>
/// <param name="Still">It is given up when nothing has moved for so long: no effect at a partner, no state of a delivery.</param>
/// <param name="Ceiling">It is given up after so long whatever moves: what goes round in circles moves too.</param>
internal sealed record DrainLimits(TimeSpan Still, TimeSpan Ceiling)
{
    /// <summary>
    /// For a run with so many receipts. Still: longer than any silence a hub may have that is well (a dead node is missed
    /// after ten seconds, a lease ends after seven, a door is probed every second), on a machine that is busy too.
    /// </summary>
    public static DrainLimits For(int receipts) => new(TimeSpan.FromSeconds(75), TimeSpan.FromMinutes(5) + TimeSpan.FromMilliseconds(50 * receipts));
}

/// <summary>What the hub showed when it was at rest.</summary>
/// <param name="Seen">Every dossier, by number.</param>
/// <param name="Problems">Why it cannot be said to have been at rest; empty when it was.</param>
/// <param name="Took">From the end of the faults to the first reading in which all was at rest.</param>
internal sealed record Drained(IReadOnlyDictionary<string, SeenDossier> Seen, IReadOnlyList<string> Problems, TimeSpan Took);

/// <summary>
/// Waits until a hub is at rest, and reads it until two readings agree: a verdict on what still moves would be one on the
/// moment it was looked at.
/// </summary>
/// <param name="look">Reads a dossier; null when no node tells just now.</param>
/// <param name="atRest">True when nothing of a dossier is still to come.</param>
/// <param name="arrived">How many effects the partners have had.</param>
/// <param name="limits">When it is given up.</param>
/// <param name="time">Tells how long nothing has moved.</param>
/// <param name="say">Hears now and then how far it is.</param>
internal sealed class Drain(
    Func<string, CancellationToken, Task<SeenDossier?>> look, Func<SeenDossier, bool> atRest, Func<long> arrived, DrainLimits limits, TimeProvider time, Action<string> say)
{
    private const int Readers = 8;

    // So many are looked at in one round: the hub is to drain, not to answer.
    private const int Window = 250;
    private const int Readings = 6;
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan s_say = TimeSpan.FromSeconds(15);
    private readonly ConcurrentDictionary<string, SeenDossier> _seen = new(StringComparer.Ordinal);
    private int _changed;

    /// <summary>Returns when two readings of all agree, or the limits are reached.</summary>
    public async Task<Drained> RunAsync(IReadOnlyCollection<string> numbers, CancellationToken cancellationToken)
    {
        var begun = time.GetTimestamp();
        List<string> problems = [];
        if (await RestAsync(numbers, begun, cancellationToken) is { } problem)
        {
            problems.Add(problem);
        }

        var took = time.GetElapsedTime(begun);
        if (!await AgreeAsync(numbers, cancellationToken))
        {
            problems.Add($"of {Readings} readings no two one after the other agreed: what is judged may have moved on");
        }

        return new Drained(_seen, problems, took);
    }

    private async Task<string?> RestAsync(IReadOnlyCollection<string> numbers, long begun, CancellationToken cancellationToken)
    {
        var open = new Queue<string>(numbers);
        var (moved, said, effects) = (begun, begun, arrived());
        while (true)
        {
            // Round and round, so that what stands still does not hide what moves.
            List<string> some = [];
            while (some.Count < Window && open.TryDequeue(out var number))
            {
                some.Add(number);
            }

            var changed = await ReadAsync(some, cancellationToken);
            foreach (var number in some.Where(n => !_seen.TryGetValue(n, out var dossier) || !atRest(dossier)))
            {
                open.Enqueue(number);
            }

            if (open.Count == 0)
            {
                return null;
            }

            if (changed || arrived() != effects)
            {
                (moved, effects) = (time.GetTimestamp(), arrived());
            }

            if (time.GetElapsedTime(moved) > limits.Still)
            {
                return $"{open.Count} dossier(s) are not at rest, and nothing had moved for {limits.Still.TotalSeconds:0} s";
            }

            if (time.GetElapsedTime(begun) > limits.Ceiling)
            {
                return $"{open.Count} dossier(s) were not at rest after {limits.Ceiling.TotalMinutes:0.#} min";
            }

            if (time.GetElapsedTime(said) > s_say)
            {
                said = time.GetTimestamp();
                say($"draining: {open.Count} dossiers are not known to be at rest, {effects} effects at the partners");
            }

            if (some.Exists(n => !_seen.TryGetValue(n, out var dossier) || !atRest(dossier)))
            {
                await Task.Delay(s_pause, time, cancellationToken);
            }
        }
    }

    private async Task<bool> AgreeAsync(IReadOnlyCollection<string> numbers, CancellationToken cancellationToken)
    {
        for (var reading = 1; reading <= Readings; reading++)
        {
            var effects = arrived();
            var changed = await ReadAsync(numbers, cancellationToken);
            if (reading > 1 && !changed && arrived() == effects)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Reads some dossiers; true when any was other than at the last look.</summary>
    private async Task<bool> ReadAsync(IEnumerable<string> numbers, CancellationToken cancellationToken)
    {
        _changed = 0;
        var queue = new ConcurrentQueue<string>(numbers);
        await Task.WhenAll(Enumerable.Range(0, Readers).Select(_ => ReadAsync(queue, cancellationToken)));
        return _changed > 0;
    }

    private async Task ReadAsync(ConcurrentQueue<string> numbers, CancellationToken cancellationToken)
    {
        while (numbers.TryDequeue(out var number))
        {
            if (await look(number, cancellationToken) is not { } dossier)
            {
                continue;
            }

            if (!_seen.TryGetValue(number, out var before) || !dossier.IsLike(before))
            {
                Interlocked.Increment(ref _changed);
            }

            _seen[number] = dossier;
        }
    }
}
