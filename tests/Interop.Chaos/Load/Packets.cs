using System.Globalization;
using System.Text.Json.Nodes;

namespace Interop.Chaos.Load;

/// <summary>Packets as a one-stop system sends them. Everybody in them is invented.</summary>
internal static class Packets
{
    /// <summary>When the ward took the dossiers in; steps follow by the minute.</summary>
    private static readonly DateTimeOffset s_received = new(2026, 6, 3, 8, 15, 0, TimeSpan.FromHours(7));

    /// <summary>A birth registration with one scan.</summary>
    public static string Submission(string packetId, string number, Scan scan) =>
        Packet(packetId, "submission", number, new JsonObject { ["dossier"] = Dossier(scan) });

    /// <summary>The whole dossier again, in place of one that was refused.</summary>
    public static string Correction(string packetId, string number, string corrects, Scan scan) =>
        Packet(packetId, "correction", number, new JsonObject { ["corrects"] = corrects, ["reason"] = "Tệp giấy chứng sinh bị rỗng, đã quét lại", ["dossier"] = Dossier(scan) });

    /// <summary>One step.</summary>
    public static string Progress(string packetId, string number, int status, int minute) =>
        Packet(packetId, "progress", number, new JsonObject
        {
            ["steps"] = new JsonArray(new JsonObject
            {
                ["at"] = Instant(s_received.AddMinutes(minute)),
                ["handler"] = "Trần Thị Cán Bộ",
                ["title"] = "Công chức tư pháp - hộ tịch",
                ["unit"] = "Bộ phận Một cửa",
                ["content"] = "Đang xử lý",
                ["status"] = status,
                ["startedAt"] = Instant(s_received.AddMinutes(minute)),
            }),
        });

    private static string Packet(string packetId, string kind, string number, JsonObject content) => new JsonObject
    {
        ["packetId"] = packetId,
        ["kind"] = kind,
        ["identifiers"] = new JsonArray(new JsonObject { ["scheme"] = "local", ["issuer"] = "H40.18", ["value"] = number }),
        ["content"] = content,
    }.ToJsonString();

    private static JsonObject Dossier(Scan scan) => new()
    {
        ["procedure"] = new JsonObject { ["code"] = "1.001193", ["name"] = "Thủ tục đăng ký khai sinh", ["fieldCode"] = "G15-HT02", ["fieldName"] = "Hộ tịch" },
        ["organisations"] = new JsonObject { ["receiving"] = "000.00.18.H40", ["processingName"] = "UBND phường Mẫu" },
        ["channel"] = 2,
        ["returnMethod"] = 0,
        ["owner"] = new JsonObject
        {
            ["type"] = 1,
            ["name"] = "NGUYỄN VĂN MẪU",
            ["numbers"] = new JsonArray(new JsonObject { ["type"] = "citizenNumber", ["number"] = "001099000001" }),
            ["birthDate"] = "1999-01-01",
        },
        ["subject"] = "Đăng ký khai sinh cho NGUYỄN THỊ THỬ",
        ["eForm"] = new JsonObject { ["schemaId"] = "birth-registration", ["version"] = "1.0", ["data"] = Form() },
        ["times"] = new JsonObject { ["submitted"] = Instant(s_received.AddHours(-10)), ["received"] = Instant(s_received), ["due"] = Instant(s_received.AddHours(9)) },
        ["status"] = new JsonObject { ["code"] = 2, ["since"] = Instant(s_received) },
        ["components"] = new JsonArray(new JsonObject
        {
            ["code"] = "KQ.G18.000001",
            ["name"] = "Giấy chứng sinh",
            ["quantity"] = 1,
            ["copyKind"] = 2,
            ["files"] = new JsonArray(new JsonObject { ["name"] = "gcs.pdf", ["mediaType"] = "application/pdf", ["size"] = scan.Size, ["sha256"] = scan.Sha256 }),
        }),
    };

    private static JsonObject Form() => new()
    {
        ["certificate"] = new JsonObject { ["number"] = "GCS-0001", ["issuedOn"] = "2026-05-30" },
        ["registrationType"] = "1",
        ["registrationPlace"] = "000.00.18.H40",
        ["copies"] = 2,
        ["child"] = new JsonObject
        {
            ["fullName"] = "NGUYỄN THỊ THỬ",
            ["gender"] = "2",
            ["birthDate"] = "2026-05-28",
            ["birthDateInWords"] = "Ngày hai mươi tám tháng năm năm hai nghìn không trăm hai mươi sáu",
            ["birthPlace"] = new JsonObject { ["province"] = "01", ["commune"] = "00004", ["detail"] = "Bệnh viện Mẫu" },
            ["hometown"] = new JsonObject { ["province"] = "01", ["commune"] = "00004" },
            ["ethnicity"] = "01",
            ["nationality"] = "VN",
            ["birthType"] = "1",
        },
        ["mother"] = Parent("TRẦN THỊ MẸ", "2000-01-01", "001300000001"),
        ["father"] = Parent("NGUYỄN VĂN MẪU", "1999-01-01", "001099000001"),
        ["requester"] = new JsonObject
        {
            ["fullName"] = "NGUYỄN VĂN MẪU",
            ["relation"] = "Cha",
            ["paperType"] = "5",
            ["paperNumber"] = "001099000001",
            ["phone"] = "0900000001",
        },
    };

    private static JsonObject Parent(string name, string born, string number) => new()
    {
        ["fullName"] = name,
        ["birthDate"] = born,
        ["ethnicity"] = "01",
        ["nationality"] = "VN",
        ["residenceType"] = "1",
        ["residence"] = new JsonObject { ["province"] = "01", ["commune"] = "00004", ["detail"] = "Số 1 phố Mẫu" },
        ["paperType"] = "5",
        ["paperNumber"] = number,
        ["citizenNumber"] = number,
    };

    private static string Instant(DateTimeOffset at) => at.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
}
