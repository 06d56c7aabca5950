using System.Text.Json;

namespace Interop.Adapters.NationalPortal.Wire;

/// <summary>The portal's reply, read tolerantly: <c>error_code</c> comes as a number or as a text.</summary>
internal sealed record PortalReply
{
    private static readonly JsonDocumentOptions Bounds = new() { MaxDepth = 32 };

    /// <summary>error_code as text, such as <c>0</c> or <c>-3</c>.</summary>
    public required string ErrorCode { get; init; }

    public string? Message { get; init; }

    public string? Session { get; init; }

    /// <summary>The rows of <c>result</c>; empty when there are none.</summary>
    public IReadOnlyList<JsonElement> Rows { get; init; } = [];

    public bool IsOk => ErrorCode == "0";

    /// <summary>Null when the bytes are no reply of the portal.</summary>
    public static PortalReply? Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, Bounds);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || Scalar(root, "error_code") is not { Length: > 0 and <= 64 } code)
            {
                return null;
            }

            return new PortalReply
            {
                ErrorCode = code.Trim(),
                Message = Scalar(root, "message"),
                Session = Scalar(root, "session"),
                Rows = ReadRows(root),
            };
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>A text, or a number as it is written; null for anything else.</summary>
    public static string? Scalar(JsonElement parent, string name) =>
        parent.ValueKind != JsonValueKind.Object || !parent.TryGetProperty(name, out var value)
            ? null
            : value.ValueKind switch
            {
                JsonValueKind.String => value.GetString(),
                JsonValueKind.Number => value.GetRawText(),
                _ => null,
            };

    private static IReadOnlyList<JsonElement> ReadRows(JsonElement root) =>
        !root.TryGetProperty("result", out var result)
            ? []
            : result.ValueKind switch
            {
                JsonValueKind.Array => [.. result.EnumerateArray().Select(row => row.Clone())],
                JsonValueKind.Object => [result.Clone()],
                _ => [],
            };
}
