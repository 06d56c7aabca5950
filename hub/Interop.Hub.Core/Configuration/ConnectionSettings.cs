namespace Interop.Hub.Core.Configuration;

/// <summary>How the hub calls one destination: where to, through what, and by which TLS.</summary>
public sealed record ConnectionSettings
{
    /// <summary>Where it may call; null: the addresses that its adapter's settings name, and no other.</summary>
    public IReadOnlyList<CallTarget>? Allow { get; init; }

    /// <summary>The proxy; null: none, whatever the machine's environment says.</summary>
    public ProxySettings? Proxy { get; init; }

    /// <summary>Until a connection stands: name, TCP, the proxy's tunnel, TLS. Default 5 s. An adapter's own limit that is shorter ends it first.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Its TLS.</summary>
    public TlsSettings Tls { get; init; } = new();

    /// <summary>Digest of the files and secrets that went into it: the configuration's text names them only.</summary>
    internal string Materials { get; init; } = string.Empty;
}

/// <summary>A proxy between the hub and a destination.</summary>
/// <param name="Address"><c>http://host:port</c>.</param>
/// <param name="User">The name it asks for; null: it asks for none.</param>
/// <param name="Password">The secret.</param>
public sealed record ProxySettings(Uri Address, string? User, string? Password)
{
    /// <summary>Never the secret: records print themselves into logs.</summary>
    public override string ToString() => $"Proxy ({Address})";
}
