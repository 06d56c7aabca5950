using System.Collections.Frozen;
using System.Security.Claims;
using System.Xml.Linq;
using System.Xml.Schema;
using Interop.Adapters.Soap.Attachments;
using Interop.Adapters.Soap.Endpoint;

namespace Interop.Adapters.Soap.Exchange;

/// <summary>
/// The service <c>dossier-exchange</c>: one-stops and ministries submit dossiers, report progress, results and requests for
/// papers, ask where a dossier stands; and those that cannot be called fetch what is theirs.
/// </summary>
public sealed class DossierExchangeService : ISoapService
{
    private static readonly XName Data = ExchangeNames.Namespace + "data";

    private readonly IDossierExchange _exchange;
    private readonly Func<ClaimsPrincipal, string?> _partnerOf;

    /// <summary>The service over a hub.</summary>
    /// <param name="exchange">The hub.</param>
    /// <param name="partnerOf">The partner's code of an authenticated caller, or null when it is no partner; default: the identity's name.</param>
    public DossierExchangeService(IDossierExchange exchange, Func<ClaimsPrincipal, string?>? partnerOf = null)
    {
        _exchange = exchange;
        _partnerOf = partnerOf ?? (caller => caller.Identity?.Name);
        Operations =
        [
            Packet("Progress", ExchangeRead.ProgressOf, (call, caller, _, stop) => Answered(_exchange.ProgressAsync(call, caller, stop))),
            Packet("Result", ExchangeRead.ResultOf, ResultAsync),
            Packet("Supplement", ExchangeRead.SupplementOf, (call, caller, _, stop) => Answered(_exchange.SupplementAsync(call, caller, stop))),
            new SoapOperation("Get", ExchangeNames.Namespace + "GetRequest", GetAsync),
            Packet("Submit", InboxRead.SubmitOf, SubmitAsync),
            .. InboxOperations.Over(exchange, Caller),
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
    public IReadOnlySet<XName> FileElements { get; } = FrozenSet.Create(Data, XName.Get(Data.LocalName));

    /// <inheritdoc/>
    public async Task<FileKeeping> KeepAsync(ClaimsPrincipal caller, Stream content, CancellationToken cancellationToken) =>
        Caller(caller) is not { } partner
            ? new FileKeeping.Refused(ExchangeFaults.NoPartner)
            : await _exchange.KeepAsync(partner, null, content, cancellationToken) switch
            {
                KeepAnswer.Kept kept => new FileKeeping.Kept(kept.Sha256, kept.Size),
                KeepAnswer.Refused refused => new FileKeeping.Refused(ExchangeFaults.Of(refused.Refusal)),
                _ => throw new InvalidOperationException("A file of which no digest was stated has another one."),
            };

    /// <inheritdoc/>
    public string Wsdl(Uri publicAddress) => ExchangeContract.Wsdl(publicAddress);

    /// <inheritdoc/>
    public XmlSchemaSet CompileSchemas() => ExchangeContract.CompileSchemas();

    /// <inheritdoc/>
    public XElement FaultDetail(string code, string message, IReadOnlyList<BodyError> errors) => ExchangeWrite.Fault(code, message, errors);

    private SoapOperation Packet<TCall>(
        string name, Func<XElement, ExchangeReading<TCall>> read, Func<TCall, ExchangeCaller, SoapCall, CancellationToken, Task<(ExchangeAnswer? Answer, SoapReply? Refusal)>> handle) =>
        new(name, ExchangeNames.Namespace + (name + "Request"), async (call, cancellationToken) =>
        {
            if (Caller(call.Caller) is not { } caller)
            {
                return ExchangeFaults.NoPartner;
            }

            var reading = read(call.Body);
            IReadOnlyList<BodyError> errors = [.. reading.Errors, .. call.Body.DescendantsAndSelf().Where(e => AttachedPart.Of(e) is not null && e.Name != Data).Select(Misplaced)];
            if (errors.Count > 0)
            {
                return ExchangeFaults.Invalid(errors);
            }

            var (answer, refusal) = await handle(reading.Call!, caller, call, cancellationToken);
            return refusal ?? answer switch
            {
                ExchangeAnswer.Accepted accepted => new SoapReply.Body(ExchangeWrite.Receipt(name + "Response", accepted.Receipt)),
                ExchangeAnswer.Refused refused => ExchangeFaults.Of(refused.Refusal),
                _ => throw new InvalidOperationException("The exchange answered with nothing."),
            };
        });

    private static BodyError Misplaced(XElement at) =>
        new(BodyPath.Of(at), BodyPath.LineOf(at), "A file stands where none belongs; send it in the element data of a file.");

    private static async Task<(ExchangeAnswer? Answer, SoapReply? Refusal)> Answered(Task<ExchangeAnswer> answer) => (await answer, null);

    private async Task<(ExchangeAnswer? Answer, SoapReply? Refusal)> SubmitAsync(
        (SubmitCall Call, IReadOnlyList<IncomingFile?> Files) read, ExchangeCaller caller, SoapCall call, CancellationToken cancellationToken)
    {
        var (files, refusal) = await new MessageFiles(_exchange, caller).KeepAsync(read.Files, call, cancellationToken);
        return refusal is not null ? (null, refusal) : (await _exchange.SubmitAsync(read.Call with { Files = [.. files.OfType<IssuedFile>()] }, caller, cancellationToken), null);
    }

    private async Task<(ExchangeAnswer? Answer, SoapReply? Refusal)> ResultAsync(
        (ResultCall Call, IReadOnlyList<IncomingFile?> Files) read, ExchangeCaller caller, SoapCall call, CancellationToken cancellationToken)
    {
        var (files, refusal) = await new MessageFiles(_exchange, caller).KeepAsync(read.Files, call, cancellationToken);
        return refusal is not null
            ? (null, refusal)
            : (await _exchange.ResultAsync(read.Call with { Papers = [.. read.Call.Papers.Select((paper, i) => paper with { File = files[i] })] }, caller, cancellationToken), null);
    }

    private async Task<SoapReply> GetAsync(SoapCall call, CancellationToken cancellationToken)
    {
        if (Caller(call.Caller) is not { } caller)
        {
            return ExchangeFaults.NoPartner;
        }

        return await _exchange.GetAsync(ExchangeRead.GetOf(call.Body), caller, cancellationToken) switch
        {
            GetAnswer.Found found => new SoapReply.Body(ExchangeWrite.Dossier(found)),
            GetAnswer.Refused refused => ExchangeFaults.Of(refused.Refusal),
            _ => throw new InvalidOperationException("The exchange answered with nothing."),
        };
    }

    private ExchangeCaller? Caller(ClaimsPrincipal caller) => _partnerOf(caller) is { Length: > 0 } partner ? new ExchangeCaller(partner) : null;
}
