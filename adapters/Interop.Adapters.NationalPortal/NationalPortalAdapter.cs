using System.Collections.Frozen;
using Interop.Adapters.Configuration;
using Interop.Adapters.Delivery;
using Interop.Adapters.Http;
using Interop.Adapters.NationalPortal.Wire;
using Interop.Contracts.Documents;
using Interop.Contracts.Faults;
using Interop.Contracts.Packets;

namespace Interop.Adapters.NationalPortal;

/// <summary>
/// Sends dossiers and their steps to the national portal.
/// <code>
///   1 fits?  2 (a further attempt) what is there already?  3 DongBoHoSoMC, create or update
///   4 CapNhatTienDoHoSoMC, ten steps a call, in order
/// </code>
/// The item goes before the steps because sending it again replaces it, while a step sent again is a second step.
/// </summary>
internal sealed class NationalPortalAdapter(INationalPortal portal, SessionedCalls calls, PortalLookUp lookUp, NationalPortalOptions options)
    : IDeliveryAdapter, IDeliveryProbe, IReachabilityCheck
{
    private const int StepsPerCall = 10;

    private static readonly FrozenSet<PacketKind> WholeItem =
        FrozenSet.Create(PacketKind.Result, PacketKind.SupplementRequest, PacketKind.SupplementReply, PacketKind.Withdrawal);

    public AdapterManifest Manifest { get; } = new()
    {
        Kinds = WholeItem.Concat([PacketKind.Submission, PacketKind.Correction, PacketKind.Progress]).ToFrozenSet(),
        FilePassing = FilePassing.SignedLink,
        Idempotent = options.Idempotent,
        SettleTime = options.SettleTime,
        NeedsDossier = WholeItem,
    };

    public async Task<DeliveryOutcome> DeliverAsync(DeliveryRequest request, CancellationToken cancellationToken)
    {
        // 1
        if (PortalDispatch.Obstacle(request, request.DossierNumber) is { } obstacle)
        {
            return new DeliveryOutcome.Rejected(obstacle);
        }

        var dispatch = await DispatchAsync(request, request.DossierNumber!, cancellationToken);
        if (dispatch is null)
        {
            return HttpOutcomes.DocumentUnavailable();
        }

        // 2
        if (request.Attempt > 1 && !options.Idempotent)
        {
            dispatch = await WithoutWhatIsThereAsync(request.DossierNumber!, dispatch, cancellationToken);
            if (dispatch is { Item: null, Steps.Count: 0 })
            {
                return Accepted(alreadyThere: true);
            }
        }

        // 3
        var item = dispatch.Item is null ? Accepted(alreadyThere: false) : await SendItemAsync(request, dispatch.Item, dispatch.Update, cancellationToken);

        // 4
        return item is DeliveryOutcome.Accepted && dispatch.Steps.Count > 0
            ? await SendStepsAsync(request, dispatch.Steps, afterItem: dispatch.Item is not null, cancellationToken)
            : item;
    }

    public async Task<ProbeOutcome> ProbeAsync(DeliveryRequest request, CancellationToken cancellationToken)
    {
        if (PortalDispatch.Obstacle(request, request.DossierNumber) is { } obstacle)
        {
            return new ProbeOutcome.CannotTell(obstacle);
        }

        var looked = await lookUp.RowAsync(request.DossierNumber!, cancellationToken);
        if (looked.Fault is { } fault)
        {
            return new ProbeOutcome.CannotTell(fault);
        }

        if (await DispatchAsync(request, request.DossierNumber!, cancellationToken) is not { } dispatch)
        {
            return new ProbeOutcome.CannotTell(HttpOutcomes.DocumentUnavailable().FaultOf()!);
        }

        var item = dispatch.Item is null ? Presence.Yes : PortalComparison.OfItem(looked.Row, dispatch.Item, dispatch.Update);
        var steps = PortalComparison.OfSteps(looked.Row, dispatch.Steps);
        return (item, steps) switch
        {
            (Presence.Yes, Presence.Yes) => new ProbeOutcome.Arrived(new PartnerReceipt { AlreadyThere = true }),

            // Half there counts as absent: the next attempt sends only what is missing.
            (Presence.No, _) or (_, Presence.No) => new ProbeOutcome.Absent(),
            _ => new ProbeOutcome.CannotTell(FaultCodes.NotTold(
                "Cổng DVCQG có hồ sơ nhưng không cho biết lần cập nhật này đã được ghi nhận hay chưa. Tra cứu trên Cổng rồi quyết định.")),
        };
    }

    public async Task<Fault?> CheckAsync(CancellationToken cancellationToken)
    {
        // A number that cannot exist: proves address, account and unit without touching anybody's dossier.
        var looked = await lookUp.RowAsync("000.00.00.H00-000000-0000", cancellationToken);
        return looked.Fault is { Scope: FaultScope.Destination } or { Code: "partner.no-answer" } ? looked.Fault : null;
    }

    private async Task<PortalDispatch?> DispatchAsync(DeliveryRequest request, string number, CancellationToken cancellationToken)
    {
        var links = new Dictionary<Sha256Digest, Uri>();
        try
        {
            foreach (var file in PortalDispatch.Files(request, number))
            {
                links[file] = await request.Documents.LinkAsync(file, cancellationToken);
            }
        }
        catch (DocumentUnavailableException)
        {
            return null;
        }

        return PortalDispatch.Of(request, number, options.FilingPlace, links);
    }

    private async Task<PortalDispatch> WithoutWhatIsThereAsync(string number, PortalDispatch dispatch, CancellationToken cancellationToken)
    {
        var looked = await lookUp.RowAsync(number, cancellationToken);
        return looked.Fault is not null
            ? dispatch
            : dispatch with
            {
                Item = dispatch.Item is { } item && PortalComparison.OfItem(looked.Row, item, dispatch.Update) == Presence.Yes ? null : dispatch.Item,
                Update = dispatch.Update || looked.Row is not null,
                Steps = PortalComparison.Missing(looked.Row, dispatch.Steps) ?? dispatch.Steps,
            };
    }

    private async Task<DeliveryOutcome> SendItemAsync(DeliveryRequest request, DossierItem item, bool update, CancellationToken cancellationToken)
    {
        var answer = await SyncAsync(request, item, update, cancellationToken);
        if (answer is PortalAnswer.Word { Reply: var first } && !update && NationalPortalFaults.AlreadyExists(first))
        {
            // Refused as a create, so nothing was done: the same dossier goes as an update.
            return Outcome(await SyncAsync(request, item, update: true, cancellationToken), alreadyThere: true);
        }

        var isWholeDossier = request.Packet.Kind is PacketKind.Submission or PacketKind.Correction;
        if (answer is PortalAnswer.Word { Reply: var lost } && update && isWholeDossier && NationalPortalFaults.NoSuchDossier(lost))
        {
            return Outcome(await SyncAsync(request, item, update: false, cancellationToken), alreadyThere: false);
        }

        return Outcome(answer, alreadyThere: false);
    }

    private Task<PortalAnswer> SyncAsync(DeliveryRequest request, DossierItem item, bool update, CancellationToken cancellationToken) =>
        calls.CallAsync(
            (session, token) => portal.SyncDossierAsync(
                new SyncDossierCall { Session = session, Unit = options.Unit.Value, IsUpdating = update ? "True" : "False", Data = [item] },
                request.DeliveryId,
                token),
            cancellationToken);

    private async Task<DeliveryOutcome> SendStepsAsync(DeliveryRequest request, IReadOnlyList<ProgressItem> steps, bool afterItem, CancellationToken cancellationToken)
    {
        var sent = 0;
        foreach (var chunk in steps.Chunk(StepsPerCall))
        {
            DeliveryOutcome outcome;
            try
            {
                outcome = Outcome(await SendChunkAsync(request, chunk, cancellationToken), alreadyThere: false);
            }
            catch (OperationCanceledException) when (sent > 0 || afterItem)
            {
                return new DeliveryOutcome.Unknown(NotAllSent(FaultCodes.NoAnswer(string.Empty), sent, steps.Count));
            }

            switch (outcome)
            {
                case DeliveryOutcome.Accepted:
                    sent += chunk.Length;
                    continue;

                // "Deferred" promises that nothing was done, which is no longer true: some steps are there.
                case DeliveryOutcome.Deferred deferred when sent > 0:
                    return new DeliveryOutcome.Unknown(NotAllSent(deferred.Fault, sent, steps.Count));
                default:
                    return outcome;
            }
        }

        return Accepted(alreadyThere: false);
    }

    private Task<PortalAnswer> SendChunkAsync(DeliveryRequest request, ProgressItem[] chunk, CancellationToken cancellationToken) =>
        calls.CallAsync(
            (session, token) => portal.UpdateProgressAsync(
                new UpdateProgressCall { Session = session, Unit = options.Unit.Value, Data = chunk },
                request.DeliveryId,
                token),
            cancellationToken);

    private static Fault NotAllSent(Fault cause, int sent, int all) =>
        FaultCodes.NoAnswer($"Cổng DVCQG đã nhận {sent}/{all} bước xử lý rồi không nhận tiếp; lần sau chỉ gửi phần còn thiếu.") with
        {
            PartnerCode = cause.PartnerCode,
            PartnerText = cause.PartnerText,
        };

    private static DeliveryOutcome Outcome(PortalAnswer answer, bool alreadyThere) => answer switch
    {
        PortalAnswer.Word { Reply: { IsOk: true } reply } => Accepted(alreadyThere || NationalPortalFaults.AlreadyExists(reply)),
        PortalAnswer.Word { Reply: var reply } when NationalPortalFaults.AlreadyExists(reply) => Accepted(alreadyThere: true),
        PortalAnswer.Word { Reply: var reply } => NationalPortalFaults.Refusal(reply),
        PortalAnswer.None none => none.Outcome,
        _ => throw new InvalidOperationException("The family of answers is closed."),
    };

    private static DeliveryOutcome.Accepted Accepted(bool alreadyThere) => new(new PartnerReceipt { AlreadyThere = alreadyThere });
}
