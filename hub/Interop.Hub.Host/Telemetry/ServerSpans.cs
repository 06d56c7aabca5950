using Microsoft.AspNetCore.Http.Features;

namespace Interop.Hub.Host.Telemetry;

/// <summary>Completes the server's span when the answer is known: its route, never the address as it was called, and its status.</summary>
internal static class ServerSpans
{
    public static IApplicationBuilder UseServerSpans(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        try
        {
            await next(http);
        }
        finally
        {
            if (http.Features.Get<IHttpActivityFeature>()?.Activity is { IsAllDataRequested: true } span)
            {
                var route = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;
                span.DisplayName = route is null ? http.Request.Method : $"{http.Request.Method} {route}";
                span.SetTag("http.route", route).SetTag("http.response.status_code", http.Response.StatusCode);
            }
        }
    });
}
