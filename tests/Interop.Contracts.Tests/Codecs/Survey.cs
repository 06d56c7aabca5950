using System.Globalization;
using System.Text.Json;

namespace Interop.Contracts.Tests.Codecs;

/// <summary>Every value of a packet with its place, in a form that says what was meant: instants as instants, codes in upper case.</summary>
internal static class Survey
{
    private static readonly HashSet<string> Codes = ["issuer", "receiving", "supportPoint", "competent", "processing", "from", "to", "receiver", "sha256", "registrationPlace"];

    public static IEnumerable<string> Of(JsonElement element, string at = "", string name = "", bool free = false) => element.ValueKind switch
    {
        JsonValueKind.Null when !free => [],
        JsonValueKind.Object => element.EnumerateObject().SelectMany(p => Of(p.Value, $"{at}/{p.Name}", p.Name, free || name == "data")),
        JsonValueKind.Array => element.EnumerateArray().SelectMany((item, i) => Of(item, $"{at}/{i}", name, free)),
        JsonValueKind.String when !free && name != "data" => [$"{at}={Meant(element.GetString()!, at, name)}"],
        JsonValueKind.String => [$"{at}={element.GetString()}"],
        _ => [$"{at}={element.GetRawText()}"],
    };

    // An instant first: what is "from" is a unit in one kind of packet and a time in another, and no code looks like a time.
    private static string Meant(string text, string at, string name) =>
        name != "value" && DateTimeOffset.TryParseExact(text, "yyyy-MM-ddTHH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant.ToString("O", CultureInfo.InvariantCulture)
        : Codes.Contains(name) || at.EndsWith("procedure/code", StringComparison.Ordinal) ? text.ToUpperInvariant()
        : text;
}
