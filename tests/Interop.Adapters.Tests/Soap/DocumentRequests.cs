using Interop.Contracts.Identifiers;
using Interop.Contracts.Packets;

namespace Interop.Adapters.Tests.Soap;

/// <summary>Request elements of document-exchange as an office's document system writes them.</summary>
internal static class DocumentRequests
{
    public const string Namespace = "urn:interop:document-exchange:1";

    public static readonly ElectronicDocument Sample = new()
    {
        DocumentId = "000.00.18.H40,2026/11/20,12/UBND-VP",
        BusinessType = 2,
        Notation = "12/UBND-VP",
        Subject = "V/v phối hợp liên thông <hồ sơ> & hộ tịch",
        From = OrganisationCode.Parse("000.00.18.H40"),
        To = [OrganisationCode.Parse("000.00.00.G15"), OrganisationCode.Parse("H40")],
        PromulgatedOn = new DateOnly(2026, 11, 20),
    };

    public static readonly string Send = Element("SendDocumentRequest", SendFields());

    public static readonly string Status = Element(
        "UpdateStatusRequest",
        "<packetId>VB-0001-S1</packetId><dossierNumber>000.00.18.H40-240603-0001</dossierNumber><documentId>000.00.18.H40,2026/11/20,12/UBND-VP</documentId><receiver>000.00.00.g15</receiver>"
        + "<statusCode>03</statusCode><occurredAt>2026-11-20T14:00:00</occurredAt><description>Đã tiếp nhận</description>");

    public static readonly string Get = Element("GetDocumentRequest", $"<receiptId>{ScriptedDocuments.ReceiptId.ToUpperInvariant()}</receiptId>");

    public static IReadOnlyList<string> All { get; } = [Send, Status, Get];

    public static string SendFields(string? data = null) =>
        "<packetId>VB-0001</packetId><documentId>000.00.18.H40,2026/11/20,12/UBND-VP</documentId><businessType>2</businessType><notation>12/UBND-VP</notation>"
        + "<subject>V/v phối hợp liên thông &lt;hồ sơ&gt; &amp; hộ tịch</subject><from>000.00.18.H40</from><to>000.00.00.G15</to><to>h40</to><promulgatedOn>2026-11-20+07:00</promulgatedOn>"
        + $"<file><name>van-ban.pdf</name><mediaType>application/pdf</mediaType><data>{data ?? Convert.ToBase64String(Requests.Certificate)}</data></file>";

    public static string Element(string name, string fields) => $"<{name} xmlns=\"{Namespace}\">{fields}</{name}>";
}
