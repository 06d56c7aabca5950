using System.Globalization;
using System.Text.Json.Nodes;

namespace Interop.Journey.Tests.Hub;

/// <summary>Packets as a one-stop system sends them. Everybody in them is invented.</summary>
internal static class Payloads
{
    /// <summary>Digest of a file without content: the ministry refuses it.</summary>
    public const string EmptyFile = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    public static readonly DateTimeOffset Received = new(2026, 6, 3, 8, 15, 0, TimeSpan.FromHours(7));

    /// <summary>A dossier number of the sample ward.</summary>
    public static string Number(int sequence) => string.Create(CultureInfo.InvariantCulture, $"000.00.18.H40-260603-{sequence:0000000}");

    /// <summary>A birth registration, with or without a gate's subjects, with the files of the given digests.</summary>
    public static string Submission(string packetId, string number, string child = "NGUYỄN THỊ THỬ", params (string Name, string Sha256, long Size)[] files) =>
        new JsonObject
        {
            ["packetId"] = packetId,
            ["kind"] = "submission",
            ["identifiers"] = Identifiers(number),
            ["content"] = new JsonObject { ["dossier"] = Dossier(child, files) },
        }.ToJsonString();

    /// <summary>The whole dossier again, in place of one that was rejected.</summary>
    public static string Correction(string packetId, string number, string corrects, params (string Name, string Sha256, long Size)[] files) =>
        new JsonObject
        {
            ["packetId"] = packetId,
            ["kind"] = "correction",
            ["identifiers"] = Identifiers(number),
            ["content"] = new JsonObject { ["corrects"] = corrects, ["reason"] = "Tệp giấy chứng sinh bị rỗng, đã quét lại", ["dossier"] = Dossier("NGUYỄN THỊ THỬ", files) },
        }.ToJsonString();

    /// <summary>One step.</summary>
    public static string Progress(string packetId, string number, int status, int minute, string content = "Đang xử lý") =>
        new JsonObject
        {
            ["packetId"] = packetId,
            ["kind"] = "progress",
            ["identifiers"] = Identifiers(number),
            ["content"] = new JsonObject
            {
                ["steps"] = new JsonArray(new JsonObject
                {
                    ["at"] = Instant(Received.AddMinutes(minute)),
                    ["handler"] = "Trần Thị Cán Bộ",
                    ["title"] = "Công chức tư pháp - hộ tịch",
                    ["unit"] = "Bộ phận Một cửa",
                    ["content"] = content,
                    ["status"] = status,
                    ["startedAt"] = Instant(Received.AddMinutes(minute)),
                }),
            },
        }.ToJsonString();

    private static JsonArray Identifiers(string number) =>
        new(new JsonObject { ["scheme"] = "local", ["issuer"] = "H40.18", ["value"] = number });

    private static JsonObject Dossier(string child, (string Name, string Sha256, long Size)[] files) => new()
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
        ["subject"] = $"Đăng ký khai sinh cho {child}",
        ["eForm"] = new JsonObject { ["schemaId"] = "birth-registration", ["version"] = "1.0", ["data"] = Form(child) },
        ["times"] = new JsonObject { ["submitted"] = Instant(Received.AddHours(-10)), ["received"] = Instant(Received), ["due"] = Instant(Received.AddHours(9)) },
        ["status"] = new JsonObject { ["code"] = 2, ["since"] = Instant(Received) },
        ["components"] = new JsonArray(
        [
            .. files.Select(f => (JsonNode)new JsonObject
            {
                ["code"] = "KQ.G18.000001",
                ["name"] = "Giấy chứng sinh",
                ["quantity"] = 1,
                ["copyKind"] = 2,
                ["files"] = new JsonArray(new JsonObject { ["name"] = f.Name, ["mediaType"] = "application/pdf", ["size"] = f.Size, ["sha256"] = f.Sha256 }),
            }),
        ]),
    };

    private static JsonObject Form(string child) => new()
    {
        ["certificate"] = new JsonObject { ["number"] = "GCS-0001", ["issuedOn"] = "2026-05-30" },
        ["registrationType"] = "1",
        ["registrationPlace"] = "000.00.18.H40",
        ["copies"] = 2,
        ["child"] = new JsonObject
        {
            ["fullName"] = child,
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
