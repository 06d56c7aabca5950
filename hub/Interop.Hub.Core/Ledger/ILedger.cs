using Interop.Contracts.Identifiers;
using Interop.Hub.Core.Delivery;

namespace Interop.Hub.Core.Ledger;

/// <summary>
/// The writes of a packet's way. One call, one commit; concurrent calls are grouped into one. When a call returns,
/// what it says is on disk and survives a power cut.
/// </summary>
public interface ILedger
{
    /// <summary>Records a packet, its identifiers, documents, deliveries and evidence; or says why not, and wrote nothing.</summary>
    Task<AcceptResult> AcceptAsync(AcceptPacket packet, CancellationToken cancellationToken);

    /// <summary>
    /// Claims a delivery that is Ready, or Scheduled or Unknown and due: In flight, next token, lease by the ledger's
    /// clock. Null when it is not to be had now (another node has it, it is done, it waits).
    /// </summary>
    Task<Claim?> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken);

    /// <summary>Records what became of a claim, and releases what waited for it.</summary>
    Task<AttemptResult> RecordAsync(AttemptRecord record, CancellationToken cancellationToken);

    /// <summary>An operator's act on one delivery that is not in flight; recorded with who and why.</summary>
    Task<ActResult> ActAsync(OperatorAct act, CancellationToken cancellationToken);

    /// <summary>Writes down, under evidence, what an operator does to a destination's door.</summary>
    Task NoteAsync(DoorAct act, CancellationToken cancellationToken);

    /// <summary>
    /// Saves the control row if its version is the stored one; returns the stored row, which is the caller's (version
    /// raised) when it was saved, or the other node's when not.
    /// </summary>
    Task<DestinationControl> SaveControlAsync(DestinationControl control, CancellationToken cancellationToken);

    /// <summary>Notes that the senders of silent deliveries have been told: after the notices are on disk, so that none is lost between the two.</summary>
    Task SilenceToldAsync(IReadOnlyList<DeliveryNews> silent, CancellationToken cancellationToken);

    /// <summary>
    /// Tells a sender news of a delivery: the notices and the mark that it was told, in one commit, if it is still so in
    /// that commit. What is so no longer is news no longer; what no master key opens stays news until one does.
    /// </summary>
    /// <param name="news">As <see cref="IDueDeliveries.NewsAsync"/> gave it.</param>
    /// <param name="notices">What it is told by; none when it cannot be told, and then it is only marked.</param>
    /// <param name="cancellationToken">Gives up waiting, not the commit.</param>
    /// <returns>The notices' deliveries that may go at once.</returns>
    Task<IReadOnlyList<ReadyDelivery>> TellAsync(DeliveryNews news, IReadOnlyList<AcceptPacket> notices, CancellationToken cancellationToken);
}

/// <summary>The questions of the scheduler: all by index, all bounded.</summary>
public interface IDueDeliveries
{
    /// <summary>Deliveries of a destination that are due, oldest first: Ready, Scheduled, Unknown with due time not after now.</summary>
    Task<IReadOnlyList<ReadyDelivery>> DueAsync(string destination, int limit, CancellationToken cancellationToken);

    /// <summary>The same, last due first.</summary>
    Task<IReadOnlyList<ReadyDelivery>> NewestDueAsync(string destination, int limit, CancellationToken cancellationToken);

    /// <summary>Leases that ended with no outcome.</summary>
    Task<IReadOnlyList<ExpiredLease>> ExpiredAsync(int limit, CancellationToken cancellationToken);

    /// <summary>Gates whose procedure says to go on now, not in flight.</summary>
    Task<IReadOnlyList<ReadyDelivery>> GatesToPassAsync(int limit, CancellationToken cancellationToken);

    /// <summary>Destinations that have deliveries which are not passed, configured or not.</summary>
    Task<IReadOnlyList<string>> DestinationsAsync(CancellationToken cancellationToken);

