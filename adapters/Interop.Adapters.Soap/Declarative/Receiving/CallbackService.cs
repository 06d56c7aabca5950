using System.Collections.Frozen;
using System.Security.Claims;
using System.Xml.Linq;
using System.Xml.Schema;
using Interop.Adapters.Inbound;
using Interop.Adapters.Soap.Endpoint;
using Microsoft.Extensions.Logging;

namespace Interop.Adapters.Soap.Declarative.Receiving;

/// <summary>What one partner calls, by its own contract: <c>/soap/from/{destination}</c>. Nobody else may.</summary>
internal sealed class CallbackService : ISoapService
{
    private readonly BoundProfile _bound;
    private readonly CallbackContract _contract;
    private readonly string _destination;
    private readonly IPartnerDoor _door;

    private CallbackService(BoundProfile bound, CallbackContract contract, string destination, IPartnerDoor door, ProfileCaller caller, ILogger log)
    {
        (_bound, _contract, _destination, _door) = (bound, contract, destination, door);
        Operations = [.. contract.Operations.Select(operation => new SoapOperation(
            operation.Name,
            operation.Request,
            (call, stop) => IsPartner(call.Caller) ? new CallbackCall(bound, operation, destination, door, caller, log).HandleAsync(call, stop) : Task.FromResult(NotIts)))];
        FileElements = contract.Operations.SelectMany(o => o.Making.Files).ToFrozenSet();
    }

    /// <inheritdoc/>
    public string Name => $"from/{_destination.ToLowerInvariant()}";

    /// <inheritdoc/>
    public XNamespace TargetNamespace => _contract.Namespace;

    /// <inheritdoc/>
    public string PortType => _contract.PortType;

    /// <inheritdoc/>
    public IReadOnlyList<SoapOperation> Operations { get; }

    /// <inheritdoc/>
    public IReadOnlySet<XName> FileElements { get; }

    /// <inheritdoc/>
    public bool PlacesUnqualified => false;

    private SoapReply NotIts => CallbackFaults.Make.Of(new Refusal(RefusalKind.Forbidden, $"These credentials are not those of {_destination}; this address is that partner's alone.", []));

    /// <inheritdoc/>
    public async Task<FileKeeping> KeepAsync(ClaimsPrincipal caller, Stream content, CancellationToken cancellationToken) =>
        !IsPartner(caller) ? new FileKeeping.Refused(NotIts)
        : await _door.KeepAsync(_destination, content, cancellationToken) switch
        {
            FileStoring.Kept kept => new FileKeeping.Kept(kept.Digest, kept.Bytes),
            FileStoring.Refused refused => new FileKeeping.Refused(CallbackFaults.Make.Of(refused.Why)),
            _ => throw new InvalidOperationException("The family of storings is closed."),
        };

    /// <inheritdoc/>
    public string Wsdl(Uri publicAddress) => CallbackWsdl.At(_contract.Wsdl, publicAddress);

    /// <inheritdoc/>
    public XmlSchemaSet CompileSchemas() => CallbackWsdl.Read(_contract.Wsdl).Contract!.Schemas;

    /// <inheritdoc/>
    public XElement FaultDetail(string code, string message, IReadOnlyList<BodyError> errors) => CallbackFaults.Fields.Fault(code, message, errors);

    private bool IsPartner(ClaimsPrincipal caller) => string.Equals(caller.Identity?.Name, _destination, StringComparison.OrdinalIgnoreCase);

    /// <summary>The service of the profile in effect, made when that changes.</summary>
    internal sealed class Kept(ILogger log)
    {
        private volatile CallbackService? _last;

        public CallbackService? Of(BoundProfile bound, string destination, IPartnerDoor door, ProfileCaller caller)
        {
            if (bound.Profile.Callbacks is not { } contract)
            {
                return null;
            }

            var last = _last;
            if (last is null || !ReferenceEquals(last._bound, bound) || !ReferenceEquals(last._door, door))
            {
                _last = last = new CallbackService(bound, contract, destination, door, caller, log);
            }

            return last;
        }
    }
}
