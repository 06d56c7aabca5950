using Interop.Contracts.Faults;
using Interop.Hub.Core.Ledger;

namespace Interop.Hub.Core.Delivery;

/// <content>Whether it is the dossiers that are refused, or the destination that is wrong.</content>
internal sealed partial class DestinationRuntime
{
    /// <summary>
    /// Notes a rejection; true when as many dossiers in a row as the policy says were refused for the same reason:
    /// then it is the destination that is wrong, not the dossiers.
    /// </summary>
    public bool NoteRejection(Fault fault, string? dossier)
    {
        lock (_lock)
        {
            return _rejections.Note(fault, dossier, Policy.PauseAfterIdenticalRejections);
        }
    }

    /// <summary>A rejection is on disk as its packet's own. It may come after the door was closed for the same fault.</summary>
    public void KeepRejection(Fault fault, string deliveryId)
    {
        lock (_lock)
        {
            _rejections.Keep(fault, deliveryId, Control.Door == Door.PausedByFault ? Control.Cause : null);
        }
    }

    /// <summary>Something passed: rejections before it were about their packets.</summary>
    public void NoteAcceptance()
    {
        lock (_lock)
        {
            _rejections.Clear();
        }
    }

    /// <inheritdoc cref="IdenticalRejections.TakeMisjudged"/>
    public IReadOnlyList<string> TakeMisjudged()
    {
        lock (_lock)
        {
            return _rejections.TakeMisjudged();
        }
    }

    /// <inheritdoc cref="IdenticalRejections.GiveBack"/>
    public void GiveBackMisjudged(IEnumerable<string> deliveries)
    {
        lock (_lock)
        {
            _rejections.GiveBack(deliveries);
        }
    }
}
