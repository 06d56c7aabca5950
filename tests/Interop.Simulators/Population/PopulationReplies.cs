using System.Xml.Linq;

namespace Interop.Simulators.Population;

/// <summary>What the database tells of a person, in both forms.</summary>
internal static class PopulationReplies
{
    private static readonly XNamespace s_answer = "http://www.mic.gov.vn/dancu/1.0";

    public static Dictionary<string, object?> Verified(LookUpRequest request, Citizen? citizen) => new()
    {
        ["MaYeuCau"] = request.RequestId,
        ["TonTai"] = citizen is null ? "0" : "1",
        ["KetQuaXacThuc"] = Verdict(request, citizen),
    };

    public static XElement Verified(XNamespace ask, LookUpRequest request, Citizen? citizen) => new(
        ask + "XacThucThongTinCongDanResponse",
        new XElement(ask + "MaYeuCau", request.RequestId),
        new XElement(ask + "TonTai", citizen is null ? "0" : "1"),
        new XElement(ask + "KetQuaXacThuc", Verdict(request, citizen)));

    public static Dictionary<string, object?> Told(LookUpRequest request, Citizen? citizen)
    {
        var reply = new Dictionary<string, object?> { ["MaYeuCau"] = request.RequestId, ["TonTai"] = citizen is null ? "0" : "1" };
        if (citizen is not null)
        {
            var (family, middle, given) = NameParts(citizen.FullName);
            reply["CongDan"] = new Dictionary<string, object?>
            {
                ["SoDinhDanh"] = citizen.Number,
                ["SoCMND"] = citizen.OldNumber ?? "",
                ["HoVaTen"] = new Dictionary<string, object?> { ["Ho"] = family, ["ChuDem"] = middle, ["Ten"] = given },
                ["GioiTinh"] = citizen.Gender.ToString(System.Globalization.CultureInfo.InvariantCulture),
                ["NgayThangNamSinh"] = new Dictionary<string, object?> { [BornField(citizen)] = citizen.Born },
                ["QuocTich"] = "VN",
            };
        }

        return reply;
    }

    public static XElement Told(Citizen? citizen)
    {
        var collection = new XElement(s_answer + "CongdanCollection", new XAttribute(XNamespace.Xmlns + "ns2", s_answer.NamespaceName));
        if (citizen is not null)
        {
            var (family, middle, given) = NameParts(citizen.FullName);
            collection.Add(new XElement(
                s_answer + "CongDan",
                new XElement(s_answer + "SoDinhDanh", citizen.Number),
                citizen.OldNumber is { } old ? new XElement(s_answer + "SoCMND", old) : null,
                new XElement(
                    s_answer + "HoVaTen",
                    new XElement(s_answer + "Ho", family),
                    new XElement(s_answer + "ChuDem", middle),
                    new XElement(s_answer + "Ten", given)),
                new XElement(s_answer + "GioiTinh", citizen.Gender),
                new XElement(s_answer + "NgayThangNamSinh", new XElement(s_answer + BornField(citizen), citizen.Born)),
                new XElement(s_answer + "QuocTich", "VN")));
        }

        return collection;
    }

    private static string Verdict(LookUpRequest request, Citizen? citizen) =>
        citizen is not null && CitizenRegistry.Matches(citizen, request.Name, request.Born) ? "1" : "0";

    private static string BornField(Citizen citizen) => citizen.Born.Length == 4 ? "Nam" : "NgayThangNam";

    private static (string Family, string Middle, string Given) NameParts(string name)
    {
        var parts = name.Split(' ');
        return (parts[0], string.Join(' ', parts[1..^1]), parts[^1]);
    }
}
