using System.Security.Cryptography;
using Interop.Adapters.Delivery;
using Interop.Contracts.Identifiers;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Security;
using Interop.Hub.Ledger.Tables;

namespace Interop.Hub.Ledger.Rules;

/// <summary>A claim as it stands in the tables, its bodies still sealed.</summary>
internal sealed record HeldDelivery(DeliveryRow Row, DossierRow? Dossier, byte[] DataKey, SealedBody Body, SealedBody? Submission)
{
    public IReadOnlyList<DossierIdentifier> Identifiers { get; init; } = [];

    public IReadOnlyList<Finding> Findings { get; init; } = [];

    public bool Known { get; init; }

    /// <summary>Why its data key does not open; then it is not held, but put off. Null: it opens.</summary>
    public CryptographicException? Locked { get; init; }
}

/// <summary>Claims one delivery inside a commit: the fencing token and the lease.</summary>
internal static class Claiming
{
    /// <summary>How long what does not open is put off.</summary>
    private static readonly TimeSpan PutOff = TimeSpan.FromMinutes(1);

    public static HeldDelivery? Run(WriteScope scope, ClaimRequest request)
    {
        var tables = scope.Tables;
        var now = scope.Now;
        if (!Ids.TryParse(request.DeliveryId, out var id)
            || tables.Delivery(id) is not { } row
            || !MayGo(row, now)
            || tables.HasEarlier(row.Lane, row.Position, row.Key))
        {
            return null;
        }

        // Before the claim is written: what cannot be opened must not be held, for a lost lease would make it Unknown.
        var dossier = row.Dossier is { } key ? tables.Dossier(key) : null;
        byte[] dataKey;
        try
        {
            dataKey = DataKeyOf(row, dossier, scope.Keys);
        }
        catch (CryptographicException e)
        {
            // A line is missing from the key file. It goes by itself when that is back; until then it is not asked for five
            // times a second, and the others of its commit are not undone with it.
            tables.Update(row with { DueAt = now + PutOff, ChangedAt = now });
            return new HeldDelivery(row, dossier, [], tables.Body(row.Packet), null) { Locked = e };
        }

        var held = Held(row, request, now);
        tables.Update(held);
        return new HeldDelivery(held, dossier, dataKey, tables.Body(row.Packet), Submission(tables, request, row, dossier))
        {
            Identifiers = dossier is null ? [] : tables.Identifiers(dossier.Key),
            Findings = tables.FindingsBefore(row.Key),
            Known = tables.IsKnown(row.Lane),
        };
    }

    /// <summary>The row as a node holds it: in flight, under the next token, for as long as its lease.</summary>
    public static DeliveryRow Held(DeliveryRow row, ClaimRequest request, DateTimeOffset now) => row with
    {
        State = DeliveryState.InFlight,
        Token = row.Token + 1,
        LeaseUntil = now + request.Lease,
        ClaimedAt = now,
        ClaimedFrom = row.State,
        Node = request.Node,
        ChangedAt = now,
    };

    /// <summary>
    /// The claim of a delivery that was recorded as held with its packet: all of it is in hand. Behind no gate, and wanting
    /// no other packet's body: such are not claimed with their packet.
    /// </summary>
    public static Claim Fresh(IDeliveryRows tables, DeliveryRow row, AcceptPacket packet, DossierRow? dossier, IReadOnlyList<DossierIdentifier> identifiers) => Of(row) with
    {
        Body = packet.Body,
        DossierNumber = dossier?.Number,
        Identifiers = identifiers,
        Facts = dossier?.Facts,
        BusinessStatus = dossier?.Status,
        KnownToDestination = tables.IsKnown(row.Lane),
    };

    /// <summary>The claim as the engine sees it; opens the bodies.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">A body was damaged.</exception>
    public static Claim Open(HeldDelivery held) => Of(held.Row) with
    {
        Body = Open(held.DataKey, held.Body),
        DossierNumber = held.Dossier?.Number,
        Identifiers = held.Identifiers,
        Facts = held.Dossier?.Facts,
        BusinessStatus = held.Dossier?.Status,
        DossierBody = held.Submission is { } s ? Open(held.DataKey, s) : default(ReadOnlyMemory<byte>),
        KnownToDestination = held.Known,
        Findings = held.Findings,
    };

    /// <summary>The claim of a delivery whose body does not open: without it, so that whoever asked can say so.</summary>
    public static Claim Damaged(HeldDelivery held) => Of(held.Row) with
    {
        IsDamaged = true,
        DossierNumber = held.Dossier?.Number,
        Identifiers = held.Identifiers,
        Facts = held.Dossier?.Facts,
    };

    /// <summary>A delivery with the claim by which it is or was held, without the packet's body.</summary>
    public static HandedDelivery Last(DeliveryRow row, DossierRow? dossier, IReadOnlyList<DossierIdentifier> identifiers) =>
        new(row.State, row.Node, row.ClaimedAt, Of(row, row.LeaseUntil ?? default, row.ClaimedFrom ?? row.State) with { DossierNumber = dossier?.Number, Identifiers = identifiers, Facts = dossier?.Facts });

    private static Claim Of(DeliveryRow row) => row is { LeaseUntil: { } until, ClaimedFrom: { } from }
        ? Of(row, until, from)
        : throw new InvalidOperationException("A delivery that is not held has no claim.");

    private static Claim Of(DeliveryRow row, DateTimeOffset until, DeliveryState from) => new()
    {
        DeliveryId = Ids.Text(row.Id),
        Destination = row.Lane.Destination,
        Role = row.Role,
        Gate = row.Gate,
        Token = row.Token,
        LeaseUntil = until,
        From = from,
        Attempts = row.Attempts,
        Probes = row.Probes,
        FirstAttemptAt = row.FirstAttemptAt,
        ClosedAtFirst = row.ClosedAtFirst,
        PacketKey = Ids.Text(row.PacketId),
        Sender = row.Sender,
        PacketId = row.SenderPacketId,
        Kind = row.Kind,
        AcceptedAt = row.AcceptedAt,
        Body = default,
        DossierKey = row.Dossier,
        AnswerWithin = row.AnswerWithin,
        TraceParent = row.TraceParent,
    };

    private static byte[] Open(byte[] dataKey, SealedBody body) => Envelope.Open(dataKey, body.Bytes, SealedNames.Body(body.Id));

    public static byte[] DataKeyOf(DeliveryRow row, DossierRow? dossier, DataKeys keys) =>
        dossier is not null ? keys.Open(dossier.Key, dossier.DataKey)
        : row.OwnKey is { } own ? keys.Open(row.Lane.Owner, own)
        : throw new InvalidOperationException("A packet has neither a dossier nor a key of its own.");

    /// <summary>Due by the clock; or a gate whose procedure says to go on without an answer, whatever holds it.</summary>
    private static bool MayGo(DeliveryRow row, DateTimeOffset now) =>
        (row.State.IsTimed() && row.DueAt <= now)
        || (row.Role == DeliveryRole.Check && row.ProceedAt <= now
            && (row.State.IsTimed() || (row.State == DeliveryState.Parked && row.Park != ParkReason.Quarantined)));

    private static SealedBody? Submission(IPacketRows tables, ClaimRequest request, DeliveryRow row, DossierRow? dossier) =>
        dossier is null || dossier.Submission == row.Packet || !request.WithDossier(row.Kind) ? null : tables.FindBody(dossier.Submission);
}
