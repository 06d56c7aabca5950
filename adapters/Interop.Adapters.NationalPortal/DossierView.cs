using Interop.Adapters.Delivery;
using Interop.Adapters.NationalPortal.Wire;
using Interop.Contracts.Dossiers;
using Interop.Contracts.Identifiers;
using Interop.Contracts.Packets;

namespace Interop.Adapters.NationalPortal;

/// <summary>
/// The dossier as it stands once the packet is applied: what an update must show, since the portal replaces the whole
/// item. Pure.
/// </summary>
internal sealed record DossierView
{
    public required string Number { get; init; }
    public string? ReceiptNumber { get; init; }
    public required Dossier Dossier { get; init; }
    public required BusinessStatus Status { get; init; }
    public DateTimeOffset? Due { get; init; }
    public DateTimeOffset? Finished { get; init; }
    public DateTimeOffset? Returned { get; init; }
    public DateTimeOffset? Refused { get; init; }
    public IReadOnlyList<Component> AddedComponents { get; init; } = [];
    public IReadOnlyList<ResultPaper> ResultPapers { get; init; } = [];
    public SupplementItem? Supplement { get; init; }

    /// <summary>Null for a packet that does not send the dossier's item, or when the hub does not have the dossier.</summary>
    public static DossierView? Of(DeliveryRequest request, string number) => request.Packet.Content switch
    {
        Submission submission => Plain(request, number, submission.Dossier, submission.Dossier.Status.Code),
        Correction correction => Plain(request, number, correction.Dossier, correction.Dossier.Status.Code),
        _ when request.Dossier is null => null,
        Result result => WithResult(request, number, request.Dossier, result),
        SupplementRequest asked => Plain(request, number, request.Dossier, BusinessStatus.SupplementRequested) with
        {
            Due = asked.DueAfter ?? request.Dossier.Times.Due,
            Supplement = NationalPortalMapping.Supplement(asked),
        },
        SupplementReply reply => Plain(request, number, request.Dossier, request.BusinessStatus ?? request.Dossier.Status.Code) with
        {
            Due = reply.DueAfter ?? request.Dossier.Times.Due,
            AddedComponents = reply.Components,
            Supplement = NationalPortalMapping.Supplement(reply),
        },

        // Status 7 is the citizen's own wish to take it back, which is what the packet says.
        Withdrawal => Plain(request, number, request.Dossier, BusinessStatus.Withdrawn),
        _ => null,
    };

    private static DossierView Plain(DeliveryRequest request, string number, Dossier dossier, BusinessStatus status) => new()
    {
        Number = number,
        ReceiptNumber = request.Identifiers.FirstOrDefault(i => i.Scheme == IdentifierScheme.Receipt)?.Value,
        Dossier = dossier,
        Status = status,
        Due = dossier.Times.Due,
        Finished = dossier.Times.Finished,
        Returned = dossier.Times.Returned,
        Refused = dossier.Times.Refused,
    };

    private static DossierView WithResult(DeliveryRequest request, string number, Dossier dossier, Result result)
    {
        var plain = Plain(request, number, dossier, result.Step.Status);
        return plain with
        {
            ResultPapers = result.Papers,
            Finished = result.Step.Status is BusinessStatus.Finished or BusinessStatus.Stopped ? plain.Finished ?? result.Step.At : plain.Finished,
            Returned = result.Step.Status is BusinessStatus.Returned ? plain.Returned ?? result.Step.At : plain.Returned,
            Refused = result.Step.Status is BusinessStatus.Refused ? plain.Refused ?? result.Step.At : plain.Refused,
        };
    }
}
