using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Interop.Hub.Ledger.Evidence.Proofs;

/// <summary>One thing that was proven.</summary>
/// <param name="Node">The node in whose chain it stands.</param>
/// <param name="Entry">The entry.</param>
/// <param name="At">When the entry was written, by the node's clock.</param>
/// <param name="SignedAt">When the checkpoint that covers it was signed: by then it was there.</param>
/// <param name="Content">What, with its fields by name: identifiers and digests in hexadecimal, times in UTC, enumerations as their numbers in the ledger.</param>
public sealed record ProvenFact(string Node, long Entry, DateTimeOffset At, DateTimeOffset? SignedAt, string Content)
{
    private static readonly Dictionary<string, string[]> Names = new(StringComparer.Ordinal)
    {
        ["acceptance/1"] = ["id", "partner", "packetId", "kind", "contentDigest", "dossierKey", "occurredAt", "acceptedAt", "receipt", "bodyDigest", "deliveries"],
        ["attempt/1"] = ["delivery", "number", "token", "purpose", "startedAt", "durationTicks", "outcome", "counted", "nextState", "fault", "partnerCode", "reference", "node"],
        ["act/1"] = ["delivery", "from", "to", "operator", "reasonDigest", "actedAt"],
    };

    // Of an acceptance's deliveries each has these.
    private static readonly string[] Planned = ["delivery", "destination", "role"];

    /// <summary>Reads what was vouched for, see <see cref="EvidenceContent"/>; null: it is not of that form.</summary>
    internal static string? Describe(ReadOnlySpan<byte> content)
    {
        List<string> fields = [];
        var names = Array.Empty<string>();
        while (!content.IsEmpty)
        {
            var name = names.Length == 0 ? string.Empty : fields.Count <= names.Length ? names[fields.Count - 1] : Planned[(fields.Count - 1 - names.Length) % Planned.Length];
            if (Field(ref content, name) is not { } field)
            {
                return null;
            }

            if (fields.Count == 0)
            {
                if (!Names.TryGetValue(field, out names!))
                {
                    return null;
                }

                fields.Add(field);
            }
            else
            {
                fields.Add($"{name}={field}");
            }
        }

        return fields.Count > names.Length ? string.Join(' ', fields) : null;
    }

    private static string? Field(ref ReadOnlySpan<byte> content, string name)
    {
        switch (content[0])
        {
            case 0:
                content = content[1..];
                return "-";
            case 8 when content.Length >= 9:
                var number = BinaryPrimitives.ReadInt64BigEndian(content[1..]);
                content = content[9..];
                return name.EndsWith("At", StringComparison.Ordinal) && number >= 0 && number <= DateTime.MaxValue.Ticks
                    ? new DateTime(number, DateTimeKind.Utc).ToString("O", CultureInfo.InvariantCulture)
                    : number.ToString(CultureInfo.InvariantCulture);
            case 1 when content.Length >= 5 && BinaryPrimitives.ReadInt32BigEndian(content[1..]) is >= 0 and var length && content.Length - 5 >= length:
                var bytes = content.Slice(5, length);
                content = content[(5 + length)..];
                return name is "id" or "delivery" || name.EndsWith("Digest", StringComparison.Ordinal) ? Convert.ToHexStringLower(bytes) : Encoding.UTF8.GetString(bytes);
            default:
                return null;
        }
    }
}
