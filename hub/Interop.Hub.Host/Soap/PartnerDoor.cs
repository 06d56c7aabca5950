using Interop.Adapters.Inbound;
using Interop.Hub.Core.Configuration;
using Interop.Hub.Core.Documents;
using Interop.Hub.Core.Recovery;
using Interop.Hub.Host.Http;

namespace Interop.Hub.Host.Soap;

/// <summary>What adapters receive goes to the same intake and the same store as everybody's, and waits while the hub takes nothing.</summary>
internal sealed class PartnerDoor(IPacketIntake intake, IDocumentStore documents, HubSettings settings, DiskGuard disk, IHubRecovery recovery) : IPartnerDoor
{
    private static readonly Refusal Busy = new(
        RefusalKind.Overloaded, "The hub takes nothing more now and keeps what it has. Send again later.", [], DiskGuard.RetryAfter);

    private Refusal? NotNow => recovery.IsHeld ? HeldHub.Refusal : disk.IsLow ? Busy : null;

    /// <inheritdoc/>
    public async Task<FileStoring> KeepAsync(string partner, Stream content, CancellationToken cancellationToken) =>
        NotNow is { } notNow
            ? new FileStoring.Refused(notNow)
            : await documents.PutAsync(partner, null, content, settings.Limits.MaxDocumentBytes, cancellationToken) switch
            {
                PutResult.Kept kept => new FileStoring.Kept(kept.Digest, kept.Size),
                PutResult.TooLarge => new FileStoring.Refused(new Refusal(RefusalKind.TooLarge, "A file of the message is larger than this hub takes.", [])),
                _ => new FileStoring.Refused(Busy),
            };

    /// <inheritdoc/>
    public async Task<IntakeOutcome> AcceptAsync(InboundPacket inbound, CancellationToken cancellationToken) =>
        NotNow is { } notNow ? new IntakeOutcome.Refused(notNow) : await intake.AcceptAsync(inbound, cancellationToken);
}
