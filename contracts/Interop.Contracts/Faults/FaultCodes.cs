namespace Interop.Contracts.Faults;

/// <summary>
/// The faults that can stop a delivery, with whose fault each is, its scope and what mends it. The same table is the
/// code list <c>fault-codes.csv</c>; a test holds the two together. Codes are never reused.
/// </summary>
public static class FaultCodes
{
    /// <summary>No connection: refused, no route, name unknown, connect timed out. No byte was sent.</summary>
    public static Fault Unreachable(string message) => Make("partner.unreachable", Responsibility.Network, FaultScope.Destination, Remedy.Time, message);

    /// <summary>The partner says it cannot now (503, maintenance).</summary>
    public static Fault Unavailable(string message) => Make("partner.unavailable", Responsibility.Partner, FaultScope.Destination, Remedy.Time, message);

    /// <summary>The partner asks us to slow down (429).</summary>
    public static Fault Busy(string message) => Make("partner.busy", Responsibility.Partner, FaultScope.Destination, Remedy.Time, message);

    /// <summary>Bytes may have been sent and no answer came or could be understood.</summary>
    public static Fault NoAnswer(string message) => Make("partner.no-answer", Responsibility.Network, FaultScope.Packet, Remedy.Time, message);

    /// <summary>The partner answered that it failed inside (its error 500 or system error), without saying whether there was an effect.</summary>
    public static Fault InternalError(string message) => Make("partner.internal-error", Responsibility.Partner, FaultScope.Packet, Remedy.Time, message);

    /// <summary>Asked what became of a delivery, the partner answers and does not say.</summary>
    public static Fault NotTold(string message) => Make("partner.not-told", Responsibility.Partner, FaultScope.Packet, Remedy.Person, message);

    /// <summary>User name, password, key or session is refused, or has expired.</summary>
    public static Fault Credentials(string message) => Make("partner.credentials", Responsibility.Hub, FaultScope.Destination, Remedy.Person, message);

    /// <summary>The partner's certificate does not verify, or ours is refused.</summary>
    public static Fault Certificate(string message) => Make("partner.certificate", Responsibility.Partner, FaultScope.Destination, Remedy.Person, message);

    /// <summary>The partner does not know us, or has locked us.</summary>
    public static Fault SenderNotRegistered(string message) => Make("partner.sender-not-registered", Responsibility.Hub, FaultScope.Destination, Remedy.Person, message);

    /// <summary>There is no such service where we called: 404, 405, a log-in page instead of an answer.</summary>
    public static Fault WrongEndpoint(string message) => Make("partner.wrong-endpoint", Responsibility.Hub, FaultScope.Destination, Remedy.Person, message);

    /// <summary>The partner refuses the packet's data.</summary>
    public static Fault RejectedData(string message) => Make("partner.rejected-data", Responsibility.Sender, FaultScope.Packet, Remedy.Person, message);

    /// <summary>The packet lacks what the partner's protocol demands, or does not fit it; found before anything was sent.</summary>
    public static Fault NotDeliverable(string message) => Make("hub.not-deliverable", Responsibility.Sender, FaultScope.Packet, Remedy.Person, message);

    /// <summary>Mapping or configuration of this hub failed on the packet; found before anything was sent.</summary>
    public static Fault MappingFailed(string message) => Make("hub.mapping-failed", Responsibility.Hub, FaultScope.Packet, Remedy.Person, message);

    /// <summary>A lease ended in the middle of an attempt: the node died or stalled.</summary>
    public static Fault LeaseExpired(string message) => Make("hub.lease-expired", Responsibility.Hub, FaultScope.Packet, Remedy.Time, message);

    /// <summary>The dossier's own gate said no: an identity that does not match, a document with a virus.</summary>
    public static Fault GateRefused(string message) => Make("hub.gate-refused", Responsibility.Sender, FaultScope.Packet, Remedy.Person, message);

    /// <summary>The destination is no longer in the configuration.</summary>
    public static Fault DestinationRemoved(string message) => Make("hub.destination-removed", Responsibility.Hub, FaultScope.Destination, Remedy.Person, message);

    private static Fault Make(string code, Responsibility responsibility, FaultScope scope, Remedy remedy, string message) =>
        new() { Code = code, Responsibility = responsibility, Scope = scope, Remedy = remedy, Message = message };
}
