using System.Collections.Frozen;
using System.Security.Claims;
using System.Xml.Linq;
using System.Xml.Schema;
using Interop.Contracts.Documents;

namespace Interop.Adapters.Soap.Endpoint;

/// <summary>A service that the hub offers by SOAP, contract first.</summary>
public interface ISoapService
{
    /// <summary>Its name in the address: <c>/soap/{Name}</c>. Lower case, digits and hyphens.</summary>
    string Name { get; }

    /// <summary>Its namespace.</summary>
    XNamespace TargetNamespace { get; }

    /// <summary>The name of its portType: a part of the actions of its answers (WS-Addressing 1.0 Metadata, 4.4.4).</summary>
    string PortType { get; }

    /// <summary>What it does; one operation per request element.</summary>
    IReadOnlyList<SoapOperation> Operations { get; }

    /// <summary>
    /// The elements in which files stand as base64. Those of a large message are kept as they come in, before the rest of it
    /// is known. Empty: there are none.
    /// </summary>
    IReadOnlySet<XName> FileElements => FrozenSet<XName>.Empty;

    /// <summary>Children that stand in no namespace are read as if they stood in the request's: what hand-written callers of our own contracts forget. False where the contract has such children itself.</summary>
    bool PlacesUnqualified => true;

    /// <summary>Keeps such a file. That of a message which is not taken in the end is nobody's.</summary>
    /// <param name="caller">Who sends it; authenticated.</param>
    /// <param name="content">The bytes, as they come in. When they break off they throw, and nothing is to be kept.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<FileKeeping> KeepAsync(ClaimsPrincipal caller, Stream content, CancellationToken cancellationToken) =>
        throw new NotSupportedException("A service without file elements is given no file.");

    /// <summary>The WSDL, with this address in its port. A single file.</summary>
    string Wsdl(Uri publicAddress);

    /// <summary>A new, compiled set of the contract's schemas. Called once per concurrent request, then kept.</summary>
    XmlSchemaSet CompileSchemas();

    /// <summary>The child of a fault's <c>detail</c> for a body that does not fit the contract.</summary>
    XElement FaultDetail(string code, string message, IReadOnlyList<BodyError> errors);
}

/// <summary>One operation, document/literal.</summary>
/// <param name="Name">Its name in the WSDL.</param>
/// <param name="Request">The Body's child that asks for it.</param>
/// <param name="HandleAsync">Does it. Expected trouble is a <see cref="SoapReply.Fault"/>; an exception is a bug.</param>
public sealed record SoapOperation(string Name, XName Request, Func<SoapCall, CancellationToken, Task<SoapReply>> HandleAsync);

/// <summary>A call that fits the contract.</summary>
public sealed record SoapCall
{
    /// <summary>The request element: validated, in the schema's order, texts trimmed, its elements with line information.</summary>
    public required XElement Body { get; init; }

    /// <summary>Who calls; authenticated.</summary>
    public required ClaimsPrincipal Caller { get; init; }

    /// <summary>The trace that a fault may name.</summary>
    public required string TraceId { get; init; }

    /// <summary>The files that came beside the XML.</summary>
    public required ISoapAttachments Attachments { get; init; }

    /// <summary>The files that were kept while the message came in, by the names that their places have, as those of parts.</summary>
    public IReadOnlyDictionary<string, FileKeeping.Kept> Kept { get; init; } = FrozenDictionary<string, FileKeeping.Kept>.Empty;
}

/// <summary>What became of a file that came in.</summary>
public abstract record FileKeeping
{
    private FileKeeping()
    {
    }

    /// <summary>On stable storage.</summary>
    /// <param name="Digest">Its digest.</param>
    /// <param name="Bytes">How many bytes it has.</param>
    public sealed record Kept(Sha256Digest Digest, long Bytes) : FileKeeping;

    /// <summary>Not taken, and with it the message.</summary>
    /// <param name="Reply">What its sender is told.</param>
    public sealed record Refused(SoapReply Reply) : FileKeeping;
}

/// <summary>What a handler answers.</summary>
public abstract record SoapReply
{
    private SoapReply()
    {
    }

    /// <summary>The response element.</summary>
    /// <param name="Element">The Body's child.</param>
    public sealed record Body(XElement Element) : SoapReply;

    /// <summary>A fault.</summary>
    /// <param name="Value">The fault.</param>
    public sealed record Fault(Messages.SoapFault Value) : SoapReply;

    /// <summary>The message broke while its files were read.</summary>
    /// <param name="Problem">Where and how.</param>
    public sealed record Broken(Attachments.PackageProblem Problem) : SoapReply;

    /// <summary>Not now: nothing was kept, come again.</summary>
    /// <param name="Value">A Server fault.</param>
    /// <param name="RetryAfter">When.</param>
    public sealed record Busy(Messages.SoapFault Value, TimeSpan RetryAfter) : SoapReply;
}

/// <summary>One error of a body.</summary>
/// <param name="Path">Its place, such as <c>/ResultRequest/result[2]/file/sha256</c>.</param>
/// <param name="Line">Line of the message as sent, from 1; null: not known.</param>
/// <param name="Message">What is wrong and what was expected; never the value itself.</param>
public sealed record BodyError(string Path, int? Line, string Message);
