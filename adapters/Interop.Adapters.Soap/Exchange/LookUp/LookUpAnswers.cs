using Interop.Contracts.CodeLists;
using Interop.Contracts.Identifiers;

namespace Interop.Adapters.Soap.Exchange.LookUp;

/// <summary>An authority's verdict.</summary>
/// <param name="LookUpId">Names the look-up in the hub's records.</param>
/// <param name="Verdict"><c>confirmed</c>, <c>contradicted</c> or <c>notFound</c>.</param>
/// <param name="Reference">The authority's reference; null: none.</param>
/// <param name="At">When.</param>
public sealed record VerifiedIdentity(string LookUpId, string Verdict, string? Reference, DateTimeOffset At);

/// <summary>A code list.</summary>
/// <param name="List">The list.</param>
public sealed record ListedCodes(CodeList List);

/// <summary>Organisations.</summary>
/// <param name="Organisations">In order of code, at most 1000.</param>
/// <param name="IsWhole">False: there are more; ask with a longer prefix.</param>
public sealed record ListedOrganisations(IReadOnlyList<Organisation> Organisations, bool IsWhole);
