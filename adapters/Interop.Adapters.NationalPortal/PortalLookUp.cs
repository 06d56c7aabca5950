using System.Text.Json;
using Interop.Adapters.Http;
using Interop.Adapters.NationalPortal.Wire;
using Interop.Contracts.Faults;

namespace Interop.Adapters.NationalPortal;

/// <summary>Asks the portal by TraCuuHoSo what it has of a dossier.</summary>
internal sealed class PortalLookUp(INationalPortal portal, SessionedCalls calls, NationalPortalOptions options)
{
    /// <summary>The dossier's row. A fault: the portal could not be asked, or its answer proves nothing.</summary>
    public async Task<LookedUp> RowAsync(string number, CancellationToken cancellationToken)
    {
        var answer = await calls.CallAsync(
            (session, token) => portal.LookUpDossierAsync(
                new LookUpDossierCall { Session = session, Unit = options.Unit.Value, DossierNumber = number }, token),
            cancellationToken);
        return answer switch
        {
            PortalAnswer.Word { Reply: { IsOk: true } reply } => new LookedUp(PortalComparison.RowOf(reply, number), null),
            PortalAnswer.Word { Reply: var reply } when NationalPortalFaults.NoSuchDossier(reply) => new LookedUp(null, null),
            PortalAnswer.Word { Reply: var reply } => new LookedUp(null, NationalPortalFaults.Refusal(reply).FaultOf()),
            PortalAnswer.None none => new LookedUp(null, none.Outcome.FaultOf()),
            _ => throw new InvalidOperationException("The family of answers is closed."),
        };
    }
}

/// <summary>What the portal shows of a dossier.</summary>
/// <param name="Row">Its row; null: none.</param>
/// <param name="Fault">Not null: nothing is known, and why.</param>
internal sealed record LookedUp(JsonElement? Row, Fault? Fault);
