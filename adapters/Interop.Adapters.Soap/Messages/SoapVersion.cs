using System.Xml.Linq;

namespace Interop.Adapters.Soap.Messages;

/// <summary>What differs on the wire between SOAP 1.1 (W3C Note of 2000) and SOAP 1.2 (W3C Recommendation of 2007).</summary>
public sealed class SoapVersion
{
    private const int InternalServerError = 500;
    private const int BadRequest = 400;

    private SoapVersion(string name, XNamespace ns, string mediaType, string target, IReadOnlyList<string> ours)
    {
        (Name, Namespace, MediaType, Target, Ours) = (name, ns, mediaType, ns + target, ours);
    }

    /// <summary>SOAP 1.1: <c>text/xml</c> and a <c>SOAPAction</c> header.</summary>
    public static SoapVersion Soap11 { get; } = new("1.1", SoapNames.Soap11, "text/xml", "actor", [string.Empty, "http://schemas.xmlsoap.org/soap/actor/next"]);

    /// <summary>SOAP 1.2: <c>application/soap+xml</c> with an <c>action</c> parameter.</summary>
    public static SoapVersion Soap12 { get; } = new(
        "1.2",
        SoapNames.Soap12,
        "application/soap+xml",
        "role",
        [string.Empty, "http://www.w3.org/2003/05/soap-envelope/role/next", "http://www.w3.org/2003/05/soap-envelope/role/ultimateReceiver"]);

    /// <summary><c>1.1</c> or <c>1.2</c>.</summary>
    public string Name { get; }

    /// <summary>The envelope's namespace.</summary>
    public XNamespace Namespace { get; }

    /// <summary>Without parameters.</summary>
    public string MediaType { get; }

    /// <summary>The attribute that says whom a header is for: <c>actor</c>, in 1.2 <c>role</c>.</summary>
    internal XName Target { get; }

    /// <summary>Its values that mean whoever receives the message in the end.</summary>
    internal IReadOnlyList<string> Ours { get; }

    /// <summary>The version of an envelope by its name; null: it is none of a version that is known.</summary>
    internal static SoapVersion? Of(XName root) =>
        root.LocalName != "Envelope" ? null : root.Namespace == SoapNames.Soap11 ? Soap11 : root.Namespace == SoapNames.Soap12 ? Soap12 : null;

    /// <summary>
    /// The HTTP status of a fault. SOAP 1.1 §6.2: 500, whosever fault it is. SOAP 1.2 part 2, table 20: 400 for the
    /// sender's, 500 for all others.
    /// </summary>
    internal int StatusOf(SoapFaultKind kind) => this == Soap12 && kind == SoapFaultKind.Client ? BadRequest : InternalServerError;

    /// <inheritdoc/>
    public override string ToString() => $"SOAP {Name}";
}
