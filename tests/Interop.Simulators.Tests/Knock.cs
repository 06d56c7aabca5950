using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Interop.Simulators.Hosting;
using Interop.Simulators.OneStop;

namespace Interop.Simulators.Tests;

/// <summary>Calls the partners the way the hub would, over real sockets, one connection per call.</summary>
internal static class Knock
{
    public const string Number = "000.00.18.H40-240603-0001";

    private static readonly HttpClient s_http = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero }) { Timeout = TimeSpan.FromSeconds(20) };

    public static async Task<Heard> SendAsync(HttpRequestMessage request, CancellationToken cancel = default)
    {
        using var sent = request;
        using var answer = await s_http.SendAsync(request, cancel);
        return new Heard(
            answer.StatusCode,
            await answer.Content.ReadAsStringAsync(cancel),
            answer.Content.Headers.ContentType?.MediaType ?? "",
            answer.Headers.RetryAfter?.Delta);
    }

    public static Task<Heard> GetAsync(Uri address) => SendAsync(new HttpRequestMessage(HttpMethod.Get, address));

    public static Task<Heard> PutAsync(Uri root, string path, string json) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Put, new Uri(root, path)) { Content = Json(json) });

    // ---- one-stop

    public static HttpRequestMessage Packet(OneStopSimulator partner, string delivery, string kind = "progress", string number = Number, string? content = null)
    {
        content ??= """{"steps":[{"at":"2024-06-03T09:30:00+07:00","content":"Chuyển xử lý","status":4}]}""";
        var body = $$$"""{"packetId":"p-{{{delivery}}}","kind":"{{{kind}}}","identifiers":[{"scheme":"receipt","issuer":"H40.18","value":"17"},{"scheme":"local","issuer":"H40.18","value":"{{{number}}}"}],"content":{{{content}}}}""";
        var time = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var mac = Convert.ToHexStringLower(HookSignature.Expected(time, Encoding.UTF8.GetBytes(body), partner.Secret));
        var request = new HttpRequestMessage(HttpMethod.Post, partner.HookUrl) { Content = Json(body) };
        request.Headers.Add("X-Interop-Delivery", delivery);
        request.Headers.Add("X-Interop-Attempt", "1");
        request.Headers.Add("X-Interop-Signature", $"t={time},v1={mac}");
        return request;
    }

    public static Task<Heard> PushAsync(OneStopSimulator partner, string delivery) => SendAsync(Packet(partner, delivery));

    // ---- national portal

    public static HttpRequestMessage Portal(NationalPortalSimulator portal, string path, string json, string? delivery = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(portal.BaseUrl, path)) { Content = Json(json) };
        request.Headers.Add("dstcode", portal.DstCode);
        if (delivery is not null)
        {
            request.Headers.Add("X-Interop-Delivery", delivery);
        }

        return request;
    }

    public static async Task<string> LogInAsync(NationalPortalSimulator portal)
    {
        var heard = await SendAsync(Portal(portal, "auth", $$"""{"username":"{{portal.UserName}}","password":"{{portal.Password}}"}"""));
        return heard.Json.GetProperty("session").GetString()!;
    }

    public static async Task<Heard> CallAsync(NationalPortalSimulator portal, string service, string rest, string? delivery = null) =>
        await SendAsync(Portal(portal, "integration", $$"""{"session":"{{await LogInAsync(portal)}}","madonvi":"000.00.00.H40","service":"{{service}}",{{rest}}}""", delivery));

    public static Task<Heard> SyncAsync(NationalPortalSimulator portal, string? delivery, bool isUpdating = false, string number = Number, string more = "") =>
        CallAsync(
            portal, "DongBoHoSoMC",
            $$"""
            "isUpdating":"{{(isUpdating ? "True" : "False")}}","data":[{"MaHoSo":"{{number}}","MaTTHC":"1.001193.000.00.00.H40","ChuHoSo":"NGUYỄN VĂN MẪU","LoaiDoiTuong":"1","NgayTiepNhan":"20240603081500","TrangThaiHoSo":"4"{{more}}}]
            """,
            delivery);

    // ---- population

    public static HttpRequestMessage Population(PopulationSimulator partner, string path, string body, string? secret = null)
    {
        var url = new Uri(partner.BaseUrl, path);
        var stamp = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        var hash = Digest.Sha256(Encoding.UTF8.GetBytes($"{url}{partner.User}{stamp}{secret ?? partner.Secret}"));
        var request = new HttpRequestMessage(HttpMethod.Post, url)
        {
            Content = path == "soap" ? new StringContent(body, Encoding.UTF8, "text/xml") : Json(body),
        };
        request.Headers.Authorization = Basic(partner.User, hash);
        request.Headers.Add("Timestamp", stamp);
        request.Headers.Add("X-Road-Client", partner.XRoadClient);
        request.Headers.Add("ApiKey", partner.ApiKey);
        return request;
    }

    public static Task<Heard> VerifyAsync(PopulationSimulator partner, string number, string name, string born, string id = "yc-1") =>
        SendAsync(Population(partner, "xacthuc", $$"""{"MaYeuCau":"{{id}}","MaDVC":"1.001193","MaTichHop":"037","MaCanBo":"canbo01","SoDinhDanh":"{{number}}","HoVaTen":"{{name}}","NgayThangNamSinh":{{born}}}"""));

    // ---- civil status

    public static HttpRequestMessage Ministry(CivilStatusSimulator ministry, string body, string? password = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, ministry.ServiceUrl)
        {
            Content = new StringContent($"""<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>{body}</soap:Body></soap:Envelope>""", Encoding.UTF8, "text/xml"),
        };
        request.Headers.Authorization = Basic(ministry.UserName, password ?? ministry.Password);
        request.Headers.Add("SOAPAction", "\"\"");
        return request;
    }

    public static string Push(string delivery, string number = Number, string child = "NGUYỄN THỊ THỬ", string module = "LTKS") =>
        $$"""<NhanHoSo xmlns="http://hotich.moj.gov.vn/lienthong/v1"><maDonVi>01</maDonVi><module>{{module}}</module><maHoSoMCDT>{{number}}</maHoSoMCDT><ngayTiepNhan>03/06/2024 08:15:00</ngayTiepNhan><data>{"nksHoTen":"{{child}}","nksGioiTinh":"2","nksNgaySinh":"28/05/2024","nycHoTen":"NGUYỄN VĂN MẪU"}</data><fileDinhKem><id>1</id><loaiGiayTo>1</loaiGiayTo><tenGiayTo>Giấy chứng sinh</tenGiayTo><tenTepDinhKem>gcs.pdf</tenTepDinhKem><huyGiayTo>0</huyGiayTo><duLieuTepDinhKem>JVBERi0xLjc=</duLieuTepDinhKem></fileDinhKem><maGiaoDich>{{delivery}}</maGiaoDich></NhanHoSo>""";

    public static string LookUp(string delivery) => $"""<TraCuuHoSo xmlns="http://hotich.moj.gov.vn/lienthong/v1"><maGiaoDich>{delivery}</maGiaoDich></TraCuuHoSo>""";

    public static Task<Heard> PushAsync(CivilStatusSimulator ministry, string delivery, string number = Number, string child = "NGUYỄN THỊ THỬ") =>
        SendAsync(Ministry(ministry, Push(delivery, number, child)));

    public static Task<Heard> LookUpAsync(CivilStatusSimulator ministry, string delivery) => SendAsync(Ministry(ministry, LookUp(delivery)));

    private static StringContent Json(string json) => new(json, Encoding.UTF8, "application/json");

    private static AuthenticationHeaderValue Basic(string user, string password) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));
}
