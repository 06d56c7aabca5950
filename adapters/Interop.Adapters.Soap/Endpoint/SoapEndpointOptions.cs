using Interop.Adapters.Soap.Attachments;
using Interop.Adapters.Soap.Reading;

namespace Interop.Adapters.Soap.Endpoint;

/// <summary>What the hub's SOAP side takes, and where it says it lives.</summary>
public sealed record SoapEndpointOptions
{
    /// <summary>The public address of the hub, http or https, absolute; WSDLs carry it. Never taken from a request's Host header.</summary>
    public required Uri PublicBaseUrl { get; init; }

    /// <summary>Bytes of one message that are held in memory: all but its files, of a message up to <see cref="WholeBytes"/> with them. Default 4 MiB.</summary>
    public int MaxRequestBytes { get; init; } = 4 << 20;

    /// <summary>Up to so many bytes a message is read whole; of a longer one the files are kept as they come in. Default 256 KiB.</summary>
    public int WholeBytes { get; init; } = 256 << 10;

    /// <summary>What a message with files may cost, beside its XML or in it; its root as <see cref="MaxRequestBytes"/> says. Default <see cref="PackageLimits.Default"/>.</summary>
    public PackageLimits Packages { get; init; } = PackageLimits.Default;

    /// <summary>Bytes in memory of all messages being handled together, what their trees cost included; beyond it the answer is "come again". Default 50 MiB.</summary>
    public long MaxBytesInFlight { get; init; } = 50L << 20;

    /// <summary>What to tell a sender that found the budget spent. Default 5 s.</summary>
    public TimeSpan BusyRetryAfter { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>WS-Security in place of HTTP's credentials, or beside them; null: none is taken.</summary>
    public SoapDoorSecurity? Security { get; init; }

    /// <summary>What a partner calls by a contract of its own, at <c>/soap/from/{partner}</c>: by its code, in any case. The same object as long as it stays the same. Null, or null for a partner: nothing.</summary>
    public Func<string, ISoapService?>? Callbacks { get; init; }

    /// <summary>What a message's XML may cost. Default 100,000 nodes, otherwise <see cref="XmlLimits.Default"/>.</summary>
    public XmlLimits Limits { get; init; } = XmlLimits.Default with { MaxNodes = 100_000 };
}
