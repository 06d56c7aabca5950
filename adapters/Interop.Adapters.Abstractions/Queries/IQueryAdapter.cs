using Interop.Contracts.Faults;
using Interop.Contracts.Identifiers;

namespace Interop.Adapters.Queries;

/// <summary>Request/response look-ups at an authority (population, enterprises, catalogues).</summary>
public interface IQueryAdapter
{
    /// <summary>Asks once. Never throws for anything a partner can do to it.</summary>
    Task<QueryOutcome> VerifyIdentityAsync(IdentityQuery query, CancellationToken cancellationToken);
}

/// <summary>
/// "Is this the person of this number?" Each look-up is tied to officer, unit, dossier and purpose, and recorded;
/// of the answer only the verdict is kept.
/// </summary>
public sealed record IdentityQuery
{
    /// <summary>Unique per question (MaYeuCau); repeated when the same question is asked again.</summary>
    public required string QueryId { get; init; }

    /// <summary>The procedure that allows the look-up (MaDVC).</summary>
    public required ProcedureCode Procedure { get; init; }

    /// <summary>The dossier it is for.</summary>
    public required string DossierNumber { get; init; }

    /// <summary>The unit that asks (MaDonVi).</summary>
    public required OrganisationCode Unit { get; init; }

    /// <summary>The officer on whose behalf it is asked (MaCanBo); for a gate the hub's configured officer of the unit.</summary>
    public required string Officer { get; init; }

    /// <summary>Why, in one phrase.</summary>
    public required string Purpose { get; init; }

    /// <summary>The number to verify: citizen number or old identity card.</summary>
    public required PersonNumber Number { get; init; }

    /// <summary>Full name as in the dossier.</summary>
    public required string FullName { get; init; }

    /// <summary>Date of birth as in the dossier, perhaps only a year. Null: not stated.</summary>
    public PartialDate? BirthDate { get; init; }
}

/// <summary>What became of a look-up.</summary>
public abstract record QueryOutcome
{
    private QueryOutcome()
    {
    }

    /// <summary>The authority answered.</summary>
    /// <param name="Verdict">Confirmed, Contradicted or NotFound.</param>
    /// <param name="Reference">The authority's reference, null when it gives none.</param>
    public sealed record Answered(Delivery.Verdict Verdict, string? Reference) : QueryOutcome;

    /// <summary>It could not be asked or did not answer; asking again is harmless.</summary>
    /// <param name="Fault">Why.</param>
    /// <param name="NotBefore">Its wish when to ask again.</param>
    public sealed record Failed(Fault Fault, DateTimeOffset? NotBefore = null) : QueryOutcome;

    /// <summary>The authority refuses the question itself (malformed, not permitted for this procedure).</summary>
    /// <param name="Fault">Why; packet scope.</param>
    public sealed record Refused(Fault Fault) : QueryOutcome;
}
