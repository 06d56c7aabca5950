using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using System.Xml.Linq;
using System.Xml.Schema;
using Interop.Adapters.Tests.Conformance;

namespace Interop.Adapters.Tests.Soap.Profiles;

/// <summary>The invented ministry of the walk-through, on a socket. It holds every call to its own schema, and knows its own rules only.</summary>
internal sealed class SampleMinistry : IAsyncDisposable
{
    private static readonly XNamespace Soap = "http://schemas.xmlsoap.org/soap/envelope/";
    private static readonly XNamespace M = "http://tempuri.org/";

    private readonly XmlSchemaSet _schemas = new() { XmlResolver = null };
    private readonly ScriptedPeer _peer;
    private readonly ConcurrentDictionary<string, XElement> _books = new(StringComparer.Ordinal);
    private int _sessions;

    public SampleMinistry()
    {
        using var reader = XDocument.Parse(Wsdl).Descendants(XName.Get("schema", XmlSchema.Namespace)).Single().CreateReader();
        _schemas.Add(null, reader);
        _peer = new ScriptedPeer(Answer);
    }

    public static string Wsdl => Resource("bo-mau.wsdl");

    public Uri Url => _peer.Url;

    /// <summary>What it holds, by the transaction's code.</summary>
    public IReadOnlyDictionary<string, XElement> Books => _books;

    public int Sessions => _sessions;

    /// <summary>Ends all sessions.</summary>
    public bool ForgetsSessions { get; set; }

    /// <summary>The next dossier is taken, and its answer lost.</summary>
    public bool LosesAnswer { get; set; }

    public static string Resource(string name)
    {
        using var stream = typeof(SampleMinistry).Assembly.GetManifestResourceStream("Data." + name)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    public ValueTask DisposeAsync() => _peer.DisposeAsync();

    private PeerAnswer Answer(PeerRequest request)
    {
        var body = XDocument.Parse(request.Text).Root!.Element(Soap + "Body")!.Elements().Single();
        List<string> wrong = [];
        new XDocument(body).Validate(_schemas, (_, e) => wrong.Add(e.Message));
        if (wrong.Count > 0)
        {
            return Reply(new XElement(Soap + "Fault", new XElement("faultcode", "soap:Client"), new XElement("faultstring", string.Join("; ", wrong))));
        }

        var operation = body.Name.LocalName;
        return operation == "DangNhap" ? Said(operation, LogIn(body)) : Said(operation, Serve(operation, body));
    }

    private string LogIn(XElement body)
    {
        // The MD5 of its password, as its contract asks.
        var good = body.Element(M + "tenDangNhap")?.Value == "tinh-mau"
            && body.Element(M + "matKhau")?.Value == "4c1926378277b93a1994ad43021054fd";
        return good ? string.Create(CultureInfo.InvariantCulture, $"phien-{Interlocked.Increment(ref _sessions)}") : "Sai mật khẩu";
    }

    private string Serve(string operation, XElement body)
    {
        var current = string.Create(CultureInfo.InvariantCulture, $"phien-{_sessions}");
        if (ForgetsSessions)
        {
            ForgetsSessions = false;
            return Result("98", "Phiên hết hạn");
        }

        return body.Element(M + "token")?.Value != current ? Result("98", "Phiên hết hạn")
            : operation == "TraCuu" ? Find(body.Element(M + "maHoSo")!.Value)
            : Take(XElement.Parse(body.Element(M + "thongDiep")!.Value));
    }

    private string Find(string number) =>
        _books.Values.FirstOrDefault(b => b.Element("MaHoSo")!.Value == number) is { } found
            ? new XElement("KetQua", new XElement("Ma", "00"), found.Element("MaGiaoDich"), new XElement("SoTiepNhan", "TN-1")).ToString()
            : Result("04", "Không có hồ sơ");

    private string Take(XElement dossier)
    {
        if (dossier.Element("ChuHoSo")!.Value.Length == 0)
        {
            return Result("10", "Thiếu chủ hồ sơ");
        }

        return _books.TryAdd(dossier.Element("MaGiaoDich")!.Value, dossier) ? Result("00", "", "TN-1") : Result("01", "Đã tiếp nhận", "TN-1");
    }

    private PeerAnswer Said(string operation, string result)
    {
        if (operation == "NhanHoSo" && LosesAnswer)
        {
            LosesAnswer = false;
            return new PeerAnswer([]);
        }

        return Reply(new XElement(M + (operation + "Response"), new XElement(M + (operation + "Result"), result)));
    }

    private static string Result(string code, string text, string? number = null) =>
        new XElement("KetQua", new XElement("Ma", code), new XElement("MoTa", text), number is null ? null : new XElement("SoTiepNhan", number)).ToString();

    private static PeerAnswer Reply(XElement body) => PeerAnswer.Http(
        (int)HttpStatusCode.OK, "text/xml; charset=utf-8", Encoding.UTF8.GetBytes(new XElement(Soap + "Envelope", new XElement(Soap + "Body", body)).ToString(SaveOptions.DisableFormatting)));
}
