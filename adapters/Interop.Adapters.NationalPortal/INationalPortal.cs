using Interop.Adapters.Delivery;
using Interop.Adapters.NationalPortal.Wire;

namespace Interop.Adapters.NationalPortal;

/// <summary>The portal's services that we call, each once per call.</summary>
internal interface INationalPortal
{
    Task<PortalAnswer> LogInAsync(CancellationToken cancellationToken);

    Task<PortalAnswer> SyncDossierAsync(SyncDossierCall call, string deliveryId, CancellationToken cancellationToken);

    Task<PortalAnswer> UpdateProgressAsync(UpdateProgressCall call, string deliveryId, CancellationToken cancellationToken);

    Task<PortalAnswer> LookUpDossierAsync(LookUpDossierCall call, CancellationToken cancellationToken);
}

/// <summary>How a call to the portal ended.</summary>
internal abstract record PortalAnswer
{
    private PortalAnswer()
    {
    }

    /// <summary>The service's own word.</summary>
    public sealed record Word(PortalReply Reply) : PortalAnswer;

    /// <summary>There is no word of the service; the outcome says what that means.</summary>
    public sealed record None(DeliveryOutcome Outcome) : PortalAnswer;
}
