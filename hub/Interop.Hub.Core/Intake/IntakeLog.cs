using Interop.Contracts.Packets;
using Microsoft.Extensions.Logging;

namespace Interop.Hub.Core.Intake;

/// <summary>The log of intake. Event ids 1000 to 1099, never reused. Codes and ids only, nothing personal.</summary>
internal static partial class IntakeLog
{
    [LoggerMessage(1001, LogLevel.Information, "Packet {ReceiptId} ({Kind}) of dossier {DossierNumber} from {Partner}: {Disposition}")]
    public static partial void Taken(ILogger log, string receiptId, PacketKind kind, string? dossierNumber, string partner, Disposition disposition);

    [LoggerMessage(1002, LogLevel.Information, "A packet from {Partner} was refused: {Refusal}, {Errors} error(s)")]
    public static partial void Refused(ILogger log, string partner, string refusal, int errors);

    [LoggerMessage(1003, LogLevel.Error, "A packet from {Partner} for dossier {DossierNumber} was put off: no master key opens the dossier. {Why}")]
    public static partial void Locked(ILogger log, string partner, string? dossierNumber, string why);
}
