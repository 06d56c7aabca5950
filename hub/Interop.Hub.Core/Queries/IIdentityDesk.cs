using Interop.Adapters.Delivery;
using Interop.Adapters.Inbound;
using Interop.Contracts.Identifiers;

namespace Interop.Hub.Core.Queries;

/// <summary>Citizens looked up at the population database on behalf of officers: guarantee 13.</summary>
public interface IIdentityDesk
{
    /// <summary>Asks once, if the officer may, and writes down that it was asked and what came of it. Never throws for what a partner can do.</summary>
    Task<IdentityAnswer> VerifyAsync(IdentityQuestion question, CancellationToken cancellationToken);
}

/// <summary>"Is this the person of this number?", asked by a partner for an officer.</summary>
public sealed record IdentityQuestion
{
    /// <summary>The partner; authenticated.</summary>
    public required string Partner { get; init; }

    /// <summary>The officer (MaCanBo), 1 to 64 characters.</summary>
    public required string Officer { get; init; }

    /// <summary>The officer's unit (MaDonVi), in either notation.</summary>
    public required OrganisationCode Unit { get; init; }

    /// <summary>The dossier that it is for.</summary>
    public required string DossierNumber { get; init; }

    /// <summary>The dossier's procedure (MaDVC).</summary>
    public required ProcedureCode Procedure { get; init; }

    /// <summary>Why, 1 to 200 characters that name nobody.</summary>
    public required string Purpose { get; init; }

    /// <summary>The number to verify, 9 or 12 digits.</summary>
    public required string Number { get; init; }

    /// <summary>Full name, 1 to 255 characters.</summary>
    public required string FullName { get; init; }

    /// <summary>Date of birth, perhaps only a year; null: not stated.</summary>
    public PartialDate? BirthDate { get; init; }

    /// <summary>Without the person.</summary>
    public override string ToString() => $"IdentityQuestion ({Partner})";
}

/// <summary>What became of a question.</summary>
public abstract record IdentityAnswer
{
    private IdentityAnswer()
    {
    }

    /// <summary>The authority answered.</summary>
    /// <param name="LookUpId">Names the look-up in the hub's records, 32 hexadecimal digits.</param>
    /// <param name="Verdict">Confirmed, contradicted or not found.</param>
    /// <param name="Reference">The authority's reference; null: it gives none.</param>
    /// <param name="At">When.</param>
    public sealed record Given(string LookUpId, Verdict Verdict, string? Reference, DateTimeOffset At) : IdentityAnswer;

    /// <summary>Not asked, or not answered.</summary>
    /// <param name="Refusal">Why; pointers into the question as JSON has it, such as <c>/unit</c>.</param>
    public sealed record Refused(Refusal Refusal) : IdentityAnswer;
}
