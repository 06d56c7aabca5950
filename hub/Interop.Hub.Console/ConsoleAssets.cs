using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Interop.Hub.Console;

/// <summary>The pages' own files, from the assembly.</summary>
internal static class ConsoleAssets
{
    private static readonly Dictionary<string, (byte[] Bytes, string Type, EntityTagHeaderValue Tag)> Files = new(StringComparer.Ordinal)
    {
        ["console.css"] = Load("console.css", "text/css; charset=utf-8"),
        ["mark.svg"] = Load("mark.svg", "image/svg+xml"),
    };

    public static IResult Get(string name, HttpContext http)
    {
        if (!Files.TryGetValue(name, out var file))
        {
            return TypedResults.NotFound();
        }

        // Asked again each time and answered 304: a new version of the hub shows at once.
        http.Response.Headers.CacheControl = "no-cache";
        return TypedResults.Bytes(file.Bytes, file.Type, entityTag: file.Tag);
    }

    private static (byte[] Bytes, string Type, EntityTagHeaderValue Tag) Load(string name, string type)
    {
        using var stream = typeof(ConsoleAssets).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The assembly lacks {name}.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return (bytes, type, new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 8))}\""));
    }
}
