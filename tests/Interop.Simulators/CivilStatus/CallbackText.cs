using System.Globalization;
using System.Xml.Linq;
using Interop.Simulators.Hosting;

namespace Interop.Simulators.CivilStatus;

/// <summary>The calls into the hub, written by hand: no code is shared with the side that reads them.</summary>
internal static class CallbackText
{
    public static readonly XNamespace Exchange = "urn:interop:dossier-exchange:1";

    public static string Action(CallbackKind kind) => $"{Exchange.NamespaceName}/{kind}";

    public static XElement Write(Callback callback, DateTimeOffset at, Certificate? certificate)
    {
        var local = Instant(at);
        return callback.Kind switch
        {
            CallbackKind.Supplement => new XElement(
                Exchange + "SupplementRequest",
                Head(callback, local),
                new XElement(Exchange + "id", "YCBS-" + callback.PacketId),
                new XElement(Exchange + "requestedBy", "Lê Văn Hộ Tịch"),
                new XElement(Exchange + "content", callback.Content),
                new XElement(Exchange + "deadline", Instant(at.AddDays(7))),
                new XElement(Exchange + "paper", new XElement(Exchange + "name", "Giấy chứng sinh (bản rõ nét)"), new XElement(Exchange + "quantity", 1))),
            CallbackKind.Result => new XElement(Exchange + "ResultRequest", Step(callback, local), Issued(certificate!, local), Attributes(certificate!)),
            _ => new XElement(Exchange + "ProgressRequest", Step(callback, local)),
        };
    }

    private static XElement[] Head(Callback callback, string at) =>
    [
        new(Exchange + "packetId", callback.PacketId),
        new(Exchange + "dossierNumber", callback.DossierNumber),
        new(Exchange + "occurredAt", at),
    ];

    private static XElement[] Step(Callback callback, string at) =>
    [
        .. Head(callback, at),
        new(Exchange + "statusCode", callback.StatusCode),
        new(Exchange + "handler", "Lê Văn Hộ Tịch"),
        new(Exchange + "title", "Công chức TP-HT"),
        new(Exchange + "unit", "UBND phường Mẫu"),
        new(Exchange + "content", callback.Content),
    ];

    private static XElement Issued(Certificate certificate, string at) => new(
        Exchange + "result",
        new XElement(Exchange + "code", certificate.Code),
        new XElement(Exchange + "name", certificate.Name),
        new XElement(Exchange + "number", $"{certificate.RegisterNumber}/{certificate.Day[^4..]}"),
        new XElement(Exchange + "issuedAt", at),
        new XElement(
            Exchange + "file",
            new XElement(Exchange + "name", certificate.FileName),
            new XElement(Exchange + "mediaType", "application/pdf"),
            new XElement(Exchange + "sha256", Digest.Sha256(certificate.Pdf)),
            new XElement(Exchange + "data", Convert.ToBase64String(certificate.Pdf))));

    private static XElement Attributes(Certificate certificate)
    {
        var list = new XElement(Exchange + "attributes");
        foreach (var (name, value) in new[]
        {
            ("soDinhDanh", certificate.CitizenNumber), ("soDangKy", certificate.RegisterNumber), ("quyenSo", certificate.Book),
            ("trangSo", certificate.RegisterNumber), ("ngayDangKy", certificate.Day),
        })
        {
            if (value is not null)
            {
                list.Add(new XElement(Exchange + "attribute", new XAttribute("name", name), value));
            }
        }

        return list;
    }

    private static string Instant(DateTimeOffset at) => at.ToOffset(TimeSpan.FromHours(7)).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
}
