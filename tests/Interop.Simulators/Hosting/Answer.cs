using System.Text;

namespace Interop.Simulators.Hosting;

/// <summary>What kind of call it was, as the partner understood it.</summary>
internal enum CallKind
{
    Business,
    Probe,
    LogIn,
    Other,
}

/// <summary>A request as the partner's rules see it.</summary>
internal sealed record Call(RequestRecord Record, string Query)
{
    public string Method => Record.Method;

    public string Path => Record.Path;

    public byte[] Body => Record.Body;

    public string? Header(string name) => Record.Headers.GetValueOrDefault(name);

    /// <summary>The credentials, kept out of the record.</summary>
    public string? Authorization { get; init; }

    /// <summary>The API key, kept out of the record.</summary>
    public string? ApiKey { get; init; }
}

/// <summary>What goes back, before the knobs have their way with it.</summary>
internal sealed record Answer(int Status, string ContentType, byte[] Body)
{
    public CallKind Kind { get; init; } = CallKind.Business;

    public int Effects { get; init; }

    /// <summary>True: the partner said no, in whatever form its protocol has for that.</summary>
    public bool IsRefusal { get; init; }

    public string Operation { get; init; } = "";

    public string DossierNumber { get; init; } = "";

    public string DeliveryId { get; init; } = "";

    public int? RetryAfter { get; init; }

    public static Answer Json(int status, object body) => new(status, "application/json; charset=utf-8", SimulatorJson.Bytes(body));

    public static Answer Html(int status, string title) => new(
        status,
        "text/html; charset=utf-8",
        Encoding.UTF8.GetBytes($"<!DOCTYPE html><html lang=\"vi\"><head><meta charset=\"utf-8\"><title>{title}</title></head><body><h1>{title}</h1></body></html>"));

    public static Answer LoginPage() => new(
        200,
        "text/html; charset=utf-8",
        "<!DOCTYPE html><html lang=\"vi\"><head><meta charset=\"utf-8\"><title>Đăng nhập</title></head><body><form action=\"/login\" method=\"post\"><h1>Đăng nhập hệ thống</h1><input name=\"username\"><input name=\"password\" type=\"password\"><button>Đăng nhập</button></form></body></html>"u8.ToArray());
}
