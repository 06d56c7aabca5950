namespace Interop.Hub.Bus.Broker;

/// <summary>The broker that the configuration names cannot be used. The message says which, why, and what to do.</summary>
public sealed class BrokerMissingException : IOException
{
    /// <summary>With a message of its own.</summary>
    public BrokerMissingException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
