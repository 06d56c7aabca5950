using System.Text;

namespace Interop.Adapters.Soap.Attachments;

/// <summary>What a part says of itself.</summary>
/// <param name="ContentId">Without brackets and escapes; null: it has none.</param>
/// <param name="Type">Null: not said.</param>
/// <param name="Encoding">The Content-Transfer-Encoding in lower case; null: not said, and then the bytes are as they are.</param>
internal sealed record PartHeaders(string? ContentId, MimeType? Type, string? Encoding)
{
    /// <summary>Headers by their lines, folded ones put together (RFC 5322, 2.2.3); null: they are not headers.</summary>
    public static PartHeaders? Parse(IReadOnlyList<string> lines)
    {
        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        for (var at = 0; at < lines.Count;)
        {
            var text = new StringBuilder(lines[at++]);
            while (at < lines.Count && lines[at][0] is ' ' or '\t')
            {
                text.Append(lines[at++]);
            }

            var line = text.ToString();
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var name = line[..Math.Max(colon, 0)].TrimEnd();
            if (name.Length == 0 || name.Any(c => c is <= ' ' or > '~') || line.Any(c => c < ' ' && c != '\t'))
            {
                return null;
            }

            // Of two that say different things one would be believed here and the other elsewhere.
            var value = line[(colon + 1)..].Trim();
            if (!fields.TryAdd(name, value) && IsOurs(name) && fields[name] != value)
            {
                return null;
            }
        }

        var id = fields.TryGetValue("Content-ID", out var header) ? ContentIds.OfHeader(header) : null;
        var encoding = fields.GetValueOrDefault("Content-Transfer-Encoding")?.ToLowerInvariant();
        return new PartHeaders(id is "" ? null : id, MimeType.Parse(fields.GetValueOrDefault("Content-Type")), encoding is "" ? null : encoding);
    }

    private static bool IsOurs(string name) => name.ToLowerInvariant() is "content-id" or "content-type" or "content-transfer-encoding";
}
