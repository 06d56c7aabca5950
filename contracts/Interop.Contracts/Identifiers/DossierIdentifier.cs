using System.Text.Json.Serialization;

namespace Interop.Contracts.Identifiers;

/// <summary>
/// Under which scheme a dossier carries a code. One dossier carries several at once, and none is ever overwritten.
/// Schemes: a proposal (contracts/README.md, INF).
/// </summary>
public enum IdentifierScheme
{
    /// <summary>The number of the one-stop system that received it (mã hồ sơ một cửa, MaHoSoMCDT).</summary>
    Local,

    /// <summary>The national portal's number (mã hồ sơ DVCQG).</summary>
    National,

    /// <summary>The number of the inter-linked procedures' software (maHoSoLT).</summary>
    InterLinked,

    /// <summary>Receipt number (SoBienNhan): restarts every day in every unit, so it searches and never decides identity.</summary>
    Receipt,

    /// <summary>Any other number (MaHoSoKhac), such as the ministry's own.</summary>
    Other,
}

/// <summary>
/// One code of a dossier. Its identity is all three parts: the same value under another issuer is another dossier.
/// </summary>
/// <param name="Scheme">The numbering scheme.</param>
/// <param name="Issuer">The organisation that issued the value; only it may attach it to a dossier.</param>
/// <param name="Value">The code, 1 to 64 characters; upper case when it is a dossier number.</param>
public sealed record DossierIdentifier(IdentifierScheme Scheme, OrganisationCode Issuer, string Value)
{
    /// <summary>The form in which identifiers are compared and stored: blanks trimmed, upper case.</summary>
    [JsonIgnore]
    public DossierIdentifier Normalised => this with { Value = Value.Trim().ToUpperInvariant() };
}
