using System.Security.Claims;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Interop.Adapters.Soap.Reading;
using Interop.Adapters.Soap.Security;

namespace Interop.Adapters.Soap.Endpoint;

/// <summary>WS-Security of the messages that come to the hub, and of its answers to them.</summary>
public sealed record SoapDoorSecurity
{
    /// <summary>Who may call, and what must be proven.</summary>
    public required ISoapCallers Callers { get; init; }

    /// <summary>What messages spent; shared by all nodes.</summary>
    public required INonceLedger Nonces { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>Ids and nonces of what answers carry.</summary>
    public required RandomNumberGenerator Random { get; init; }

    /// <summary>Signs the answers to signed messages, with its private key; null: they are not signed.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>The actor, in SOAP 1.2 the role, that is the hub beside those of SOAP itself; null: none.</summary>
    public string? Actor { get; init; }

    /// <summary>Bytes of one message whose sender proves itself by the message; its files count where a signature covers the XML with them. Default 16 MiB.</summary>
    public int MaxBytes { get; init; } = 16 << 20;

    /// <summary>What the XML of such a message may cost. Default 100,000 nodes, otherwise <see cref="XmlLimits.Default"/>.</summary>
    public XmlLimits Limits { get; init; } = XmlLimits.Default with { MaxNodes = 100_000 };

    /// <summary>Bytes in memory of all such messages together: apart from those of callers that are known, whom strangers cannot crowd out. Default 50 MiB.</summary>
    public long MaxBytesInFlight { get; init; } = 50L << 20;
}

/// <summary>Who may call, and what their messages must prove by themselves.</summary>
public interface ISoapCallers
{
    /// <summary>What the messages of a caller that HTTP knows must prove as well; null: nothing.</summary>
    SoapCaller? Of(ClaimsPrincipal caller);

    /// <summary>Whom a message says it is from; nothing of it is proven. Null: from nobody who may call so.</summary>
    SoapCaller? Find(SecurityClaims claims);
}

/// <summary>A caller, and what makes a message one of its.</summary>
/// <param name="Principal">Who it is, once that is proven.</param>
/// <param name="Rules">What must be proven.</param>
public sealed record SoapCaller(ClaimsPrincipal Principal, IncomingSecurity Rules);
