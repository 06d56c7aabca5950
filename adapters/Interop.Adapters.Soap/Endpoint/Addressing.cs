using System.Xml.Linq;
using Interop.Adapters.Soap.Messages;

namespace Interop.Adapters.Soap.Endpoint;

/// <summary>
/// WS-Addressing of one call, 1.0 (2005/08) and the submission of 2004 that stacks of its time still send. Nothing is
/// sent anywhere because a message says so: the answer goes back by the connection that the call came by, or not at all.
/// </summary>
internal sealed class Addressing
{
    private static readonly XNamespace Final = "http://www.w3.org/2005/08/addressing";
    private static readonly XNamespace Submission = "http://schemas.xmlsoap.org/ws/2004/08/addressing";

    /// <summary>Its namespaces.</summary>
    public static IReadOnlyList<XNamespace> Namespaces { get; } = [Final, Submission];

    private static readonly HashSet<string> Once = new(["To", "From", "ReplyTo", "FaultTo", "Action", "MessageID"], StringComparer.Ordinal);

    private readonly XNamespace _namespace;
    private readonly string? _messageId;

    private Addressing(XNamespace ns, string? messageId) => (_namespace, _messageId) = (ns, messageId);

    /// <summary>Whether a header block is one that is understood here.</summary>
    public static bool Knows(XName header) =>
        (header.Namespace == Final || header.Namespace == Submission) && (Once.Contains(header.LocalName) || header.LocalName == "RelatesTo");

    /// <summary>The addressing of an envelope, null where it has none; or why it is not taken.</summary>
    /// <param name="headers">The envelope's header blocks that are for us.</param>
    public static (Addressing? Addressing, SoapAnswer? Refusal) Read(IReadOnlyList<XElement> headers)
    {
        // Of a message that speaks both, the standard is answered in.
        var ns = headers.Any(header => header.Name.Namespace == Final) ? Final : headers.Any(header => header.Name.Namespace == Submission) ? Submission : null;
        if (ns is null)
        {
            return (null, null);
        }

        var ours = headers.Where(header => header.Name.Namespace == ns).ToList();
        var addressing = new Addressing(ns, ours.FirstOrDefault(header => header.Name.LocalName == "MessageID")?.Value.Trim() is { Length: > 0 and <= 500 } id ? id : null);
        if (ours.Where(header => Once.Contains(header.Name.LocalName)).GroupBy(header => header.Name.LocalName, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            return (addressing, addressing.Fault("InvalidAddressingHeader", "InvalidCardinality", $"The header {twice.Key} of WS-Addressing stands twice; send it once.", twice.First().Name));
        }

        return ours.FirstOrDefault(header => header.Name.LocalName is "ReplyTo" or "FaultTo" && !addressing.IsHere(header)) is { } elsewhere
            ? (addressing, addressing.Fault("InvalidAddressingHeader", "OnlyAnonymousAddressSupported", $"The answer goes back by the connection of the call and nowhere else; send {elsewhere.Name.LocalName} with the anonymous address, or leave it out.", elsewhere.Name))
            : (addressing, null);
    }

    /// <summary>The header blocks of the answer to a call.</summary>
    /// <param name="action">Its action (WS-Addressing 1.0 Metadata, 4.4.4).</param>
    public IReadOnlyList<XElement> Answer(string action) =>
    [
        new XElement(_namespace + "Action", new XAttribute(XNamespace.Xmlns + "wsa", _namespace), action),
        .. _messageId is null ? Array.Empty<XElement>() : [new XElement(_namespace + "RelatesTo", new XAttribute(XNamespace.Xmlns + "wsa", _namespace), _messageId)],
    ];

    /// <summary>The action of a fault that SOAP or this engine defines (WS-Addressing 1.0 SOAP Binding, 6).</summary>
    public string SoapFaultAction => _namespace == Final ? $"{Final}/soap/fault" : $"{Submission}/fault";

    private string FaultAction => $"{_namespace}/fault";

    private bool IsHere(XElement endpoint) =>
        endpoint.Element(_namespace + "Address")?.Value.Trim() is var address
        && address == (_namespace == Final ? $"{Final}/anonymous" : $"{Submission}/role/anonymous");

    // SOAP Binding, 6.1 to 6.4: the code and its refinement; the header at fault in a block of its own.
    private SoapAnswer Fault(string code, string refined, string text, XName header) => SoapAnswer.Fault(SoapFault.Client(text, code: $"Client.{code}.{refined}")) with
    {
        Action = FaultAction,
        Headers = _ =>
        [
            new XElement(
                _namespace + "FaultDetail",
                new XAttribute(XNamespace.Xmlns + "wsa", _namespace),
                new XElement(_namespace + "ProblemHeaderQName", new XAttribute(XNamespace.Xmlns + "wsa", _namespace), $"wsa:{header.LocalName}")),
        ],
    };
}
