using Interop.Hub.Core.Ledger;

namespace Interop.Hub.Core.Delivery;

/// <content>The door as this node has it, and as the ledger has it for all.</content>
internal sealed partial class DestinationRuntime
{
    private bool IsServed => Policy.Hours.IsAlways || Policy.Hours.IsOpen(_time.GetUtcNow());

    /// <summary>
    /// The time since a first attempt in which none could follow: behind a closed door, or outside the destination's hours.
    /// What was both counts twice: the window of tries is then longer, never shorter.
    /// </summary>
    /// <param name="first">The first attempt.</param>
    /// <param name="closedAtFirst">What the door's closed time had come to by then.</param>
    /// <param name="now">Now.</param>
    public TimeSpan ClosedSince(DateTimeOffset first, TimeSpan closedAtFirst, DateTimeOffset now) =>
        Control.ClosedUntil(now) - closedAtFirst + Policy.Hours.ClosedBetween(first, now);

    /// <summary>True when the ledger has the door as this node has it.</summary>
    public bool IsSaved
    {
        get
        {
            lock (_lock)
            {
                return Control == _stored;
            }
        }
    }

    /// <summary>
    /// Saves the door until what is stored is what this node has. One save at a time: of two that overlap the later
    /// would be refused for the earlier's version, and its answer would turn the door back.
    /// </summary>
    public async Task SaveAsync(ILedger ledger, CancellationToken cancellationToken)
    {
        await _saving.WaitAsync(cancellationToken);
        try
        {
            while (Control is var mine && mine != _stored)
            {
                var stored = await ledger.SaveControlAsync(mine with { Version = _stored.Version }, cancellationToken);
                lock (_lock)
                {
                    _stored = stored;
                    if (stored == mine with { Version = stored.Version })
                    {
                        // Saved; the door may have turned again meanwhile, then the loop goes on.
                        Control = Control with { Version = stored.Version };
                    }
                    else
                    {
                        // Another node turned it first: its door is the cluster's.
                        Control = stored;
                    }
                }
            }
        }
        finally
        {
            _saving.Release();
        }
    }

    /// <summary>
    /// Another node turned the door: its row is the cluster's, unless this node has a turn of its own still to save.
    /// </summary>
    public void Refresh(DestinationControl stored)
    {
        lock (_lock)
        {
            if (Control == _stored && stored.Version > _stored.Version)
            {
                Control = _stored = stored;
                DoorTurned();
            }
        }
    }

    /// <summary>Behind a closed door nobody waits; and what it was closed for may be what packets were blamed for.</summary>
    private void DoorTurned()
    {
        if (Control.Door != Door.Open)
        {
            SendAway();
        }

        if (Control.Door == Door.PausedByFault)
        {
            _rejections.Blame(Control.Cause);
        }
    }
}
