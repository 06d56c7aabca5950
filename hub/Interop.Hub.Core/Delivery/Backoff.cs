namespace Interop.Hub.Core.Delivery;

/// <summary>Picks a delay from a schedule. Pure.</summary>
public static class Backoff
{
    /// <summary>The delay after <paramref name="made"/> tries; past the schedule's end the last repeats.</summary>
    /// <param name="schedule">At least one delay.</param>
    /// <param name="made">Tries made before this one, from 0.</param>
    /// <param name="share">How far a delay may be varied, 0 to 0.5.</param>
    /// <param name="jitter">Where in that range, -1 to 1.</param>
    public static TimeSpan Delay(IReadOnlyList<TimeSpan> schedule, int made, double share, double jitter) =>
        schedule[Math.Min(made, schedule.Count - 1)] * (1 + (share * Math.Clamp(jitter, -1, 1)));
}
