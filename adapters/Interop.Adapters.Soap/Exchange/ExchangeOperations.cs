using System.Security.Claims;
using System.Xml.Linq;
using Interop.Adapters.Soap.Attachments;
using Interop.Adapters.Soap.Endpoint;

namespace Interop.Adapters.Soap.Exchange;

/// <summary>
/// How an operation of the hub's services goes: who calls, what is said, is it done, what is answered. A call that is wrong is
/// told with every error, and nothing is called.
/// </summary>
/// <param name="fields">Writes the contract's elements.</param>
/// <param name="partnerOf">The partner's code of an authenticated caller, or null when it is no partner; default: the identity's name.</param>
internal sealed class ExchangeOperations(FieldWriter fields, Func<ClaimsPrincipal, string?>? partnerOf)
{
    private readonly Func<ClaimsPrincipal, string?> _partnerOf = partnerOf ?? (caller => caller.Identity?.Name);

    /// <summary>The element that holds a file.</summary>
    public XName Data { get; } = fields.Name("data");

    public ExchangeFaults Faults { get; } = new(fields);

    /// <summary>An operation that is answered with what was found or done.</summary>
    public SoapOperation Question<TCall, TAnswer>(
        string name, Func<XElement, ExchangeReading<TCall>> read, Func<TCall, ExchangeCaller, CancellationToken, Task<ExchangeReply<TAnswer>>> handle, Func<TAnswer, XElement> write)
        where TAnswer : class => Operation(name, read, async (said, caller, _, cancellationToken) =>
    {
        var answer = await handle(said, caller, cancellationToken);
        return answer.Refused is { } refused ? Faults.Of(refused.Refusal, refused.Code) : new SoapReply.Body(write(answer.Given!));
    });

    /// <summary>An operation that sends a packet without files, and is answered with its receipt.</summary>
    public SoapOperation Packet<TCall>(
        string name, Func<XElement, ExchangeReading<TCall>> read, Func<TCall, ExchangeCaller, CancellationToken, Task<ExchangeAnswer>> handle) =>
        Operation(name, read, async (said, caller, _, cancellationToken) => Receipt(name, await handle(said, caller, cancellationToken)));

    /// <summary>The same with files: they are kept first, for a packet never names bytes that are not on disk.</summary>
    /// <param name="name">The operation.</param>
    /// <param name="keeper">Where its files go.</param>
    /// <param name="read">The call without its files, and those.</param>
    /// <param name="handle">Sends it, with the files that were kept, in the order read.</param>
    public SoapOperation PacketWithFiles<TCall>(
        string name,
        IFileKeeper keeper,
        Func<XElement, ExchangeReading<(TCall Call, IReadOnlyList<IncomingFile?> Files)>> read,
        Func<TCall, IReadOnlyList<IssuedFile?>, ExchangeCaller, CancellationToken, Task<ExchangeAnswer>> handle) =>
        Operation(name, read, async (said, caller, call, cancellationToken) =>
        {
            var (kept, refusal) = await new MessageFiles(keeper, caller, Faults).KeepAsync(said.Files, call, cancellationToken);
            return refusal ?? Receipt(name, await handle(said.Call, kept, caller, cancellationToken));
        });

    /// <summary>Keeps a file of a large message as it comes in.</summary>
    public async Task<FileKeeping> KeepAsync(IFileKeeper keeper, ClaimsPrincipal caller, Stream content, CancellationToken cancellationToken) =>
        CallerOf(caller) is not { } partner
            ? new FileKeeping.Refused(Faults.NoPartner)
            : await keeper.KeepAsync(partner, null, content, cancellationToken) switch
            {
                KeepAnswer.Kept kept => new FileKeeping.Kept(kept.Sha256, kept.Size),
                KeepAnswer.Refused refused => new FileKeeping.Refused(Faults.Of(refused.Refusal)),
                _ => throw new InvalidOperationException("A file of which no digest was stated has another one."),
            };

    private SoapOperation Operation<TCall>(
        string name, Func<XElement, ExchangeReading<TCall>> read, Func<TCall, ExchangeCaller, SoapCall, CancellationToken, Task<SoapReply>> handle) =>
        new(name, fields.Name(name + "Request"), async (call, cancellationToken) =>
        {
            if (CallerOf(call.Caller) is not { } caller)
            {
                return Faults.NoPartner;
            }

            var reading = read(call.Body);
            IReadOnlyList<BodyError> errors = [.. reading.Errors, .. call.Body.DescendantsAndSelf().Where(e => AttachedPart.Of(e) is not null && e.Name != Data).Select(Misplaced)];
            return errors.Count > 0 ? Faults.Invalid(errors) : await handle(reading.Call!, caller, call, cancellationToken);
        });

    private SoapReply Receipt(string name, ExchangeAnswer answer) => answer switch
    {
        ExchangeAnswer.Accepted accepted => new SoapReply.Body(fields.Receipt(name + "Response", accepted.Receipt)),
        ExchangeAnswer.Refused refused => Faults.Of(refused.Refusal),
        _ => throw new InvalidOperationException("The exchange answered with nothing."),
    };

    private static BodyError Misplaced(XElement at) =>
        new(BodyPath.Of(at), BodyPath.LineOf(at), "A file stands where none belongs; send it in the element data of a file.");

    private ExchangeCaller? CallerOf(ClaimsPrincipal caller) => _partnerOf(caller) is { Length: > 0 } partner ? new ExchangeCaller(partner) : null;
}
