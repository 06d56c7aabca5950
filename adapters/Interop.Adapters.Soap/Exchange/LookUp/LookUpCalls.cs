using Interop.Contracts.Identifiers;

namespace Interop.Adapters.Soap.Exchange.LookUp;

/// <summary>"Is this the person of this number?" (operation VerifyIdentity).</summary>
public sealed record VerifyIdentityCall
{
    /// <summary>MaCanBo, 1 to 64 characters.</summary>
    public required string Officer { get; init; }

    /// <summary>MaDonVi, in either notation.</summary>
    public required OrganisationCode Unit { get; init; }

    /// <summary>The dossier's number as sent, blanks collapsed.</summary>
    public required string DossierNumber { get; init; }

    /// <summary>MaDVC.</summary>
    public required ProcedureCode Procedure { get; init; }

    /// <summary>Why, 1 to 200 characters.</summary>
    public required string Purpose { get; init; }

    /// <summary>SoDinhDanh or SoCMND: 12 or 9 digits.</summary>
    public required string Number { get; init; }

    /// <summary>HoVaTen, 1 to 255 characters.</summary>
    public required string FullName { get; init; }

    /// <summary>NgayThangNamSinh, perhaps only a year; null: not sent.</summary>
    public PartialDate? BirthDate { get; init; }

    /// <summary>Without the person.</summary>
    public override string ToString() => $"VerifyIdentityCall ({DossierNumber})";
}

/// <summary>A code list (operation ListCodes).</summary>
/// <param name="Name">Its name, such as <c>document-status</c>.</param>
public sealed record ListCodesCall(string Name);

/// <summary>The organisations that the hub knows (operation ListOrganisations).</summary>
/// <param name="Prefix">What code or name begin with, letter case aside; null: all.</param>
public sealed record ListOrganisationsCall(string? Prefix);
