using System.Text;
using Interop.Adapters.Inbound;
using Interop.Adapters.Soap.Exchange;
using Interop.Contracts.Codecs;
using Interop.Contracts.Documents;
using Interop.Contracts.Packets;
using Interop.Hub.Core.Configuration;
using Interop.Hub.Core.Documents;
using Interop.Hub.Core.Intake;
using Interop.Hub.Core.Recovery;
using Interop.Hub.Host.Api;
using Interop.Hub.Host.Http;

namespace Interop.Hub.Host.Soap;

/// <summary>
/// The partners' SOAP calls, turned into canonical packets and handed to the same intake as everybody's. Files that
/// came with the message go to the document store first: a packet never names bytes that are not on disk.
/// </summary>
internal sealed class DossierExchange(
    IPacketIntake intake, IDocumentStore documents, DossierAccess access, HubSettings settings, DiskGuard disk, IHubRecovery recovery, DossierInbox inbox)
    : IDossierExchange
{
    private static readonly Refusal Busy = new(
        RefusalKind.Overloaded, "The hub takes nothing more now and keeps what it has. Send again later.", [], DiskGuard.RetryAfter);

    private Refusal? NotNow => recovery.IsHeld ? HeldHub.Refusal : disk.IsLow ? Busy : null;

    public Task<InboxAnswer<ListedInbox>> ListAsync(ListWaitingCall call, ExchangeCaller caller, CancellationToken cancellationToken) => inbox.ListAsync(call, caller, cancellationToken);

    public Task<InboxAnswer<FetchedInbox>> FetchAsync(FetchCall call, ExchangeCaller caller, CancellationToken cancellationToken) => inbox.FetchAsync(call, caller, cancellationToken);

    public Task<InboxAnswer<TakenWord>> AcknowledgeAsync(AcknowledgeCall call, ExchangeCaller caller, CancellationToken cancellationToken) => inbox.AcknowledgeAsync(call, caller, cancellationToken);

    public Task<InboxAnswer<TakenWord>> RejectAsync(RejectCall call, ExchangeCaller caller, CancellationToken cancellationToken) => inbox.RejectAsync(call, caller, cancellationToken);

    public async Task<ExchangeAnswer> SubmitAsync(SubmitCall call, ExchangeCaller caller, CancellationToken cancellationToken)
    {
        var text = Encoding.UTF8.GetBytes(call.Packet);
        var limits = new ReadOptions { MaxBytes = settings.Limits.MaxPacketBytes };
        var reading = call.Packet.StartsWith('<') ? PacketXml.Read(text, limits) : PacketJson.Read(text, limits);
        if (!reading.IsValid)
        {
            return new ExchangeAnswer.Refused(ReadingRefusal.Of(reading));
        }

        List<RefusalError> errors = [];
        var expected = FileReferences.Of(reading.Root);
        for (var i = 0; i < call.Files.Count; i++)
        {
            FileFit.Check(call.Files[i].Sha256, call.Files[i].Size, i + 1, expected, errors);
        }

        return errors.Count > 0
            ? new ExchangeAnswer.Refused(new Refusal(RefusalKind.Invalid, "The files and the packet do not fit each other; each misfit is listed. The packet was not taken.", errors))
            : await TakeAsync(call.Packet.StartsWith('<') ? reading.Json : text, null, "SOAP Submit", null, caller, [.. call.Files.Select(f => f.Sha256)]);
    }

    public Task<ExchangeAnswer> ProgressAsync(ProgressCall call, ExchangeCaller caller, CancellationToken cancellationToken) =>
        TakeAsync(ExchangeMapping.Progress(call), "SOAP Progress", call, caller, []);

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

    public Task<ExchangeAnswer> ResultAsync(ResultCall call, ExchangeCaller caller, CancellationToken cancellationToken) =>
        TakeAsync(ExchangeMapping.Result(call), "SOAP Result", call, caller, [.. call.Papers.Select(p => p.File?.Sha256).OfType<Sha256Digest>()]);

    public Task<ExchangeAnswer> SupplementAsync(SupplementCall call, ExchangeCaller caller, CancellationToken cancellationToken) =>
        TakeAsync(ExchangeMapping.Supplement(call), "SOAP Supplement", call, caller, []);

    public async Task<GetAnswer> GetAsync(GetCall call, ExchangeCaller caller, CancellationToken cancellationToken)
    {
        if (recovery.IsHeld)
        {
            return new GetAnswer.Refused(HeldHub.Refusal);
        }

        var view = await access.FindAsync(caller.Partner, call.DossierNumber, null, null, cancellationToken);
        return view is { Status: { } status }
            ? new GetAnswer.Found(view.Number, status, view.StatusSince ?? view.CreatedAt, [])
            : new GetAnswer.Refused(new Refusal(RefusalKind.NotFound, "No such dossier. Check its number.", []));
    }

    private Task<ExchangeAnswer> TakeAsync(Packet packet, string operation, ExchangeCall call, ExchangeCaller caller, IReadOnlyList<Sha256Digest> stored) =>
        TakeAsync(PacketJson.Write(packet), packet.Kind, operation, call.DossierNumber.ToUpperInvariant(), caller, stored);

    private async Task<ExchangeAnswer> TakeAsync(
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
