using System.Collections.Frozen;

namespace Interop.Contracts.Identifiers;

/// <summary>
/// One organisation for one span of time. Units merge and split (two-level local government since 07/2025), so a
/// record has an end and a successor, and old dossiers keep resolving.
/// </summary>
/// <param name="Code">Its canonical code.</param>
/// <param name="Name">Its Vietnamese name.</param>
/// <param name="Aliases">Every other code that means the same unit, old notations included.</param>
/// <param name="ValidFrom">First day of validity; null: always was.</param>
/// <param name="ValidTo">Last day of validity; null: still is.</param>
/// <param name="Successor">The unit that took over after <paramref name="ValidTo"/>; null: none.</param>
public sealed record Organisation(
    OrganisationCode Code,
    string Name,
    IReadOnlyList<OrganisationCode> Aliases,
    DateOnly? ValidFrom = null,
    DateOnly? ValidTo = null,
    OrganisationCode? Successor = null)
{
    /// <summary>True when the unit existed on that day.</summary>
    public bool IsValidOn(DateOnly day) => (ValidFrom is null || ValidFrom <= day) && (ValidTo is null || day <= ValidTo);
}

/// <summary>
/// The table of organisations: resolves a code, in either notation, as of the dossier's date. Immutable; built once
/// per configuration.
/// </summary>
public sealed class OrganisationDirectory
{
    private readonly FrozenDictionary<OrganisationCode, Organisation[]> _byCode;

    /// <summary>Builds the table. Overlapping validity of one code is the caller's error to report: the first wins.</summary>
    public OrganisationDirectory(IEnumerable<Organisation> organisations)
    {
        All = [.. organisations];
        _byCode = All
            .SelectMany(o => o.Aliases.Append(o.Code).Distinct().Select(code => (code, o)))
            .GroupBy(x => x.code, x => x.o)
            .ToFrozenDictionary(g => g.Key, g => g.ToArray());
    }

    /// <summary>An empty table: every code is unknown.</summary>
    public static OrganisationDirectory Empty { get; } = new([]);

    /// <summary>Every record, in the order given.</summary>
    public IReadOnlyList<Organisation> All { get; }

    /// <summary>The unit that the code meant on that day; null when no such unit existed then.</summary>
    public Organisation? Resolve(OrganisationCode code, DateOnly on) =>
        _byCode.TryGetValue(code, out var found) ? Array.Find(found, o => o.IsValidOn(on)) : null;

    /// <summary>True when the code was ever known, on whatever day.</summary>
    public bool Knows(OrganisationCode code) => _byCode.ContainsKey(code);
}
