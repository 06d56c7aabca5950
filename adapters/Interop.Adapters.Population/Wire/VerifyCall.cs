using System.Text.Json.Serialization;

namespace Interop.Adapters.Population.Wire;

/// <summary>
/// XacThucThongTinCongDan over the REST front of service 037. Names and order as in the table of sources of contracts/README.md; the order is kept
/// because the gateway behind builds XML from it, where order matters.
/// </summary>
internal sealed record VerifyCall
{
    public required string MaYeuCau { get; init; }
    public required string MaDVC { get; init; }
    public string MaTichHop { get; } = "037";
    public required string MaCanBo { get; init; }
    public required string MaDonVi { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? SoDinhDanh { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? SoCMND { get; init; }

    public required string HoVaTen { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public BirthDateItem? NgayThangNamSinh { get; init; }
}

/// <summary>Nam alone for people of whom only the year is known, else NgayThangNam (yyyyMMdd).</summary>
internal sealed record BirthDateItem
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Nam { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? NgayThangNam { get; init; }
}