    /// <summary>Every control row.</summary>
    Task<IReadOnlyList<DestinationControl>> ControlsAsync(CancellationToken cancellationToken);

    /// <summary>Deliveries whose business answer is overdue and not yet reported, oldest first.</summary>
    Task<IReadOnlyList<DeliveryNews>> SilentAsync(int limit, CancellationToken cancellationToken);

    /// <summary>
    /// What senders are to hear that no attempt tells them, longest due first: deliveries that are in doubt for a minute
    /// (Unknown); of which they were told something, and which arrived since, by whatever way (Delivered); whose refusal they
    /// were told of, and which go again (Ready).
    /// </summary>
    Task<IReadOnlyList<DeliveryNews>> NewsAsync(int limit, CancellationToken cancellationToken);
}

/// <summary>What a sender is to be told of a delivery.</summary>
/// <param name="Key">The ledger's key of the delivery.</param>
/// <param name="DeliveryId">The delivery.</param>
/// <param name="Destination">Its destination.</param>
/// <param name="Sender">The packet's sender.</param>
/// <param name="PacketId">The sender's id of the packet.</param>
/// <param name="Dossier">The dossier's key; null: it is of none.</param>
/// <param name="State">What it is: Unknown, Delivered or Ready.</param>
/// <param name="Since">Since when; of a silent one: when the answer was due.</param>
public sealed record DeliveryNews(
    long Key, string DeliveryId, string Destination, string Sender, string PacketId, long? Dossier, DeliveryState State, DateTimeOffset Since);

/// <summary>The questions of intake, of partners and of the console.</summary>
public interface ILedgerReader
{
    /// <summary>
    /// Finds the dossier that the codes of unique schemes name, or that carries <paramref name="number"/> in a unique
    /// scheme; null when none does, or when they name two.
    /// </summary>
    Task<DossierHead?> FindAsync(IReadOnlyList<IdentifierClaim> identifiers, string? number, string partner, CancellationToken cancellationToken);

    /// <summary>Finds the dossiers that carry a value, in any scheme or in one; newest first, at most 20.</summary>
    Task<IReadOnlyList<DossierLine>> SearchAsync(string value, CancellationToken cancellationToken);

    /// <summary>Finds the dossier that carries a value in a unique scheme (or in the given scheme and issuer); null when none or several.</summary>
    Task<long?> ResolveAsync(string value, IdentifierScheme? scheme, OrganisationCode? issuer, CancellationToken cancellationToken);

    /// <summary>The whole of a dossier.</summary>
    Task<DossierView?> DossierAsync(long key, CancellationToken cancellationToken);

    /// <summary>One packet, by the hub's id.</summary>
    Task<PacketView?> PacketAsync(string id, CancellationToken cancellationToken);

    /// <summary>Dossiers, last changed first.</summary>
    Task<IReadOnlyList<DossierLine>> NewestAsync(int skip, int take, CancellationToken cancellationToken);

    /// <summary>Backlog per destination.</summary>
    Task<IReadOnlyList<DestinationBacklog>> BacklogAsync(CancellationToken cancellationToken);
}

/// <summary>What an operator does to a delivery.</summary>
/// <param name="DeliveryId">The delivery.</param>
/// <param name="To">Ready, Delivered, Cancelled or Skipped.</param>
/// <param name="Operator">Who.</param>
/// <param name="Reason">Why; for Delivered: the proof.</param>
/// <param name="At">When.</param>
public sealed record OperatorAct(string DeliveryId, DeliveryState To, string Operator, string Reason, DateTimeOffset At);

/// <summary>What an operator does to a destination's door.</summary>
/// <param name="Destination">The destination.</param>
/// <param name="Opens">True: it comes back, in stages; false: it is closed.</param>
/// <param name="Operator">Who.</param>
/// <param name="Reason">Why; empty where none was given.</param>
/// <param name="At">When.</param>
public sealed record DoorAct(string Destination, bool Opens, string Operator, string Reason, DateTimeOffset At);
