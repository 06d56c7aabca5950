using Interop.Adapters.Inbound;
using Interop.Adapters.Soap.Exchange;
using Interop.Contracts.Codecs;
using Interop.Contracts.Documents;
using Interop.Contracts.Packets;
using Interop.Hub.Core.Configuration;
using Interop.Hub.Core.Documents;
using Interop.Hub.Core.Recovery;
using Interop.Hub.Host.Http;

namespace Interop.Hub.Host.Soap;

/// <summary>
/// Hands what SOAP messages bring to the same intake as everybody's. Files that came with a message go to the document store
/// first: a packet never names bytes that are not on disk.
/// </summary>
internal sealed class MessageIntake(IPacketIntake intake, IDocumentStore documents, HubSettings settings, DiskGuard disk, IHubRecovery recovery) : IFileKeeper
{
    private static readonly Refusal Busy = new(
        RefusalKind.Overloaded, "The hub takes nothing more now and keeps what it has. Send again later.", [], DiskGuard.RetryAfter);

    /// <summary>Why nothing is taken at the moment; null: it is.</summary>
    public Refusal? NotNow => recovery.IsHeld ? HeldHub.Refusal : disk.IsLow ? Busy : null;

    public async Task<KeepAnswer> KeepAsync(ExchangeCaller caller, Sha256Digest? stated, Stream content, CancellationToken cancellationToken) =>
        NotNow is { } notNow
            ? new KeepAnswer.Refused(notNow)
            : await documents.PutAsync(caller.Partner, stated, content, settings.Limits.MaxDocumentBytes, cancellationToken) switch
            {
                PutResult.Kept kept => new KeepAnswer.Kept(kept.Digest, kept.Size),
                PutResult.TooLarge => new KeepAnswer.Refused(new Refusal(RefusalKind.TooLarge, "A file of the message is larger than this hub takes.", [])),
                PutResult.DigestMismatch => new KeepAnswer.Mismatch(),
                _ => new KeepAnswer.Refused(Busy),
            };

    /// <summary>Takes a packet that a call was made into.</summary>
    /// <param name="packet">The packet.</param>
    /// <param name="operation">Half of the request key's scope, such as <c>SOAP Progress</c>.</param>
    /// <param name="number">The dossier that the call names; null: none.</param>
    /// <param name="caller">Who sends it.</param>
    /// <param name="stored">The message's files.</param>
    public Task<ExchangeAnswer> TakeAsync(Packet packet, string operation, string? number, ExchangeCaller caller, IReadOnlyList<Sha256Digest> stored) =>
        TakeAsync(PacketJson.Write(packet), packet.Kind, operation, number?.ToUpperInvariant(), caller, stored);

    /// <summary>Takes a packet as it stands.</summary>
    public async Task<ExchangeAnswer> TakeAsync(
        ReadOnlyMemory<byte> json, PacketKind? kind, string operation, string? number, ExchangeCaller caller, IReadOnlyList<Sha256Digest> stored)
    {
        if (NotNow is { } notNow)
        {
            return new ExchangeAnswer.Refused(notNow);
        }

        var outcome = await intake.AcceptAsync(
            new InboundPacket
            {
                Partner = caller.Partner,
                Operation = operation,
                Json = json,
                ExpectedKind = kind,
                DossierNumber = number,
                StoredDocuments = stored,
            },
            CancellationToken.None);
        return outcome switch
        {
            IntakeOutcome.Accepted accepted => new ExchangeAnswer.Accepted(accepted.Receipt),
            IntakeOutcome.Refused refused => new ExchangeAnswer.Refused(refused.Refusal),
            _ => throw new InvalidOperationException(outcome.GetType().Name),
        };
    }
}
