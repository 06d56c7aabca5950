using Interop.Adapters.Inbound;
using Interop.Adapters.Soap.Exchange;

namespace Interop.Hub.Host.Soap;

/// <summary>What adapters receive goes to the same intake and the same store as everybody's, and waits while the hub takes nothing.</summary>
internal sealed class PartnerDoor(MessageIntake messages, IPacketIntake intake) : IPartnerDoor
{
    /// <inheritdoc/>
    public async Task<FileStoring> KeepAsync(string partner, Stream content, CancellationToken cancellationToken) =>
        await messages.KeepAsync(new ExchangeCaller(partner), null, content, cancellationToken) switch
        {
            KeepAnswer.Kept kept => new FileStoring.Kept(kept.Sha256, kept.Size),
            KeepAnswer.Refused refused => new FileStoring.Refused(refused.Refusal),
            _ => throw new InvalidOperationException("A file of which no digest was stated has another one."),
        };

    /// <inheritdoc/>
    public async Task<IntakeOutcome> AcceptAsync(InboundPacket inbound, CancellationToken cancellationToken) =>
        messages.NotNow is { } notNow ? new IntakeOutcome.Refused(notNow) : await intake.AcceptAsync(inbound, cancellationToken);
}
