using System.Collections.Frozen;
using Interop.Adapters.Delivery;
using Interop.Contracts.Faults;
using Interop.Contracts.Packets;

namespace Interop.Hub.Core.Inbox;

/// <summary>
/// The kind of a destination that is never called: what is its waits until it is fetched. Takes every kind of packet. Sending
/// again has no second effect by the contract of the inbox: a partner knows a delivery again by its id.
/// </summary>
/// <param name="mostHandOuts">After so many hand-outs without a word a delivery is left to a person.</param>
/// <param name="expectsAnswer">True when a business answer to a submission is awaited.</param>
internal sealed class InboxAdapter(int mostHandOuts, bool expectsAnswer) : IDeliveryAdapter
{
    /// <summary>After so many hand-outs without a word a delivery is left to a person.</summary>
    public int MostHandOuts => mostHandOuts;

    /// <inheritdoc/>
    public AdapterManifest Manifest { get; } = new()
    {
        Kinds = Enum.GetValues<PacketKind>().ToFrozenSet(),
        FilePassing = FilePassing.SignedLink,
        Idempotent = true,
        ExpectsAnswer = expectsAnswer ? [PacketKind.Submission, PacketKind.Correction] : [],
    };

    /// <summary>Sends nothing. Asked only by an attempt that began while the destination was still called.</summary>
    public Task<DeliveryOutcome> DeliverAsync(DeliveryRequest request, CancellationToken cancellationToken) =>
        Task.FromResult<DeliveryOutcome>(new DeliveryOutcome.Deferred(FaultCodes.LeaseExpired($"{request.Destination} became an inbox meanwhile; nothing was sent.")));
}
