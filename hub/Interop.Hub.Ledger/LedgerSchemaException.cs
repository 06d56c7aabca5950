namespace Interop.Hub.Ledger;

/// <summary>The database does not fit the program: the hub must not start on it. The message says what to do.</summary>
public sealed class LedgerSchemaException : Exception
{
    /// <summary>Says what does not fit.</summary>
    public LedgerSchemaException(string message, Exception? inner)
        : base(message, inner)
    {
    }

    /// <inheritdoc/>
    public LedgerSchemaException()
    {
    }

    /// <inheritdoc/>
    public LedgerSchemaException(string message)
        : base(message)
    {
    }
}
