using Interop.Contracts.Identifiers;

namespace Interop.Adapters.Soap.Exchange;

/// <summary>A dossier is submitted (operation Submit).</summary>
/// <param name="Packet">The packet as canonical text, JSON or XML, as sent.</param>
/// <param name="Files">The files of the message, kept, 0 to 50.</param>
public sealed record SubmitCall(string Packet, IReadOnlyList<IssuedFile> Files)
{
    /// <summary>Without the packet: it is somebody's.</summary>
    public override string ToString() => $"SubmitCall ({Packet.Length} characters, {Files.Count} files)";
}

/// <summary>What waits in the inbox (operation ListWaiting).</summary>
/// <param name="Max">Lines, 0 to 100; null: not said.</param>
public sealed record ListWaitingCall(int? Max);

/// <summary>Take what waits (operation Fetch).</summary>
/// <param name="Max">Deliveries, 1 to 50; null: not said.</param>
/// <param name="Wait">How long to wait while there is none, up to a minute.</param>
public sealed record FetchCall(int? Max, TimeSpan Wait);

/// <summary>The caller has a delivery (operation Acknowledge).</summary>
/// <param name="DeliveryId">The delivery.</param>
/// <param name="Token">The hand-out's token.</param>
/// <param name="Reference">The caller's number of it, 1 to 128 characters; null: none.</param>
/// <param name="Identifiers">Codes that the caller gave the dossier, 0 to 20.</param>
public sealed record AcknowledgeCall(string DeliveryId, long Token, string? Reference, IReadOnlyList<DossierIdentifier> Identifiers);

/// <summary>The caller refuses a delivery's data (operation Reject).</summary>
/// <param name="DeliveryId">The delivery.</param>
/// <param name="Token">The hand-out's token.</param>
/// <param name="Code">The caller's code, 1 to 64 characters.</param>
/// <param name="Message">The same in words, 1 to 4000 characters.</param>
public sealed record RejectCall(string DeliveryId, long Token, string Code, string Message)
{
    /// <summary>Without the words: they may name somebody.</summary>
    public override string ToString() => $"RejectCall ({DeliveryId}, {Code})";
}
