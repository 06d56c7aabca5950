using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Interop.Simulators.Hosting;

/// <summary>The routes under <c>/_sim</c>: knobs, temper and records. Answered on the partner's port and on the admin port alike.</summary>
internal sealed class AdminDesk(PartnerSimulator partner)
{
    public const string Root = "/_sim";

    public static bool Serves(PathString path) => path.StartsWithSegments(Root, StringComparison.Ordinal);

    public async Task HandleAsync(HttpContext http, bool onPartnerPort)
    {
        var answer = await AnswerAsync(http, onPartnerPort);
        http.Response.StatusCode = answer.Status;
        http.Response.ContentType = answer.ContentType;
        http.Response.ContentLength = answer.Body.Length;
        await http.Response.Body.WriteAsync(answer.Body, http.RequestAborted);
    }

    private async Task<Answer> AnswerAsync(HttpContext http, bool onPartnerPort)
    {
        var path = http.Request.Path.Value![Root.Length..].TrimEnd('/');
        try
        {
            return (http.Request.Method, path) switch
            {
                ("GET", "") => Answer.Json(200, partner.Describe()),
                ("GET", "/faults") => Answer.Json(200, partner.Faults),
                ("PUT", "/faults") => await SetFaultsAsync(await ReadAsync<FaultSettings>(http), http, onPartnerPort),
                ("DELETE", "/faults") => await SetFaultsAsync(new FaultSettings(), http, onPartnerPort),
                ("GET", "/temper") => Answer.Json(200, new TemperSettings(partner.Temper, partner.Repeats)),
                ("PUT", "/temper") => SetTemper(await ReadAsync<TemperSettings>(http)),
                ("GET", "/counts") => Answer.Json(200, partner.Records.Counts),
                ("GET", "/requests") => Answer.Json(200, Requests(http.Request.Query)),
                ("GET", "/effects") => Answer.Json(200, Effects(http.Request.Query)),
                ("GET", _) when path.StartsWith("/effects/", StringComparison.Ordinal) =>
                    Answer.Json(200, partner.Records.EffectsOf(Uri.UnescapeDataString(path["/effects/".Length..]))),
                ("DELETE", "/records") => Clear(),
                _ => await partner.AdminAsync(http, path) ?? Answer.Json(404, new { error = $"{Root}{path} is not a route of this simulator", routes = partner.AdminRoutes }),
            };
        }
        catch (JsonException wrong)
        {
            return Answer.Json(400, new { error = wrong.Message, line = wrong.LineNumber + 1, path = wrong.Path });
        }
        catch (FormatException wrong)
        {
            return Answer.Json(400, new { error = wrong.Message });
        }
    }

    public static async Task<T> ReadAsync<T>(HttpContext http) =>
        await JsonSerializer.DeserializeAsync<T>(http.Request.Body, SimulatorJson.Options, http.RequestAborted)
        ?? throw new JsonException("the body is null: send an object");

    private async Task<Answer> SetFaultsAsync(FaultSettings settings, HttpContext http, bool onPartnerPort)
    {
        var problems = settings.Problems().ToArray();
        if (problems.Length > 0)
        {
            return Answer.Json(400, new { errors = problems });
        }

        if (onPartnerPort && settings.Down == Outage.Refused)
        {
            // The listener that carries this very answer is about to close: answer first.
            http.Response.OnCompleted(() =>
            {
                _ = Task.Run(() => partner.SetFaultsAsync(settings, CancellationToken.None));
                return Task.CompletedTask;
            });
            return Answer.Json(202, settings);
        }

        await partner.SetFaultsAsync(settings, http.RequestAborted);
        return Answer.Json(200, settings);
    }

    private Answer SetTemper(TemperSettings settings)
    {
        (partner.Temper, partner.Repeats) = (settings.Temper, settings.Repeats);
        return Answer.Json(200, settings);
    }

    private Answer Clear()
    {
        partner.Records.Clear();
        return Answer.Json(200, partner.Records.Counts);
    }

    private object Requests(IQueryCollection query)
    {
        var dossier = query["dossier"].ToString();
        var withBody = query["body"].ToString() is "true" or "1";
        return partner.Records.Requests
            .Where(r => r.Ordinal > After(query) && (dossier.Length == 0 || r.DossierNumber.Equals(dossier, StringComparison.OrdinalIgnoreCase)))
            .Take(Take(query))
            .Select(r => new
            {
                r.Ordinal, r.At, r.Method, r.Path, r.DeliveryId, r.Operation, r.DossierNumber, r.Status, r.Fault, r.Effects, r.Bytes, r.Headers,
                body = withBody ? r.Text : null,
            })
            .ToArray();
    }

    private Effect[] Effects(IQueryCollection query) =>
        [.. partner.Records.Effects.Where(e => e.Ordinal > After(query)).Take(Take(query))];

    private static long After(IQueryCollection query) => Number(query, "after", 0);

    private static int Take(IQueryCollection query) => (int)Math.Min(Number(query, "take", 1000), 1_000_000);

    private static long Number(IQueryCollection query, string name, long otherwise) =>
        query[name].ToString() is { Length: > 0 } text
            ? long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw new FormatException($"{name}: use a whole number")
            : otherwise;
}

/// <summary>The body of <c>/_sim/temper</c>.</summary>
internal sealed record TemperSettings(Temper Temper, RepeatAnswer Repeats = RepeatAnswer.Same);
