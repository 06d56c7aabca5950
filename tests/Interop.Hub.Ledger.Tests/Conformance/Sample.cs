using System.Security.Cryptography;
using System.Text;
using Interop.Contracts.Dossiers;
using Interop.Contracts.Identifiers;
using Interop.Contracts.Packets;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;

namespace Interop.Hub.Ledger.Tests.Conformance;

/// <summary>Packets as intake would hand them over.</summary>
internal sealed class Sample(ManualClock clock)
{
    public const string OneStop = "MOTCUA";
    public const string Ministry = "HOTICH";
    public const string Portal = "DVCQG";
    public const string Population = "DANCU";

    private static readonly OrganisationCode Province = OrganisationCode.Parse("H40.18");
    private static readonly OrganisationCode Government = OrganisationCode.Parse("G09.20");
    private int _count;

    public static IdentifierClaim Local(string number, bool attach = true) =>
        new(new DossierIdentifier(IdentifierScheme.Local, Province, number), Unique: true, MayAttach: attach);

    public static IdentifierClaim National(string number, bool attach) =>
        new(new DossierIdentifier(IdentifierScheme.National, Government, number), Unique: true, MayAttach: attach);

    public static IdentifierClaim Receipt(string number) =>
        new(new DossierIdentifier(IdentifierScheme.Receipt, Province, number), Unique: false, MayAttach: true);

    public string Id() => Guid.CreateVersion7(clock.Now).ToString("N");

    public string Unique(string prefix) => $"{prefix}-{Interlocked.Increment(ref _count)}";

    public static byte[] Digest(string content) => [1, .. SHA256.HashData(Encoding.UTF8.GetBytes(content))];

    /// <summary>A submission of dossier <paramref name="number"/>.</summary>
    public AcceptPacket Submission(string number, string content = "A", params string[] to) => Packet(PacketKind.Submission, content, to) with
    {
        Identifiers = [Local(number)],
        Facts = new DossierFacts("1.001193", "H40.18", "H40.18", clock.Now, clock.Now.AddDays(5)),
        Status = BusinessStatus.Registered,
        MustBeParty = false,
    };

    public AcceptPacket Correction(string number, string content, string corrects, params string[] to) => Submission(number, content, to) with
    {
        Kind = PacketKind.Correction,
        Corrects = corrects,
    };

    /// <summary>A progress event of dossier <paramref name="number"/>.</summary>
    public AcceptPacket Progress(string number, string eventKey, BusinessStatus status, params string[] to) => Packet(PacketKind.Progress, eventKey + (int)status, to) with
    {
        Identifiers = [Local(number, attach: false)],
        EventKey = eventKey,
        Status = status,
        MustBeParty = true,
    };

    /// <summary>An electronic document that belongs to no dossier.</summary>
    public AcceptPacket Document(string content, params string[] to) => Packet(PacketKind.Document, content, to) with { EventKey = content, MustBeParty = false };

    public PlannedDelivery Send(string destination, params string[] behind) =>
        new() { Id = Id(), Destination = destination, Role = DeliveryRole.Send, Behind = behind };

    public PlannedDelivery Check(string destination, DateTimeOffset? proceedAt = null) =>
        new() { Id = Id(), Destination = destination, Role = DeliveryRole.Check, Gate = "identity", ProceedAt = proceedAt };

    private AcceptPacket Packet(PacketKind kind, string content, string[] to)
    {
        var packetId = Unique("p");
        return new AcceptPacket
        {
            Id = Id(),
            Partner = OneStop,
            RequestKey = new RequestKey("POST dossiers", packetId),
            PacketId = packetId,
            Kind = kind,
            Digest = Digest(content),
            Identifiers = [],
            OccurredAt = clock.Now,
            AcceptedAt = clock.Now,
            Body = Encoding.UTF8.GetBytes($$"""{"nội dung":"{{content}}"}"""),
            Deliveries = [.. to.Select(d => Send(d))],
            MustBeParty = true,
        };
    }
}
