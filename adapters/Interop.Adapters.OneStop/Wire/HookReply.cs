using System.Text.Json;

namespace Interop.Adapters.OneStop.Wire;

/// <summary>The one-stop's answer: <c>{"received":true,"reference":"…"}</c>, or <c>{"error":"…"}</c>; read tolerantly.</summary>
internal sealed record HookReply(bool? Received, string? Reference, string? Error)
{
    private static readonly JsonDocumentOptions Bounds = new() { MaxDepth = 32 };

    /// <summary>Null when the bytes are no JSON object.</summary>
    public static HookReply? Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, Bounds);
            var root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object
                ? new HookReply(Truth(root, "received"), Text(root, "reference") is { Length: > 0 and <= 200 } reference ? reference : null, Text(root, "error"))
                : null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static bool? Truth(JsonElement root, string name) => root.TryGetProperty(name, out var value)
        ? value.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => null,
        }
        : null;

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
