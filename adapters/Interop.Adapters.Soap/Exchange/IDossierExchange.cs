namespace Interop.Adapters.Soap.Exchange;

/// <summary>
/// The hub behind the SOAP service <c>dossier-exchange</c>; the host implements it over its intake. Methods never throw
/// for what a partner can do.
/// </summary>
public interface IDossierExchange : IDossierInbox, IFileKeeper
{
    /// <summary>A one-stop or ministry submits a dossier, or sends any packet whose codes name its dossier. Its files were kept before.</summary>
    Task<ExchangeAnswer> SubmitAsync(SubmitCall call, ExchangeCaller caller, CancellationToken cancellationToken);

    /// <summary>A ministry reports a processing step.</summary>
    Task<ExchangeAnswer> ProgressAsync(ProgressCall call, ExchangeCaller caller, CancellationToken cancellationToken);

    /// <summary>A ministry sends the decision, with its papers.</summary>
    Task<ExchangeAnswer> ResultAsync(ResultCall call, ExchangeCaller caller, CancellationToken cancellationToken);

    /// <summary>A ministry asks for more papers.</summary>
    Task<ExchangeAnswer> SupplementAsync(SupplementCall call, ExchangeCaller caller, CancellationToken cancellationToken);

    /// <summary>A ministry asks where a dossier stands.</summary>
    Task<GetAnswer> GetAsync(GetCall call, ExchangeCaller caller, CancellationToken cancellationToken);
}
