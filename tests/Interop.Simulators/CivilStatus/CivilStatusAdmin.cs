using System.Globalization;
using Interop.Simulators.Hosting;
using Microsoft.AspNetCore.Http;

namespace Interop.Simulators.CivilStatus;

/// <summary>The ministry's own routes under <c>/_sim</c>: its callbacks.</summary>
internal static class CivilStatusAdmin
{
    public static readonly string[] Routes =
        ["GET PUT POST /_sim/callbacks", "POST /_sim/callbacks/fire?dossier=&most="];

    public static async Task<Answer?> ServeAsync(CivilStatusSimulator ministry, HttpContext http, string path)
    {
        switch (http.Request.Method, path)
        {
            case ("GET", "/callbacks"):
                var dossier = http.Request.Query["dossier"].ToString();
                return Answer.Json(200, ministry.Callbacks.Where(c => dossier.Length == 0 || c.DossierNumber.Equals(dossier, StringComparison.OrdinalIgnoreCase)).ToArray());
            case ("PUT", "/callbacks"):
                var settings = await AdminDesk.ReadAsync<CallbackSettings>(http);
                ministry.Mode = settings.Mode ?? ministry.Mode;
                ministry.CallbackDelay = settings.DelayMs is { } delay ? TimeSpan.FromMilliseconds(delay) : ministry.CallbackDelay;
                ministry.Hub = settings.Hub ?? ministry.Hub;
                return Answer.Json(200, new { ministry.Mode, delayMs = (int)ministry.CallbackDelay.TotalMilliseconds, hub = ministry.Hub?.BaseUrl });
            case ("POST", "/callbacks"):
                var order = await AdminDesk.ReadAsync<CallbackOrder>(http);
                return Answer.Json(201, ministry.Report(order.DossierNumber, order.Kind, order.StatusCode, order.Content));
            case ("POST", "/callbacks/fire"):
                return Answer.Json(200, new { fired = ministry.FireCallbacks(Named(http, "dossier"), Most(http)) });
            default:
                return null;
        }
    }

    private static string? Named(HttpContext http, string name) => http.Request.Query[name].ToString() is { Length: > 0 } value ? value : null;

    private static int Most(HttpContext http) =>
        Named(http, "most") is { } text
            ? int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var most) ? most : throw new FormatException("most: use a whole number")
            : int.MaxValue;
}

/// <summary>The body of <c>PUT /_sim/callbacks</c>; what is left out stays.</summary>
internal sealed record CallbackSettings(CallbackMode? Mode = null, int? DelayMs = null, HubAddress? Hub = null);

/// <summary>The body of <c>POST /_sim/callbacks</c>: one more callback.</summary>
internal sealed record CallbackOrder(string DossierNumber, CallbackKind Kind = CallbackKind.Progress, int StatusCode = 4, string Content = "Đang xử lý");
