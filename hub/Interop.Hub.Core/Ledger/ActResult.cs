namespace Interop.Hub.Core.Ledger;

/// <summary>What the ledger made of an act on a delivery. Everything but <see cref="Done"/> wrote nothing.</summary>
public abstract record ActResult
{
    private ActResult()
    {
    }

    /// <summary>On disk, with who and why.</summary>
    /// <param name="Ready">What may go now.</param>
    public sealed record Done(IReadOnlyList<ReadyDelivery> Ready) : ActResult;

    /// <summary>There is no such delivery, or its state does not allow the act.</summary>
    public sealed record NotAllowed : ActResult;

    /// <summary>No master key of the hub opens the delivery's data key, and the reason cannot be sealed: a line is missing from the key file.</summary>
    /// <param name="Why">Which key, in words for an operator.</param>
    public sealed record Locked(string Why) : ActResult;
}
