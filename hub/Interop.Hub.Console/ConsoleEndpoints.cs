using System.Globalization;
using Interop.Hub.Console.Language;
using Interop.Hub.Console.Pages;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Core.Recovery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Logging;

namespace Interop.Hub.Console;

/// <summary>Reads through Core's ports, then renders: a page never holds a connection while it is drawn.</summary>
internal static partial class ConsoleEndpoints
{
    private const string LanguageCookie = "interop-lang";
    private const int PageSize = 50;
    private const int LastPage = 10_000;
    private const int LongestQuery = 64;

    public static async Task<IResult> ListAsync(
        string? q, string? page, HttpContext http, [FromServices] ILedgerReader reader, [FromServices] IDueDeliveries due, [FromServices] IHubRecovery recovery, TimeProvider time, ConsoleNames names, ILoggerFactory logs)
    {
        var query = q?.Trim() ?? string.Empty;
        query = query.Length > LongestQuery ? query[..LongestQuery] : query;
        var number = int.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? Math.Clamp(n, 1, LastPage) : 1;
        return await GuardedAsync(http, time, names, logs, async () =>
        {
            if (query.Length > 0)
            {
                var found = await reader.SearchAsync(query, http.RequestAborted);
                return found.Count == 1
                    ? TypedResults.Redirect($"/dossiers/{found[0].Key.ToString(CultureInfo.InvariantCulture)}")
                    : Page<DossierListPage>(http, time, names, nameof(DossierListPage.Model), new ListModel(query, found, [], 1, HasMore: false, recovery.Current));
            }

            var lines = await reader.NewestAsync((number - 1) * PageSize, PageSize + 1, http.RequestAborted);
            var destinations = number == 1
                ? DestinationLine.Join(names.Destinations, await due.ControlsAsync(http.RequestAborted), await reader.BacklogAsync(http.RequestAborted))
                : [];
            return Page<DossierListPage>(http, time, names, nameof(DossierListPage.Model),
                new ListModel(string.Empty, [.. lines.Take(PageSize)], destinations, number, lines.Count > PageSize && number < LastPage, recovery.Current));
        });
    }

    public static async Task<IResult> DossierAsync(string key, HttpContext http, [FromServices] ILedgerReader reader, TimeProvider time, ConsoleNames names, ILoggerFactory logs) =>
        await GuardedAsync(http, time, names, logs, async () =>
            long.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && await reader.DossierAsync(id, http.RequestAborted) is { } dossier
                ? Page<DossierPage>(http, time, names, nameof(DossierPage.Dossier), dossier)
                : Message(http, time, names, StatusCodes.Status404NotFound, Texts.NotFoundTitle, Texts.NotFoundText));

    public static IResult SwitchLanguage(string code, string? back, HttpContext http)
    {
        if (code is "vi" or "en")
        {
            http.Response.Cookies.Append(LanguageCookie, code, new CookieOptions
            {
                HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, MaxAge = TimeSpan.FromDays(365), Path = "/", IsEssential = true,
            });
        }

        return TypedResults.LocalRedirect(IsLocal(back) ? back! : "/");
    }

    // One slash, then no slash and no backslash: browsers read both as another host.
    private static bool IsLocal(string? path) =>
        path is ['/', ..] and not ['/', '/' or '\\', ..] && path.AsSpan().IndexOfAnyInRange('\0', ' ') < 0;

    // The monitor never stops the traffic, and does not fall over with the ledger: a page without figures says so.
    private static async Task<IResult> GuardedAsync(HttpContext http, TimeProvider time, ConsoleNames names, ILoggerFactory logs, Func<Task<IResult>> draw)
    {
        try
        {
            return await draw();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            ReadFailed(logs.CreateLogger("Interop.Hub.Console"), e.GetType().Name);
            http.Response.Headers.RetryAfter = "5";
            return Message(http, time, names, StatusCodes.Status503ServiceUnavailable, Texts.BusyTitle, Texts.BusyText);
        }
    }

    private static RazorComponentResult<Page> Page<TBody>(HttpContext http, TimeProvider time, ConsoleNames names, string parameter, object value) =>
        Render<TBody>(http, time, names, StatusCodes.Status200OK, new() { [parameter] = value });

    private static RazorComponentResult<Page> Message(HttpContext http, TimeProvider time, ConsoleNames names, int status, Text heading, Text message) =>
        Render<MessagePage>(http, time, names, status, new() { [nameof(MessagePage.Heading)] = heading, [nameof(MessagePage.Message)] = message });

    private static RazorComponentResult<Page> Render<TBody>(HttpContext http, TimeProvider time, ConsoleNames names, int status, Dictionary<string, object> parameters)
    {
        var language = http.Request.Cookies[LanguageCookie] == "en" ? ConsoleLanguage.English : ConsoleLanguage.Vietnamese;
        var context = new PageContext(language, http.Request.Path + http.Request.QueryString, time.GetUtcNow(), names);
        return new RazorComponentResult<Page>(new Dictionary<string, object?>
        {
            [nameof(Pages.Page.Context)] = context,
            [nameof(Pages.Page.Body)] = typeof(TBody),
            [nameof(Pages.Page.Parameters)] = parameters,
        })
        {
            StatusCode = status,
            ContentType = "text/html; charset=utf-8",
        };
    }

    // The type alone: a database's message may quote what it was asked for.
    [LoggerMessage(EventId = 5101, Level = LogLevel.Warning, Message = "A console page could not read the ledger: {Error}")]
    private static partial void ReadFailed(ILogger log, string error);
}
