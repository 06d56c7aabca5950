using Interop.Contracts.Identifiers;

namespace Interop.Contracts.Dossiers;

/// <summary>A person or body (chủ hồ sơ, người nộp). Personal data: never in a log, a trace or a URL.</summary>
public record Party
{
    /// <summary>LoaiDoiTuong.</summary>
    public required PartyType Type { get; init; }

    /// <summary>Full name, 1 to 255 characters, as received.</summary>
    public required string Name { get; init; }

    /// <summary>Numbers (DinhDanhCHS), 0 to 10. None is ever invented.</summary>
    public IReadOnlyList<PersonNumber> Numbers { get; init => field = value ?? []; } = [];

    /// <summary>Date of birth, of which only the year may be known.</summary>
    public PartialDate? BirthDate { get; init; }

    /// <summary>MaDoiTuong: the portal's TechID. 1 to 64 characters.</summary>
    public string? TechId { get; init; }

    /// <summary>SoDienThoai. Up to 32 characters.</summary>
    public string? Phone { get; init; }

    /// <summary>Email. Up to 254 characters.</summary>
    public string? Email { get; init; }

    /// <summary>Fax. Up to 32 characters.</summary>
    public string? Fax { get; init; }

    /// <summary>Address.</summary>
    public Address? Address { get; init; }
}

/// <summary>Who hands in for the owner (nộp hộ / uỷ quyền).</summary>
public sealed record Submitter : Party
{
    /// <summary>True when there is a power of attorney (uỷ quyền); false for nộp hộ.</summary>
    public required bool Authorised { get; init; }

    /// <summary>Relation to the owner, free text. Up to 255 characters.</summary>
    public string? Relation { get; init; }
}

/// <summary>A Vietnamese address. There is no district level since 07/2025: <see cref="District"/> is optional.</summary>
public sealed record Address
{
    /// <summary>maTinh. Up to 64 characters.</summary>
    public string? Province { get; init; }

    /// <summary>maHuyen; absent since 07/2025. Up to 64 characters.</summary>
    public string? District { get; init; }

    /// <summary>maXa. Up to 64 characters.</summary>
    public string? Commune { get; init; }

    /// <summary>Street and number (dcChiTiet). Up to 500 characters.</summary>
    public string? Detail { get; init; }

    /// <summary>Country code; null: Việt Nam. Up to 8 characters.</summary>
    public string? Country { get; init; }
}
