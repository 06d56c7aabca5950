using System.Security.Claims;
using System.Xml.Linq;
using System.Xml.Schema;
using Interop.Adapters.Soap.Endpoint;

namespace Interop.Adapters.Soap.Exchange.LookUp;

/// <summary>The service <c>look-up</c>: identities at the population database, code lists, organisations.</summary>
public sealed class LookUpService : ISoapService
{
    private static readonly ExchangeContract Contract = new("look-up-1.wsdl");

    /// <summary>The service over a hub.</summary>
    /// <param name="lookUps">The hub.</param>
    /// <param name="partnerOf">The partner's code of an authenticated caller, or null when it is no partner; default: the identity's name.</param>
    public LookUpService(ILookUps lookUps, Func<ClaimsPrincipal, string?>? partnerOf = null)
    {
        ExchangeOperations operations = new(LookUpNames.Fields, partnerOf);
        Operations =
        [
            operations.Question("VerifyIdentity", LookUpRead.VerifyOf, lookUps.VerifyAsync, LookUpWrite.Verified),
            operations.Question("ListCodes", LookUpRead.CodesOf, lookUps.CodesAsync, LookUpWrite.Codes),
            operations.Question("ListOrganisations", LookUpRead.OrganisationsOf, lookUps.OrganisationsAsync, LookUpWrite.Organisations),
        ];
    }

    /// <inheritdoc/>
    public string Name => "look-up";

    /// <inheritdoc/>
    public XNamespace TargetNamespace => LookUpNames.Namespace;

    /// <inheritdoc/>
    public string PortType => "LookUp";

    /// <inheritdoc/>
    public IReadOnlyList<SoapOperation> Operations { get; }

    /// <inheritdoc/>
    public string Wsdl(Uri publicAddress) => Contract.Wsdl(publicAddress);

    /// <inheritdoc/>
    public XmlSchemaSet CompileSchemas() => Contract.CompileSchemas();

    /// <inheritdoc/>
    public XElement FaultDetail(string code, string message, IReadOnlyList<BodyError> errors) => LookUpNames.Fields.Fault(code, message, errors);
}
