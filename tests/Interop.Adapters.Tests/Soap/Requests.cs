using System.Security.Cryptography;

namespace Interop.Adapters.Tests.Soap;

/// <summary>Request elements of dossier-exchange as a ministry writes them.</summary>
internal static class Requests
{
    public static readonly byte[] Certificate = "%PDF-1.4 giấy khai sinh"u8.ToArray();

    public const string ProgressFields =
        "<packetId>HT-1</packetId><dossierNumber>000.00.18.H40-240603-0001</dossierNumber><occurredAt>2024-06-03T10:00:00+07:00</occurredAt><statusCode>4</statusCode>"
        + "<handler>Lê Văn Hộ Tịch</handler><title>Công chức TP-HT</title><unit>UBND phường Mẫu</unit><content>Đang xử lý</content><dueAt>2024-06-04T17:00:00</dueAt>";

    public static readonly string Progress = Element("ProgressRequest", ProgressFields);

    public static readonly string ResultFields =
        "<packetId>HT-2</packetId><dossierNumber>000.00.18.H40-240603-0001</dossierNumber><occurredAt>2024-06-03T15:10:00+07:00</occurredAt><statusCode>9</statusCode>"
        + "<handler>Lê Văn Hộ Tịch</handler><content>Đã xử lý xong</content>"
        + "<result><code>KQ.G15.000031</code><name>Giấy khai sinh</name><number>25/2024</number><issuedAt>2024-06-03T15:10:00+07:00</issuedAt>"
        + $"<file><name>giay-khai-sinh.pdf</name><mediaType>application/pdf</mediaType><sha256>{Convert.ToHexString(SHA256.HashData(Certificate))}</sha256><data>{Convert.ToBase64String(Certificate)}</data></file></result>"
        + "<attributes><attribute name=\"soDinhDanh\">001324000001</attribute><attribute name=\"quyenSo\">01/2024</attribute></attributes>";

    public static readonly string Result = Element("ResultRequest", ResultFields);

    public static readonly string Supplement = Element(
        "SupplementRequest",
        "<packetId>HT-3</packetId><dossierNumber>000.00.18.H40-240603-0001</dossierNumber><occurredAt>2024-06-03T11:00:00+07:00</occurredAt><id>BS-7</id>"
        + "<requestedBy>Lê Văn Hộ Tịch</requestedBy><content>Thiếu giấy chứng sinh</content><deadline>2024-06-12T17:00:00+07:00</deadline><paper><name>Giấy chứng sinh</name><quantity>1</quantity></paper><paper><name>Khác</name></paper>");

    public static readonly string Get = Element("GetRequest", "<dossierNumber>000.00.18.H40-240603-0001</dossierNumber>");

    public static string Element(string name, string fields) => $"<{name} xmlns=\"urn:interop:dossier-exchange:1\">{fields}</{name}>";
}
