using Interop.Hub.Core.Queries;
using System.Text;
using Interop.Adapters.Inbound;
using Interop.Adapters.Soap.Exchange;
using Interop.Contracts.Codecs;
using Interop.Contracts.Documents;
using Interop.Hub.Core.Configuration;
using Interop.Hub.Core.Intake;
using Interop.Hub.Host.Api;

namespace Interop.Hub.Host.Soap;

/// <summary>The partners' SOAP calls about dossiers, turned into canonical packets and handed to the same intake as everybody's.</summary>
internal sealed class DossierExchange(MessageIntake intake, Questions questions, DossierAccess access, HubSettings settings, DossierInbox inbox) : IDossierExchange
{
    public Task<ExchangeReply<ListedInbox>> ListAsync(ListWaitingCall call, ExchangeCaller caller, CancellationToken cancellationToken) => inbox.ListAsync(call, caller, cancellationToken);

    public Task<ExchangeReply<FetchedInbox>> FetchAsync(FetchCall call, ExchangeCaller caller, CancellationToken cancellationToken) => inbox.FetchAsync(call, caller, cancellationToken);

    public Task<ExchangeReply<TakenWord>> AcknowledgeAsync(AcknowledgeCall call, ExchangeCaller caller, CancellationToken cancellationToken) => inbox.AcknowledgeAsync(call, caller, cancellationToken);

    public Task<ExchangeReply<TakenWord>> RejectAsync(RejectCall call, ExchangeCaller caller, CancellationToken cancellationToken) => inbox.RejectAsync(call, caller, cancellationToken);

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
            : await intake.TakeAsync(call.Packet.StartsWith('<') ? reading.Json : text, null, "SOAP Submit", null, caller, [.. call.Files.Select(f => f.Sha256)]);
    }

    public Task<ExchangeAnswer> ProgressAsync(ProgressCall call, ExchangeCaller caller, CancellationToken cancellationToken) =>
        intake.TakeAsync(ExchangeMapping.Progress(call), "SOAP Progress", call.DossierNumber, caller, []);

    public Task<KeepAnswer> KeepAsync(ExchangeCaller caller, Sha256Digest? stated, Stream content, CancellationToken cancellationToken) =>
        intake.KeepAsync(caller, stated, content, cancellationToken);

    public Task<ExchangeAnswer> ResultAsync(ResultCall call, ExchangeCaller caller, CancellationToken cancellationToken) =>
        intake.TakeAsync(ExchangeMapping.Result(call), "SOAP Result", call.DossierNumber, caller, [.. call.Papers.Select(p => p.File?.Sha256).OfType<Sha256Digest>()]);

    public Task<ExchangeAnswer> SupplementAsync(SupplementCall call, ExchangeCaller caller, CancellationToken cancellationToken) =>
        intake.TakeAsync(ExchangeMapping.Supplement(call), "SOAP Supplement", call.DossierNumber, caller, []);

    public async Task<GetAnswer> GetAsync(GetCall call, ExchangeCaller caller, CancellationToken cancellationToken)
    {
        var answer = await questions.AnswerAsync(async () =>
            await access.FindAsync(caller.Partner, call.DossierNumber, null, null, cancellationToken) is { Status: { } status } view
                ? new ExchangeReply<GetAnswer.Found>(new GetAnswer.Found(view.Number, status, view.StatusSince ?? view.CreatedAt, []))
                : new ExchangeReply<GetAnswer.Found>(null, new ExchangeRefusal(new Refusal(RefusalKind.NotFound, "No such dossier. Check its number.", []))));
        return answer.Given is { } found ? found : new GetAnswer.Refused(answer.Refused!.Refusal);
    }
}
