using System.Globalization;
using Interop.Contracts.Documents;
using Interop.Contracts.Dossiers;
using Interop.Contracts.Packets;

namespace Interop.Hub.Core.Intake;

/// <summary>What a packet's content says about its dossier, kind by kind. Pure.</summary>
internal sealed record PacketFacts
{
    /// <summary>The event's own id or reference; null: its time and content identify it (and a submission is no event).</summary>
    public string? EventId { get; init; }

    /// <summary>When it happened, by its sender.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>What it makes of the business status; null: nothing.</summary>
    public BusinessStatus? Status { get; init; }

    /// <summary>What it makes of the financial axis; null: nothing.</summary>
    public FinancialStatus? Financial { get; init; }

    /// <summary>What it makes of the result axis; null: nothing.</summary>
    public ResultStatus? ResultState { get; init; }

    /// <summary>The dossier, for a submission or correction.</summary>
    public Dossier? Dossier { get; init; }

    /// <summary>The sender's packet id that it corrects.</summary>
    public string? Corrects { get; init; }

    /// <summary>The files it refers to.</summary>
    public IReadOnlyList<DocumentReference> Documents { get; init; } = [];

    /// <summary>Reads a content.</summary>
    public static PacketFacts Of(PacketContent content, DateTimeOffset acceptedAt) => content switch
    {
        Submission s => OfDossier(s.Dossier),
        Correction c => OfDossier(c.Dossier) with { Corrects = c.Corrects },
        Progress p => new PacketFacts
        {
            EventId = p.Steps is [{ Id: { } id }] ? id : null,
            OccurredAt = p.Steps[^1].At,
            Status = p.Steps[^1].Status,
        },
        SupplementRequest r => new PacketFacts { EventId = r.Id, OccurredAt = r.RequestedAt, Status = BusinessStatus.SupplementRequested },
        SupplementReply r => new PacketFacts
        {
            EventId = string.Create(CultureInfo.InvariantCulture, $"{r.RequestId}@{r.SuppliedAt.UtcTicks}"),
            OccurredAt = r.SuppliedAt,
            Documents = [.. r.Components.SelectMany(c => c.Files)],
        },
        FeeNotice n => new PacketFacts
        {
            EventId = n.Reference,
            OccurredAt = n.IssuedAt,
            Status = BusinessStatus.PaymentRequested,
            Financial = FinancialStatus.Due,
            Documents = n.File is { } file ? [file] : [],
        },
        Payment p => new PacketFacts
        {
            EventId = $"{p.Reference}/{p.Status}",
            OccurredAt = p.PaidAt,
            Financial = p.Status,
            Documents = p.File is { } file ? [file] : [],
        },
        Result r => new PacketFacts
        {
            EventId = r.Id,
            OccurredAt = r.Step.At,
            Status = r.Step.Status,
            ResultState = r.Step.Status switch
            {
                BusinessStatus.Returned => ResultStatus.Handed,
                BusinessStatus.Finished => ResultStatus.Ready,
                _ => null,
            },
            Documents = [.. r.Papers.Select(p => p.File).OfType<DocumentReference>()],
        },
        Withdrawal w => new PacketFacts { OccurredAt = w.RequestedAt, Status = BusinessStatus.Withdrawn },
        ElectronicDocument d => new PacketFacts
        {
            EventId = string.Create(CultureInfo.InvariantCulture, $"{d.From}/{d.DocumentId}/{d.BusinessType}"),
            OccurredAt = acceptedAt,
            Documents = d.Files,
        },
        DocumentStatus s => new PacketFacts
        {
            EventId = string.Create(CultureInfo.InvariantCulture, $"{s.DocumentId}/{s.Receiver}/{s.Code}@{s.At.UtcTicks}"),
            OccurredAt = s.At,
        },
        _ => new PacketFacts { OccurredAt = acceptedAt },
    };

    private static PacketFacts OfDossier(Dossier dossier) => new()
    {
        OccurredAt = dossier.Status.Since ?? dossier.Times.Received,
        Status = dossier.Status.Code,
        Dossier = dossier,
        Documents = [.. dossier.Components.SelectMany(c => c.Files), .. dossier.OtherPapers.SelectMany(p => p.Files)],
    };
}
