using Interop.Hub.Core.Ledger;

namespace Interop.Hub.Core.Delivery;

/// <summary>A permit on its way to its end.</summary>
internal sealed class HeldPermit(DestinationRuntime runtime)
{
    private bool _left;

    /// <summary>
    /// A partner that took a call can have the next while the outcome goes on disk: a permit is for calls. Where the
    /// outcome may turn the door, or the door lets in one by one, nobody follows before it is recorded.
    /// </summary>
    public void CallEnded(DoorSignal signal)
    {
        if (signal == DoorSignal.Works && runtime.Control.Door == Door.Open)
        {
            Leave();
        }
    }

    /// <summary>Gives it back, once.</summary>
    public void Leave()
    {
        if (!_left)
        {
            _left = true;
            runtime.Leave();
        }
    }
}
