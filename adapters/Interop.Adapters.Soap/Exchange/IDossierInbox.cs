namespace Interop.Adapters.Soap.Exchange;

/// <summary>
/// The inbox behind the SOAP service <c>dossier-exchange</c>, of partners that the hub cannot call; the host implements it.
/// Methods never throw for what a partner can do.
/// </summary>
public interface IDossierInbox
{
    /// <summary>What waits, without taking it.</summary>
    Task<ExchangeReply<ListedInbox>> ListAsync(ListWaitingCall call, ExchangeCaller caller, CancellationToken cancellationToken);

    /// <summary>Takes what waits, of each dossier the next. When the caller goes, nothing stays taken.</summary>
    Task<ExchangeReply<FetchedInbox>> FetchAsync(FetchCall call, ExchangeCaller caller, CancellationToken cancellationToken);

    /// <summary>The caller has a delivery.</summary>
    Task<ExchangeReply<TakenWord>> AcknowledgeAsync(AcknowledgeCall call, ExchangeCaller caller, CancellationToken cancellationToken);

    /// <summary>The caller refuses a delivery's data.</summary>
    Task<ExchangeReply<TakenWord>> RejectAsync(RejectCall call, ExchangeCaller caller, CancellationToken cancellationToken);
}
