using System.Collections.Frozen;
using System.Security.Claims;
using System.Xml.Linq;
using System.Xml.Schema;
using Interop.Adapters.Soap.Endpoint;

namespace Interop.Adapters.Soap.Exchange.Documents;

/// <summary>
/// The service <c>document-exchange</c>: electronic documents (văn bản điện tử) are sent, their receivers say what became of
/// them, and both look at them. What waits for a receiver that cannot be called is in its inbox, at <c>dossier-exchange</c>.
/// </summary>
public sealed class DocumentExchangeService : ISoapService
{
    private static readonly ExchangeContract Contract = new("document-exchange-1.wsdl");

    private readonly IDocumentExchange _exchange;
    private readonly ExchangeOperations _operations;

    /// <summary>The service over a hub.</summary>
    /// <param name="exchange">The hub.</param>
    /// <param name="partnerOf">The partner's code of an authenticated caller, or null when it is no partner; default: the identity's name.</param>
    public DocumentExchangeService(IDocumentExchange exchange, Func<ClaimsPrincipal, string?>? partnerOf = null)
    {
        _exchange = exchange;
        _operations = new ExchangeOperations(DocumentNames.Fields, partnerOf);
        FileElements = FrozenSet.Create(_operations.Data, XName.Get(_operations.Data.LocalName));
        Operations =
        [
            _operations.PacketWithFiles("SendDocument", exchange, DocumentRead.SendOf, SendAsync),
            _operations.Packet("UpdateStatus", DocumentRead.StatusOf, exchange.UpdateStatusAsync),
            _operations.Question("GetDocument", DocumentRead.GetOf, exchange.GetAsync, DocumentWrite.Found),
        ];
    }

    /// <inheritdoc/>
    public string Name => "document-exchange";

    /// <inheritdoc/>
    public XNamespace TargetNamespace => DocumentNames.Namespace;

    /// <inheritdoc/>
    public string PortType => "DocumentExchange";

    /// <inheritdoc/>
    public IReadOnlyList<SoapOperation> Operations { get; }

    /// <inheritdoc/>
    public IReadOnlySet<XName> FileElements { get; }

    /// <inheritdoc/>
    public Task<FileKeeping> KeepAsync(ClaimsPrincipal caller, Stream content, CancellationToken cancellationToken) =>
        _operations.KeepAsync(_exchange, caller, content, cancellationToken);

    /// <inheritdoc/>
    public string Wsdl(Uri publicAddress) => Contract.Wsdl(publicAddress);

    /// <inheritdoc/>
    public XmlSchemaSet CompileSchemas() => Contract.CompileSchemas();

    /// <inheritdoc/>
    public XElement FaultDetail(string code, string message, IReadOnlyList<BodyError> errors) => DocumentNames.Fields.Fault(code, message, errors);

    private Task<ExchangeAnswer> SendAsync(SendDocumentCall call, IReadOnlyList<IssuedFile?> files, ExchangeCaller caller, CancellationToken cancellationToken) =>
        _exchange.SendAsync(call with { Files = [.. files.OfType<IssuedFile>()] }, caller, cancellationToken);
}
