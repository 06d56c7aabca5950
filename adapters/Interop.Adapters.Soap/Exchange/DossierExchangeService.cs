using System.Collections.Frozen;
using System.Security.Claims;
using System.Xml.Linq;
using System.Xml.Schema;
using Interop.Adapters.Soap.Endpoint;

namespace Interop.Adapters.Soap.Exchange;

/// <summary>
/// The service <c>dossier-exchange</c>: one-stops and ministries submit dossiers, report progress, results and requests for
/// papers, ask where a dossier stands; and those that cannot be called fetch what is theirs.
/// </summary>
public sealed class DossierExchangeService : ISoapService
{
    private static readonly ExchangeContract Contract = new("dossier-exchange-1.wsdl");

    private readonly IDossierExchange _exchange;
    private readonly ExchangeOperations _operations;

    /// <summary>The service over a hub.</summary>
    /// <param name="exchange">The hub.</param>
    /// <param name="partnerOf">The partner's code of an authenticated caller, or null when it is no partner; default: the identity's name.</param>
    public DossierExchangeService(IDossierExchange exchange, Func<ClaimsPrincipal, string?>? partnerOf = null)
    {
        _exchange = exchange;
        _operations = new ExchangeOperations(ExchangeNames.Fields, partnerOf);
        FileElements = FrozenSet.Create(_operations.Data, XName.Get(_operations.Data.LocalName));
        Operations =
        [
            _operations.Packet("Progress", ExchangeRead.ProgressOf, exchange.ProgressAsync),
            _operations.PacketWithFiles("Result", exchange, ExchangeRead.ResultOf, ResultAsync),
            _operations.Packet("Supplement", ExchangeRead.SupplementOf, exchange.SupplementAsync),
            _operations.Question("Get", ExchangeRead.GetOf, GetAsync, ExchangeWrite.Dossier),
            _operations.PacketWithFiles("Submit", exchange, InboxRead.SubmitOf, SubmitAsync),
            .. InboxOperations.Over(exchange, _operations),
        ];
    }

    /// <inheritdoc/>
    public string Name => "dossier-exchange";

    /// <inheritdoc/>
    public XNamespace TargetNamespace => ExchangeNames.Namespace;

    /// <inheritdoc/>
    public string PortType => "DossierExchange";

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
    public XElement FaultDetail(string code, string message, IReadOnlyList<BodyError> errors) => ExchangeNames.Fields.Fault(code, message, errors);

    private Task<ExchangeAnswer> SubmitAsync(SubmitCall call, IReadOnlyList<IssuedFile?> files, ExchangeCaller caller, CancellationToken cancellationToken) =>
        _exchange.SubmitAsync(call with { Files = [.. files.OfType<IssuedFile>()] }, caller, cancellationToken);

    private Task<ExchangeAnswer> ResultAsync(ResultCall call, IReadOnlyList<IssuedFile?> files, ExchangeCaller caller, CancellationToken cancellationToken) =>
        _exchange.ResultAsync(call with { Papers = [.. call.Papers.Select((paper, i) => paper with { File = files[i] })] }, caller, cancellationToken);

    private async Task<ExchangeReply<GetAnswer.Found>> GetAsync(GetCall call, ExchangeCaller caller, CancellationToken cancellationToken) =>
        await _exchange.GetAsync(call, caller, cancellationToken) switch
        {
            GetAnswer.Found found => new ExchangeReply<GetAnswer.Found>(found),
            GetAnswer.Refused refused => new ExchangeReply<GetAnswer.Found>(null, new ExchangeRefusal(refused.Refusal)),
            _ => throw new InvalidOperationException("The exchange answered with nothing."),
        };
}
