using System.Text.Json;

namespace Interop.Simulators.OneStop;

/// <summary>The little a one-stop system must understand of a packet to put it in its books.</summary>
internal sealed record ReceivedPacket(string Kind, string DossierNumber, int? BusinessStatus, ReceivedNotice? Notice)
{
    private static readonly HashSet<string> s_kinds =
    [
        "submission", "correction", "progress", "supplementRequest", "supplementReply", "feeNotice", "payment",
        "result", "withdrawal", "document", "documentStatus", "deliveryStatus", "fault", "reconciliation",
    ];

    /// <summary>Reads a packet, or says what is wrong with it.</summary>
    public static (ReceivedPacket? Packet, string? Problem) Read(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
            {
                return (null, "the body must be a JSON object");
            }

            if (root.TryGetProperty("packet", out var wrapped) && wrapped.ValueKind == JsonValueKind.Object)
            {
                root = wrapped;
            }

            if (Text(root, "kind") is not { } kind || !s_kinds.Contains(kind))
            {
                return (null, "/kind is missing or not a kind of packet");
            }

            var number = Number(root);
            return number.Length == 0 && kind is not ("fault" or "document" or "documentStatus" or "reconciliation")
                ? (null, "/identifiers names no dossier")
                : (new ReceivedPacket(kind, number, Status(root), Told(kind, root)), null);
        }
        catch (JsonException broken)
        {
            return (null, $"not JSON: line {broken.LineNumber + 1}, byte {broken.BytePositionInLine}");
        }
    }

    /// <summary>The local number; else the first one given.</summary>
    private static string Number(JsonElement root)
    {
        var found = "";
        if (root.TryGetProperty("identifiers", out var identifiers) && identifiers.ValueKind == JsonValueKind.Array)
        {
            foreach (var identifier in identifiers.EnumerateArray())
            {
                var value = Text(identifier, "value") ?? "";
                if (Text(identifier, "scheme") == "local")
                {
                    return value;
                }

                found = found.Length == 0 ? value : found;
            }
        }

        return found;
    }

    private static ReceivedNotice? Told(string kind, JsonElement root) =>
        kind is "fault" or "deliveryStatus" && root.TryGetProperty("content", out var content) && Text(content, "regardingPacketId") is { } packet
            ? new ReceivedNotice(packet, Text(content, "destination") ?? "", Text(content, "state"))
            : null;

    private static int? Status(JsonElement root)
    {
        if (!root.TryGetProperty("content", out var content) || content.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        if (content.TryGetProperty("steps", out var steps) && steps.ValueKind == JsonValueKind.Array && steps.GetArrayLength() > 0)
        {
            return Code(steps[steps.GetArrayLength() - 1]);
        }

        return content.TryGetProperty("step", out var step) ? Code(step)
            : content.TryGetProperty("dossier", out var dossier) ? Code(dossier)
            : null;
    }

    private static int? Code(JsonElement holder)
    {
        if (holder.ValueKind != JsonValueKind.Object || !holder.TryGetProperty("status", out var status))
        {
            return null;
        }

        if (status.ValueKind == JsonValueKind.Object && status.TryGetProperty("code", out var code))
        {
            status = code;
        }

        return status.ValueKind == JsonValueKind.Number && status.TryGetInt32(out var number) ? number : null;
    }

    private static string? Text(JsonElement holder, string name) =>
        holder.ValueKind == JsonValueKind.Object && holder.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
