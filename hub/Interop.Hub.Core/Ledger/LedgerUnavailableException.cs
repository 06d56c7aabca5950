namespace Interop.Hub.Core.Ledger;

/// <summary>
/// The ledger cannot take or answer this now: disk full, input/output error, database gone, or too many writes waiting.
/// Nothing of the call was recorded. Intake answers 503 with Retry-After; the scheduler tries again.
/// </summary>
public sealed class LedgerUnavailableException : IOException
{
    /// <summary>Says why, in words free of personal data.</summary>
    public LedgerUnavailableException(string message, Exception? inner)
        : base(message, inner)
    {
    }

    /// <inheritdoc/>
    public LedgerUnavailableException()
    {
    }

    /// <inheritdoc/>
    public LedgerUnavailableException(string message)
        : base(message)
    {
    }

    /// <summary>When to try again. Default 5 s.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(5);
}
