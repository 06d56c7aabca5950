namespace Interop.Hub.Ledger.Security;

/// <summary>The master keys cannot be had. The message says which file and what to do; never a key.</summary>
public sealed class KeyRingException : Exception
{
    /// <summary>Says what is wrong.</summary>
    public KeyRingException(string message, Exception? inner)
        : base(message, inner)
    {
    }

    /// <inheritdoc/>
    public KeyRingException()
    {
    }

    /// <inheritdoc/>
    public KeyRingException(string message)
        : base(message)
    {
    }
}
