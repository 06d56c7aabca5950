using Interop.Adapters.Inbound;
using Interop.Contracts.Identifiers;
using Interop.Hub.Core.Configuration;
using Interop.Hub.Core.Intake;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Core.Routing;

namespace Interop.Hub.Core.Queries;

/// <summary>Who may look up whom, and what for. Pure.</summary>
internal static class LookUpRules
{
    /// <summary>Digits in a row from which on a purpose is taken to hold somebody's number.</summary>
    private const int SomebodysNumber = 9;

    /// <summary>Null when the partner may look up identities.</summary>
    public static Refusal? OfPartner(PartnerConfiguration partner) => partner.Permissions.LookUps.Contains(LookUpName.Identity)
        ? null
        : new Refusal(RefusalKind.Forbidden, $"{partner.Code} may not look up identities. Ask the hub's administrator for the permission.", []);

    /// <summary>What is wrong with the question itself.</summary>
    public static IEnumerable<RefusalError> OfQuestion(IdentityQuestion question)
    {
        if (string.IsNullOrWhiteSpace(question.Officer))
        {
            yield return new RefusalError("/officer", "names nobody; a look-up is made on behalf of an officer");
        }

        if (string.IsNullOrWhiteSpace(question.Purpose))
        {
            yield return new RefusalError("/purpose", "says nothing; write in a phrase what the look-up is for");
        }
        else if (NamesSomebody(question))
        {
            yield return new RefusalError("/purpose", "names somebody, and it is written down as it stands; write what the look-up is for, without name and number");
        }

        if (IdentityNumbers.Read(question.Number) is null)
        {
            yield return new RefusalError("/number", IdentityNumbers.Expected);
        }
    }

    /// <summary>The unit in its canonical notation, and the authority; or why it may not be asked for this dossier.</summary>
    public static (OrganisationCode Unit, string? Destination, Refusal? Refusal) OfDossier(HubConfiguration configuration, IdentityQuestion question, DossierView dossier, DateOnly today)
    {
        var unit = configuration.Organisations.Resolve(question.Unit, today)?.Code ?? question.Unit;
        List<RefusalError> errors = [];
        if (!Of(unit, dossier.Facts.Receiving) && !Of(unit, dossier.Facts.Competent))
        {
            errors.Add(new RefusalError("/unit", "is neither the unit that received the dossier nor the competent one, nor below them"));
        }

        if (!string.Equals(question.Procedure.Short, dossier.Facts.Procedure, StringComparison.Ordinal))
        {
            errors.Add(new RefusalError("/procedure", "is not the dossier's"));
        }

        if (errors.Count > 0)
        {
            return (unit, null, new Refusal(RefusalKind.Invalid, "The look-up does not fit the dossier; each misfit is listed. Nobody was asked.", errors));
        }

        if (dossier.Status is { } status && StatusRules.IsTerminal(status))
        {
            return (unit, null, new Refusal(RefusalKind.Forbidden, "The dossier is closed: nobody is looked up for it any more.", [new RefusalError("/dossierNumber", "the dossier is closed")]));
        }

        return Authority(configuration, dossier.Facts.Procedure) is { } destination
            ? (unit, destination, null)
            : (unit, null, new Refusal(RefusalKind.Forbidden, "The dossier's procedure allows no look-up of identities.", [new RefusalError("/procedure", "allows no such look-up")]));
    }

    /// <summary>Who is asked: as the procedure says, or by its gate.</summary>
    private static string? Authority(HubConfiguration configuration, string procedure) =>
        configuration.Procedures.TryGetValue(procedure, out var allowed) ? allowed.LookUp ?? allowed.Gates.FirstOrDefault(g => g.Name == "identity")?.Destination : null;

    private static bool Of(OrganisationCode unit, string canonical) => OrganisationCode.TryParse(canonical, out var of) && OrganisationScope.Contains(of, unit);

    private static bool NamesSomebody(IdentityQuestion question)
    {
        var row = 0;
        foreach (var c in question.Purpose)
        {
            row = char.IsAsciiDigit(c) ? row + 1 : c is ' ' or '.' ? row : 0;
            if (row >= SomebodysNumber)
            {
                return true;
            }
        }

        return question.FullName.Trim() is { Length: > 0 } name && question.Purpose.Contains(name, StringComparison.OrdinalIgnoreCase);
    }
}
