namespace Interop.Hub.Core.Ledger;

/// <summary>
/// Lawful erasure of one dossier: what its contents were sealed with is destroyed, and the salts of its evidence, so that
/// nothing of them can be opened or guessed again. A backup made before still has them, for as long as it is kept.
/// </summary>
public interface IErasureLedger
{
    /// <summary>Erases a dossier, in one commit, recorded as evidence. A dossier that is erased stays as it is.</summary>
    Task<ErasureResult> EraseAsync(ErasureOrder order, CancellationToken cancellationToken);
}

/// <summary>An order to erase a dossier.</summary>
/// <param name="Dossier">The ledger's id.</param>
/// <param name="CancelOpen">True: deliveries that are not passed are cancelled. False: they stand in the way.</param>
/// <param name="Operator">Who.</param>
/// <param name="Reason">Why: the order's number. Kept in the clear for life, so it may name nobody.</param>
/// <param name="At">When.</param>
public sealed record ErasureOrder(long Dossier, bool CancelOpen, string Operator, string Reason, DateTimeOffset At);

/// <summary>What became of an order to erase.</summary>
public abstract record ErasureResult
{
    private ErasureResult()
    {
    }

    /// <summary>Erased.</summary>
    /// <param name="Erasure">What is kept of it.</param>
    /// <param name="Before">True when it was erased before, by another order.</param>
    public sealed record Erased(ErasureView Erasure, bool Before) : ErasureResult;

    /// <summary>There is no such dossier.</summary>
    public sealed record Unknown : ErasureResult;

    /// <summary>Nothing was erased: deliveries are not passed, and nobody said to cancel them.</summary>
    /// <param name="Count">How many.</param>
    public sealed record Open(int Count) : ErasureResult;

    /// <summary>Nothing was erased: deliveries are being sent at this moment, and what is under way cannot be called back.</summary>
    /// <param name="Count">How many.</param>
    public sealed record InFlight(int Count) : ErasureResult;
}

/// <summary>What is kept of an erasure.</summary>
/// <param name="At">When.</param>
/// <param name="Operator">Who ordered it.</param>
/// <param name="Reason">Why.</param>
/// <param name="Packets">How many packets' contents it took.</param>
/// <param name="Cancelled">How many deliveries it cancelled.</param>
public sealed record ErasureView(DateTimeOffset At, string Operator, string Reason, int Packets, int Cancelled);
