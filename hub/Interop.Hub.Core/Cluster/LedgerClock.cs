namespace Interop.Hub.Core.Cluster;

/// <summary>
/// The time by which a node of a shared ledger goes: its machine's, put right by as much as that differs from the ledger's
/// (<see cref="ClusterWatch"/> measures it with each beat, the first before anything is taken or sent). Due times, settle
/// times and the ownership of a door are written by one node and judged by another: by clocks that differ a partner would be
/// asked before it could know, and a door would have two owners. Waiting and measuring go by the machine's monotonic clock.
/// </summary>
/// <param name="machine">The machine's clock.</param>
public sealed class LedgerClock(TimeProvider machine) : TimeProvider
{
    /// <summary>
    /// A machine that follows a time server is within this, and keeps its own time to the tick; a measurement is no better.
    /// </summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(1);

    private long _ahead;

    /// <summary>What the machine's clock says.</summary>
    public DateTimeOffset Machine => machine.GetUtcNow();

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => machine.LocalTimeZone;

    /// <inheritdoc/>
    public override long TimestampFrequency => machine.TimestampFrequency;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => machine.GetUtcNow() - new TimeSpan(Volatile.Read(ref _ahead));

    /// <inheritdoc/>
    public override long GetTimestamp() => machine.GetTimestamp();

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => machine.CreateTimer(callback, state, dueTime, period);

    /// <summary>Takes over a measurement, where it differs from what is known by more than a measurement may.</summary>
    /// <param name="ahead">How far the machine's clock was ahead of the ledger's; negative: behind.</param>
    /// <param name="took">How long the measurement took: so much of it may be waiting.</param>
    public void Measured(TimeSpan ahead, TimeSpan took)
    {
        if (took <= Tolerance / 2 && (ahead - new TimeSpan(Volatile.Read(ref _ahead))).Duration() > Tolerance)
        {
            Volatile.Write(ref _ahead, ahead.Duration() > Tolerance ? ahead.Ticks : 0);
        }
    }
}
