using Interop.Contracts.Documents;

namespace Interop.Adapters.Soap.Exchange;

/// <summary>
/// The hub behind the SOAP service <c>dossier-exchange</c>; the host implements it over its intake. Methods never throw
/// for what a partner can do.
/// </summary>
public interface IDossierExchange : IDossierInbox
{
    /// <summary>A one-stop or ministry submits a dossier, or sends any packet whose codes name its dossier. Its files were kept before.</summary>
    Task<ExchangeAnswer> SubmitAsync(SubmitCall call, ExchangeCaller caller, CancellationToken cancellationToken);

    /// <summary>A ministry reports a processing step.</summary>
    Task<ExchangeAnswer> ProgressAsync(ProgressCall call, ExchangeCaller caller, CancellationToken cancellationToken);

    /// <summary>Keeps a file of a message, before the packet that names it is handed over; that of a message that is not taken in the end is nobody's.</summary>
    /// <param name="caller">Whose file it is.</param>
    /// <param name="stated">The digest that the message gives; null: none.</param>
    /// <param name="content">The bytes, as they come in. When they break off they throw, and nothing is to be kept.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<KeepAnswer> KeepAsync(ExchangeCaller caller, Sha256Digest? stated, Stream content, CancellationToken cancellationToken);

    /// <summary>A ministry sends the decision, with its papers.</summary>
    Task<ExchangeAnswer> ResultAsync(ResultCall call, ExchangeCaller caller, CancellationToken cancellationToken);

    /// <summary>A ministry asks for more papers.</summary>
    Task<ExchangeAnswer> SupplementAsync(SupplementCall call, ExchangeCaller caller, CancellationToken cancellationToken);

    /// <summary>A ministry asks where a dossier stands.</summary>
    Task<GetAnswer> GetAsync(GetCall call, ExchangeCaller caller, CancellationToken cancellationToken);
}

/// <summary>The partner that calls.</summary>
/// <param name="Partner">Its code, as its credentials name it.</param>
public sealed record ExchangeCaller(string Partner);
