using Interop.Adapters.Delivery;
using Interop.Contracts.Identifiers;
using Interop.Contracts.Packets;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;

namespace Interop.Hub.Ledger.Tables;

/// <summary>
/// The rows that the ledger's rules read and write inside one commit. The rules are written once; a store is only its
/// tables. What was written in a commit is seen by what is read after it in the same commit.
/// </summary>
internal interface ILedgerTables : IKeyRows, IDossierRows, IPacketRows, IDocumentRows, IDeliveryRows, IOutcomeRows, IRemovalRows;

/// <summary>Request keys, packet ids and event keys: kept for life.</summary>
internal interface IKeyRows
{
    KeyRow? RequestKey(string partner, RequestKey key);

    KeyRow? PacketKey(string partner, string packetId);

    KeyRow? EventKey(long dossier, AcceptPacket packet);

    void PutRequestKey(AcceptPacket packet, RequestKey key, long answered, bool duplicate);

    void PutPacketKey(AcceptPacket packet, long answered, bool duplicate);

    void PutEventKey(AcceptPacket packet, string eventKey, long dossier, long packetKey);
}

/// <summary>Dossiers, their codes and their parties.</summary>
internal interface IDossierRows
{
    /// <summary>The key for a new dossier: greater than that of every dossier before it.</summary>
    long NextDossier();

    DossierRow? Dossier(long key);

    void Insert(DossierRow dossier);

    void Update(DossierRow dossier);

    /// <summary>Notes that something happened to a dossier; nothing when something later did.</summary>
    void Touch(DossierRow dossier, DateTimeOffset at);

    /// <summary>The dossier that a code of a unique scheme names.</summary>
    long? Named(DossierIdentifier code);

    /// <summary>Gives a dossier a code; nothing happens when it has it.</summary>
    void PutIdentifier(long dossier, IdentifierClaim claim, DateTimeOffset at);

    /// <summary>Every code of a dossier, in the order they were attached.</summary>
    IReadOnlyList<DossierIdentifier> Identifiers(long dossier);

    bool IsParty(long dossier, string partner);

    /// <summary>Makes a partner a party; nothing happens when it is one.</summary>
    void PutParty(long dossier, string partner);
}

/// <summary>Packets and their sealed bodies.</summary>
internal interface IPacketRows
{
    /// <summary>The key for a new packet: within a dossier in the order of acceptance.</summary>
    long NextPacket();

    void Insert(PacketRow packet);

    Receipt Receipt(long packet);

    /// <summary>The hub's id and the sealed body of a packet.</summary>
    /// <exception cref="InvalidOperationException">The body is gone: no open delivery's may be.</exception>
    SealedBody Body(long packet);

    /// <summary>The same, of a packet whose content may have been taken meanwhile; null: it was.</summary>
    SealedBody? FindBody(long packet);

    /// <summary>What a packet said of the business status.</summary>
    PacketStatus StatusOf(long packet);

    /// <summary>True when a partner sent something of a dossier, other than a submission or a fault, since a time.</summary>
    bool HasSpoken(long dossier, string partner, DateTimeOffset since);
}

/// <summary>Which file is whose, and which packets refer to it.</summary>
internal interface IDocumentRows
{
    bool HasDocument(string owner, byte[] digest);

    /// <summary>Whose file a dossier's packets mean by a digest; null: none refers to it.</summary>
    string? DocumentOwner(long dossier, byte[] digest);

    /// <summary>Notes that a packet refers to a file: from now on it is not collected.</summary>
    void Refer(long lane, long packet, string owner, byte[] digest);
}

/// <summary>Lanes, and the deliveries in them.</summary>
internal interface IDeliveryRows
{
    /// <summary>Takes the lane's next position; the first of a lane makes the lane.</summary>
    long Allot(Lane lane);

    /// <summary>True when the destination accepted a submission of the dossier.</summary>
    bool IsKnown(Lane lane);

    void MarkKnown(Lane lane);

    DeliveryRow? Delivery(byte[] id);

    /// <summary>Writes a new delivery.</summary>
    /// <returns>Its key: greater than that of every delivery before it in its lane.</returns>
    long Insert(DeliveryRow delivery);

    /// <summary>Writes what changes of a delivery.</summary>
    void Update(DeliveryRow delivery);

    /// <summary>True when something not passed stands before this place.</summary>
    bool HasEarlier(Lane lane, long position, long key);

    /// <summary>The first delivery of a lane that is not passed.</summary>
    DeliveryRow? Head(Lane lane);

    /// <summary>Notes that the sender is told now what hinders a delivery: what contradicts it is told too.</summary>
    void MarkTold(long delivery, DateTimeOffset at);

    /// <summary>Notes that a delivery is in doubt: it is news from a time on. A doubt that lasts is one piece of news.</summary>
    void MarkDoubted(long delivery, DateTimeOffset since, DateTimeOffset tellAt);

    /// <summary>Notes that what the sender was told holds no longer, in place of any news before; nothing to tell when it was told nothing.</summary>
    /// <param name="delivery">The delivery.</param>
    /// <param name="state">What it is now: Ready or Delivered.</param>
    /// <param name="at">Since when.</param>
    void MarkNews(long delivery, DeliveryState state, DateTimeOffset at);

    /// <summary>What was to be told is so no longer.</summary>
    void ForgetNews(long delivery);

    /// <summary>A piece of news was told, or is so no longer; what became news since stays as it is.</summary>
    /// <param name="delivery">The delivery.</param>
    /// <param name="state">What was told.</param>
    /// <param name="since">Since when that was so: which piece of news it is.</param>
    /// <param name="lasts">True: it is so until something becomes of it, and not to be told again.</param>
    void NewsTold(long delivery, DeliveryState state, DateTimeOffset since, bool lasts);

    /// <summary>The sender knows how it ended: there is nothing more to tell.</summary>
    void ForgetTold(long delivery);

    /// <summary>Nothing of this dossier is awaited from the destination any longer.</summary>
    void AnswerCame(Lane lane);

    /// <summary>Puts a delivery behind a check.</summary>
    void PutGate(long gate, long behind);

    /// <summary>True when every check before a delivery was delivered or skipped.</summary>
    bool GatesAreOpen(long delivery);

    /// <summary>True when a check before a delivery said no and was not corrected yet.</summary>
    bool GateIsRefused(long delivery);

    /// <summary>What stands behind a check and is neither passed nor in flight, in order.</summary>
    IReadOnlyList<DeliveryRow> WaitingFor(long gate);
}

/// <summary>What became of deliveries.</summary>
internal interface IOutcomeRows
{
    void Insert(AttemptRow attempt);

    /// <summary>Writes an operator's act.</summary>
    /// <returns>Its key.</returns>
    long Insert(ActRow act);

    /// <summary>Writes what an operator did to a door.</summary>
    /// <returns>Its key.</returns>
    long Insert(DoorAct act);

    /// <inheritdoc cref="Insert(DoorAct)"/>
    long Insert(LookUpNote note);

    /// <summary>When the newest restore was stated; null: never.</summary>
    DateTimeOffset? RestoredAt();

    /// <summary>Writes a stated restore, with the hold that comes with it.</summary>
    void Insert(RecoveryStatement statement);

    /// <summary>Notes that an operator ended a hold.</summary>
    void Release(HoldRow hold, HoldRelease release);

    /// <summary>Keeps what a gate learned; a later answer replaces an earlier one.</summary>
    void PutFindings(long delivery, IReadOnlyList<Finding> findings);

    /// <summary>What the gates before a delivery learned.</summary>
    IReadOnlyList<Finding> FindingsBefore(long delivery);
}
