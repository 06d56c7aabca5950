using System.Globalization;
using Interop.Adapters.Population.Wire;
using Interop.Adapters.Queries;
using Interop.Contracts.Faults;
using Interop.Contracts.Identifiers;

namespace Interop.Adapters.Population;

/// <summary>A question about an identity as the database wants it. Pure.</summary>
internal static class PopulationMapping
{
    /// <summary>The call, or the fault that forbids asking.</summary>
    public static (VerifyCall? Call, Fault? Obstacle) Call(IdentityQuery query, string? standardOfficer)
    {
        var officer = string.IsNullOrWhiteSpace(query.Officer) ? standardOfficer : query.Officer;
        if (officer is null)
        {
            return (null, FaultCodes.NotDeliverable("Tra cứu dân cư phải gắn với một cán bộ (MaCanBo); yêu cầu không nêu cán bộ nào."));
        }

        var number = query.Number.Number.Trim();
        var kind = Kind(query.Number.Type, number);
        return kind is null
            ? (null, FaultCodes.NotDeliverable("Chỉ tra cứu được bằng số định danh 12 chữ số hoặc số CMND 9 chữ số."))
            : (new VerifyCall
            {
                MaYeuCau = query.QueryId,
                MaDVC = query.Procedure.Short,
                MaCanBo = officer,
                MaDonVi = query.Unit.Value,
                SoDinhDanh = kind == PersonNumberType.CitizenNumber ? number : null,
                SoCMND = kind == PersonNumberType.OldIdentityCard ? number : null,
                HoVaTen = query.FullName,
                NgayThangNamSinh = query.BirthDate is { } born ? Born(born) : null,
            }, null);
    }

    // The digits decide: old papers and forms put nine digits under either name.
    private static PersonNumberType? Kind(PersonNumberType stated, string number) =>
        stated is not (PersonNumberType.CitizenNumber or PersonNumberType.OldIdentityCard) || !number.All(char.IsAsciiDigit)
            ? null
            : number.Length switch
            {
                12 => PersonNumberType.CitizenNumber,
                9 => PersonNumberType.OldIdentityCard,
                _ => null,
            };

    // The protocol knows a whole date or a year; a month without a day is asked as its year, which is true as far as it goes.
    private static BirthDateItem Born(PartialDate born) => born.Full is { } full
        ? new BirthDateItem { NgayThangNam = full.ToString("yyyyMMdd", CultureInfo.InvariantCulture) }
        : new BirthDateItem { Nam = born.Year.ToString("0000", CultureInfo.InvariantCulture) };
}
