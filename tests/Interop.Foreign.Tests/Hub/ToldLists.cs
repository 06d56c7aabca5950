using System.Text.Json;

namespace Interop.Foreign.Tests.Hub;

/// <summary>Lists as stacks give them: an array, one thing, null, or nothing at all where there is none.</summary>
internal static class ToldLists
{
    public static List<JsonElement> Each(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var found)
            ? found.ValueKind switch { JsonValueKind.Array => [.. found.EnumerateArray()], JsonValueKind.Null => [], _ => [found] }
            : [];
}
