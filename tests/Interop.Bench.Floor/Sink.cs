using System.Collections.Concurrent;

namespace Interop.Bench.Floor;

/// <summary>Counts the distinct ids that it is sent.</summary>
internal static class Sink
{
    public static async Task RunAsync(int port)
    {
        var seen = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        var app = Web.App(port);
        app.MapGet("/count", () => seen.Count);
        app.MapGet("/dup", () => seen.Values.Sum() - seen.Count);
        app.MapPost("/reset", () =>
        {
            seen.Clear();
            return Results.Ok();
        });
        app.MapPost("/{**rest}", async (HttpRequest request) =>
        {
            var id = request.Headers["X-Id"].ToString();
            await request.Body.CopyToAsync(Stream.Null);
            seen.AddOrUpdate(id, 1, (_, n) => n + 1);
            return Results.Ok();
        });
        await app.RunAsync();
    }
}
