using Interop.Contracts.Packets;
using Interop.Hub.Core.Intake;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Tables;

namespace Interop.Hub.Ledger.Rules;

/// <summary>Moves the axes of a dossier by a packet: each by event time, so that what is late moves nothing.</summary>
internal static class StatusAxes
{
    public static StatusVerdict? Judge(AcceptPacket packet, DossierRow? dossier) =>
        packet.Status is { } incoming ? StatusRules.Judge(dossier?.Status, dossier?.StatusSince, incoming, packet.OccurredAt) : null;

    public static DossierRow Apply(DossierRow dossier, AcceptPacket packet, StatusVerdict? verdict)
    {
        if (verdict == StatusVerdict.Quarantined)
        {
            return dossier;
        }

        if (verdict is StatusVerdict.Applied or StatusVerdict.Jump)
        {
            dossier = dossier with { Status = packet.Status, StatusSince = packet.OccurredAt };
        }

        if (packet.Financial is { } financial && !(packet.OccurredAt < dossier.FinancialSince))
        {
            dossier = dossier with { Financial = financial, FinancialSince = packet.OccurredAt };
        }

        if (packet.ResultState is { } result && !(packet.OccurredAt < dossier.ResultSince))
        {
            dossier = dossier with { Result = result, ResultSince = packet.OccurredAt };
        }

        return dossier;
    }

    /// <summary>What the sender must be told of the verdict; null: nothing.</summary>
    public static Warning? Warn(StatusVerdict? verdict, DossierRow? before, AcceptPacket packet) => verdict switch
    {
        StatusVerdict.Jump => new Warning("", $"Status went from {(int?)before?.Status} to {(int?)packet.Status}, skipping steps; applied as received, no step was invented."),
        StatusVerdict.Late => new Warning("", $"This event is older than the status the dossier has since ({(int?)before?.Status}); recorded, the status stays."),
        StatusVerdict.Quarantined => new Warning("", $"The dossier is in terminal status {(int?)before?.Status}; the packet is recorded and held until an operator judges."),
        _ => null,
    };
}
