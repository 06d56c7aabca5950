using Interop.Adapters.Inbound;
using Interop.Contracts.Dossiers;
using Interop.Contracts.Identifiers;
using Interop.Hub.Core.Configuration;
using Interop.Hub.Core.Ledger;

namespace Interop.Hub.Core.Intake;

/// <summary>Resolves a dossier's procedure and units against the configuration, as of the day it was received. Pure.</summary>
internal static class DossierCodes
{
    private const string Organisations = "/content/dossier/organisations";

    /// <summary>The facts, or every code that is not known, each with its place.</summary>
    public static (DossierFacts? Facts, IReadOnlyList<RefusalError> Errors) Resolve(HubConfiguration configuration, Dossier dossier, DateOnly on)
    {
        List<RefusalError> errors = [];
        var procedure = dossier.Procedure.Code.Short;
        if (!configuration.Procedures.ContainsKey(procedure))
        {
            errors.Add(new RefusalError("/content/dossier/procedure/code", "no such procedure at this hub; see the procedure catalogue"));
        }

        var receiving = Unit(dossier.Organisations.Receiving, $"{Organisations}/receiving");
        var competent = dossier.Organisations.Competent is { } c ? Unit(c, $"{Organisations}/competent") : receiving;
        if (dossier.Organisations.Processing is { } p)
        {
            Unit(p, $"{Organisations}/processing");
        }

        if (dossier.Organisations.SupportPoint is { } s)
        {
            Unit(s, $"{Organisations}/supportPoint");
        }

        return errors.Count > 0
            ? (null, errors)
            : (new DossierFacts(procedure, receiving!.Code.Value, competent!.Code.Value, dossier.Times.Received, dossier.Times.Due), errors);

        Organisation? Unit(OrganisationCode code, string pointer)
        {
            var found = configuration.Organisations.Resolve(code, on);
            if (found is null)
            {
                errors.Add(new RefusalError(pointer, configuration.Organisations.Knows(code)
                    ? "this unit did not exist on the day the dossier was received; use its successor's or predecessor's code"
                    : "no such organisation at this hub"));
            }

            return found;
        }
    }
}
