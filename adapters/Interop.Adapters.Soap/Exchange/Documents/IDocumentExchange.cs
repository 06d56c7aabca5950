namespace Interop.Adapters.Soap.Exchange.Documents;

/// <summary>
/// The hub behind the SOAP service <c>document-exchange</c>; the host implements it over its intake. Methods never throw for
/// what a partner can do.
/// </summary>
public interface IDocumentExchange : IFileKeeper
{
    /// <summary>An electronic document is sent. Its files were kept before.</summary>
    Task<ExchangeAnswer> SendAsync(SendDocumentCall call, ExchangeCaller caller, CancellationToken cancellationToken);

    /// <summary>A receiver says what became of a document, or its sender takes it back.</summary>
    Task<ExchangeAnswer> UpdateStatusAsync(UpdateStatusCall call, ExchangeCaller caller, CancellationToken cancellationToken);

    /// <summary>A document with its statuses and files; for its sender and its receivers.</summary>
    Task<ExchangeReply<FoundDocument>> GetAsync(GetDocumentCall call, ExchangeCaller caller, CancellationToken cancellationToken);
}
