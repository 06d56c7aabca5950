namespace Interop.Adapters.Soap.Exchange.LookUp;

/// <summary>The hub behind the SOAP service <c>look-up</c>; the host implements it. Methods never throw for what a partner can do.</summary>
public interface ILookUps
{
    /// <summary>An officer looks up an identity at the population database.</summary>
    Task<ExchangeReply<VerifiedIdentity>> VerifyAsync(VerifyIdentityCall call, ExchangeCaller caller, CancellationToken cancellationToken);

    /// <summary>A partner asks for a code list.</summary>
    Task<ExchangeReply<ListedCodes>> CodesAsync(ListCodesCall call, ExchangeCaller caller, CancellationToken cancellationToken);

    /// <summary>A partner asks which organisations there are.</summary>
    Task<ExchangeReply<ListedOrganisations>> OrganisationsAsync(ListOrganisationsCall call, ExchangeCaller caller, CancellationToken cancellationToken);
}
