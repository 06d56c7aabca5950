using Interop.Adapters.Delivery;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Security;
using Interop.Hub.Ledger.Sqlite.Intake;
using Interop.Hub.Ledger.Sqlite.Storage;
using Interop.Hub.Ledger.Sqlite.Writing;

namespace Interop.Hub.Ledger.Sqlite.Delivery;

/// <summary>Sealed bytes of a packet, to be opened away from the writer.</summary>
internal sealed record SealedBody(byte[] Bytes, byte[] Name);

/// <summary>A claim as it stands in the tables, its bodies still sealed.</summary>
internal sealed record HeldDelivery(DeliveryRow Row, long Token, DateTimeOffset LeaseUntil, DossierRow? Dossier, byte[] DataKey, SealedBody Body, SealedBody? Submission)
{
    public IReadOnlyList<Contracts.Identifiers.DossierIdentifier> Identifiers { get; init; } = [];

    public IReadOnlyList<Finding> Findings { get; init; } = [];

    public bool Known { get; init; }
}

/// <summary>Claims one delivery inside a commit: the fencing token and the lease.</summary>
internal static class Claiming
{
    public static HeldDelivery? Run(WriteScope scope, ClaimRequest request)
    {
        var db = scope.Db;
        var now = scope.Now;
        if (!Ids.TryParse(request.DeliveryId, out var id)
            || DeliveryRow.Find(db, id) is not { } row
            || !MayGo(row, now)
            || Lanes.HasEarlier(db, row.Lane, row.Position, row.Key))
        {
            return null;
        }

        // Before the claim is written: what cannot be opened must not be held, for a lost lease would make it Unknown.
        var dossier = row.Dossier is { } key ? DossierRow.Find(db, key) : null;
        var dataKey = DataKeyOf(row, dossier, scope.Keys);
        var until = now + request.Lease;
        db.Prepare("""
            update delivery set state = 4, token = token + 1, lease_until = ?, claimed_at = ?, claimed_from = ?, node = ?, changed_at = ? where key = ?
            """).With(until).With(now).With((int)row.State).With(request.Node).With(now).With(row.Key).Run();

        return new HeldDelivery(row, row.Token + 1, until, dossier, dataKey, Body(db, row.Packet, row.PacketId), Submission(db, request, row, dossier))
        {
            Identifiers = dossier is null ? [] : Identities.Of(db, dossier.Key),
            Findings = Findings.Before(db, row.Key),
            Known = IsKnown(db, row.Lane),
        };
    }

    /// <summary>The claim as the engine sees it; opens the bodies.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">A body was damaged.</exception>
    public static Claim Open(HeldDelivery held)
    {
        var row = held.Row;
        return new Claim
        {
            DeliveryId = Ids.Text(row.Id),
            Destination = row.Lane.Destination,
            Role = row.Role,
            Gate = row.Gate,
            Token = held.Token,
            LeaseUntil = held.LeaseUntil,
            From = row.State,
            Attempts = row.Attempts,
            Probes = row.Probes,
            FirstAttemptAt = row.FirstAttemptAt,
            ClosedAtFirst = row.ClosedAtFirst,
            PacketKey = Ids.Text(row.PacketId),
            Sender = row.Sender,
            PacketId = row.SenderPacketId,
            Kind = row.Kind,
            AcceptedAt = row.AcceptedAt,
            Body = Envelope.Open(held.DataKey, held.Body.Bytes, held.Body.Name),
            DossierKey = row.Dossier,
            DossierNumber = held.Dossier?.Number,
            Identifiers = held.Identifiers,
            Facts = held.Dossier?.Facts,
            BusinessStatus = held.Dossier?.Status,
            DossierBody = held.Submission is { } s ? Envelope.Open(held.DataKey, s.Bytes, s.Name) : default(ReadOnlyMemory<byte>),
            KnownToDestination = held.Known,
            Findings = held.Findings,
            AnswerWithin = row.AnswerWithin,
            TraceParent = row.TraceParent,
        };
    }

    public static byte[] DataKeyOf(DeliveryRow row, DossierRow? dossier, DataKeys keys) =>
        dossier is not null ? keys.Open(dossier.Key, dossier.DataKey)
        : row.OwnKey is { } own ? keys.Open(row.Lane.Owner, own)
        : throw new InvalidOperationException("A packet has neither a dossier nor a key of its own.");

    /// <summary>Due by the clock; or a gate whose procedure says to go on without an answer, whatever holds it.</summary>
    private static bool MayGo(DeliveryRow row, DateTimeOffset now) =>
        (row.State.IsTimed() && row.DueAt <= now)
        || (row.Role == DeliveryRole.Check && row.ProceedAt <= now
            && (row.State.IsTimed() || (row.State == DeliveryState.Parked && row.Park != ParkReason.Quarantined)));

    private static SealedBody Body(Session db, long packet, byte[] id) =>
        new(PacketRows.Body(db, packet) ?? throw new InvalidOperationException("The body of an open delivery is gone."), PacketRows.BodyName(id));

    private static SealedBody? Submission(Session db, ClaimRequest request, DeliveryRow row, DossierRow? dossier)
    {
        if (dossier is null || dossier.Submission == row.Packet || !request.WithDossier(row.Kind))
        {
            return null;
        }

        using var id = db.Prepare("select id from packet where key = ?").With(dossier.Submission);
        return id.Step() ? Body(db, dossier.Submission, id.Blob(0)) : null;
    }

    private static bool IsKnown(Session db, Lane lane)
    {
        using var row = db.Prepare("select known from lane where lane = ? and destination = ?").With(lane.Owner).With(lane.Destination);
        return row.Step() && row.Bool(0);
    }
}
