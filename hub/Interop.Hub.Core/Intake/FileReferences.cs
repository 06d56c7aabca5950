using System.Globalization;
using System.Text.Json;
using Interop.Contracts.Documents;

namespace Interop.Hub.Core.Intake;

/// <summary>The files that a valid packet refers to, each with its place: wherever an object carries digest and size.</summary>
public static class FileReferences
{
    /// <summary>The references in the order of the packet: pointer of the file's object, digest, stated size in bytes.</summary>
    public static IReadOnlyList<(string Pointer, Sha256Digest Digest, long Size)> Of(JsonElement root)
    {
        List<(string, Sha256Digest, long)> found = [];
        Walk(root, string.Empty, found);
        return found;
    }

    private static void Walk(JsonElement element, string pointer, List<(string, Sha256Digest, long)> found)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                if (element.TryGetProperty("sha256", out var sha) && sha.ValueKind == JsonValueKind.String
                    && Sha256Digest.TryParse(sha.GetString(), out var digest)
                    && element.TryGetProperty("size", out var size) && size.TryGetInt64(out var bytes))
                {
                    found.Add((pointer, digest, bytes));
                }

                foreach (var property in element.EnumerateObject())
                {
                    // The e-form is the citizen's own data: nothing in it is a file of the packet.
                    if (property.Name != "eForm")
                    {
                        Walk(property.Value, $"{pointer}/{property.Name}", found);
                    }
                }

                break;
            case JsonValueKind.Array:
                var index = 0;
                foreach (var item in element.EnumerateArray())
                {
                    Walk(item, string.Create(CultureInfo.InvariantCulture, $"{pointer}/{index++}"), found);
                }

                break;
            default:
                break;
        }
    }
}
