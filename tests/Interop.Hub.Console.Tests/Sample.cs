using Interop.Adapters.Delivery;
using Interop.Contracts.Documents;
using Interop.Contracts.Dossiers;
using Interop.Contracts.Faults;
using Interop.Contracts.Identifiers;
using Interop.Contracts.Packets;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;

namespace Interop.Hub.Console.Tests;

/// <summary>A birth registration on its way, as the ledger would show it.</summary>
internal static class Sample
{
    public const string TraceId = "0af7651916cd43dd8448eb211c80319c";
    public const string PersonalText = "Công dân Trần Thị Mẫu, CCCD 001099000001 không tồn tại";
    public const string FileName = "giay-chung-sinh-Tran-Thi-Mau.pdf";

    public static readonly DateTimeOffset Start = new(2025, 7, 14, 1, 30, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset Now = Start.AddMinutes(42);

    public static DossierView Dossier(long key, string number, params PacketView[] packets) => new()
    {
        Key = key,
        Number = number,
        Owner = "MCDT",
        Identifiers =
        [
            new(IdentifierScheme.Local, OrganisationCode.Parse("H40.18"), number),
            new(IdentifierScheme.National, OrganisationCode.Parse("G22"), "G22.99-250714-00" + key.ToString("00", null)),
            new(IdentifierScheme.Receipt, OrganisationCode.Parse("H40.18"), "BN-" + key.ToString("000", null)),
        ],
        Facts = new DossierFacts("1.001193", "H40.18", "H40.18", Start.AddMinutes(-5), Start.AddDays(1)),
        Parties = ["MCDT", "HOTICH", "DVCQG"],
        Status = BusinessStatus.Processing,
        StatusSince = Start.AddMinutes(9),
        CreatedAt = Start,
        UpdatedAt = Start.AddMinutes(key),
        Packets = packets,
    };

    public static DossierView Journey() => Dossier(1, "000.00.18.H40-250714-0001",
        Packet("1", PacketKind.Submission, 0,
            [
                Delivery("11", "CSDLDC", DeliveryState.Delivered, 0, [Attempt(1, 0.2, 1.1, "accepted")]) with
                {
                    Role = DeliveryRole.Check, Gate = "identity",
                    Findings = [new Finding("identity", "/content/dossier/eForm/data/mother", Verdict.Confirmed, Start.AddSeconds(2))],
                },
                Delivery("12", "HOTICH", DeliveryState.Delivered, 0,
                [
                    Attempt(1, 2, 5, "deferred", FaultCodes.Unreachable("Connection refused.")),
                    Attempt(2, 40, 5, "deferred", FaultCodes.Unreachable("Connection refused.")),
                    Attempt(3, 260, 2.4, "accepted"),
                ]) with { PartnerReference = "GD-2025-000117" },
                Delivery("13", "DVCQG", DeliveryState.Delivered, 0, [Attempt(1, 1.5, 0.4, "accepted")]),
            ]) with
            {
                Documents = [File(FileName), File("to-khai.docx")],
                Warnings = [new Warning("/content/dossier/owner/numbers/0", "an old identity card number has 9 digits")],
            },
        Packet("2", PacketKind.Progress, 540,
            [
                Delivery("21", "MCDT", DeliveryState.Delivered, 540, [Attempt(1, 540.3, 0.1, "accepted")]),
                Delivery("22", "DVCQG", DeliveryState.Rejected, 540,
                [
                    Attempt(1, 541, 0.6, "rejected", FaultCodes.RejectedData("The portal refuses field MaTTHC.") with { PartnerCode = "1", PartnerText = PersonalText, Pointer = "/content/steps/0" }),
                ]),
            ]) with { Sender = "HOTICH", Status = BusinessStatus.Processing, StatusVerdict = "applied" },
        Packet("3", PacketKind.Result, 1500,
            [
                Delivery("31", "MCDT", DeliveryState.Unknown, 1500, [Attempt(1, 1501, 30, "unknown", FaultCodes.NoAnswer("The connection was lost after the request was sent."))]) with
                    { DueAt = Now.AddMinutes(3) },
                Delivery("32", "DVCQG", DeliveryState.WaitingLane, 1500, []),
            ]) with { Sender = "HOTICH", Status = BusinessStatus.Finished, StatusVerdict = "jump", Documents = [File("giay-khai-sinh.pdf")] });

    public static PacketView Packet(string id, PacketKind kind, double second, IReadOnlyList<DeliveryView> deliveries) => new()
    {
        Id = id.PadLeft(32, '0'),
        PacketId = "mcdt-2025-" + id,
        Kind = kind,
        Sender = "MCDT",
        DossierNumber = "000.00.18.H40-250714-0001",
        OccurredAt = Start.AddSeconds(second - 3),
        AcceptedAt = Start.AddSeconds(second),
        Documents = [],
        Deliveries = deliveries,
        TraceParent = $"00-{TraceId}-b7ad6b7169203331-01",
    };

    public static DeliveryView Delivery(string id, string destination, DeliveryState state, double accepted, IReadOnlyList<AttemptView> history) => new()
    {
        Id = id.PadLeft(32, 'd'),
        Destination = destination,
        Role = DeliveryRole.Send,
        State = state,
        Attempts = history.Count,
        ChangedAt = history.Count == 0 ? Start.AddSeconds(accepted) : history[^1].StartedAt + history[^1].Duration,
        DeliveredAt = state == DeliveryState.Delivered && history.Count > 0 ? history[^1].StartedAt + history[^1].Duration : null,
        History = history,
    };

    public static AttemptView Attempt(int number, double second, double seconds, string outcome, Fault? fault = null) =>
        new(number, ClaimPurpose.Send, Start.AddSeconds(second), TimeSpan.FromSeconds(seconds), outcome, fault, TraceId, "node-a", Taken: true);

    public static DocumentReference File(string name) => new()
    {
        Name = name,
        MediaType = "application/pdf",
        Size = 184_320,
        Sha256 = Sha256Digest.Of(System.Text.Encoding.UTF8.GetBytes(name)),
    };

    public static void FillDestinations(FakeLedger ledger)
    {
        ledger.Controls.AddRange(
        [
            new() { Destination = "DVCQG" },
            new() { Destination = "MCDT" },
            new()
            {
                Destination = "HOTICH", Door = Door.PausedByFault, Since = Start.AddMinutes(10), FaultCode = "partner.credentials",
                Reason = "The ministry refuses the user name or password.",
            },
            new() { Destination = "CSDLDC", Door = Door.Broken, Since = Start.AddMinutes(38), FaultCode = "partner.unreachable", ProbeAt = Now.AddSeconds(20) },
        ]);
        ledger.Backlog.AddRange(
        [
            new("HOTICH", new Dictionary<DeliveryState, long> { [DeliveryState.Scheduled] = 12_345, [DeliveryState.WaitingLane] = 310 }, Start.AddMinutes(10)),
            new("DVCQG", new Dictionary<DeliveryState, long> { [DeliveryState.Rejected] = 1, [DeliveryState.InFlight] = 4 }, null),
        ]);
    }
}
