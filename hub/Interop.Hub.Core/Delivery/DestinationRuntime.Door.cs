using Interop.Hub.Core.Ledger;

namespace Interop.Hub.Core.Delivery;

/// <content>The door as this node has it, and as the ledger has it for all.</content>
internal sealed partial class DestinationRuntime
{
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
                if (stored.Door != Door.Open)
                {
                    SendAway();
                }
            }
        }
    }
}
