namespace Interop.Chaos.Load;

/// <summary>What the sender has in hand for one packet.</summary>
/// <param name="Number">The dossier.</param>
/// <param name="Position">Its place among the dossier's packets, from 1, in the order of sending.</param>
/// <param name="PacketId">The sender's id and key.</param>
/// <param name="Kind"><c>submission</c>, <c>progress</c> or <c>correction</c>.</param>
/// <param name="Status">The business status it carries.</param>
/// <param name="ReceiptId">The hub's id.</param>
/// <param name="Refused">True: the ministry refuses it, as planned.</param>
internal sealed record Receipt(string Number, int Position, string PacketId, string Kind, int Status, string ReceiptId, bool Refused)
{
    /// <summary>When it came.</summary>
    public DateTimeOffset At { get; init; }
}
