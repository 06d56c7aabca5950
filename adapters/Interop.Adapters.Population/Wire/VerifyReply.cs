using System.Text.Json;

namespace Interop.Adapters.Population.Wire;

/// <summary>
/// The authority's reply, of which only the verdict is read: what else it holds about the citizen never gets past here.
/// </summary>
internal sealed record VerifyReply
{
    private static readonly JsonDocumentOptions Bounds = new() { MaxDepth = 32 };

    /// <summary>MaYeuCau, or a transaction number when there is one.</summary>
    public string? Reference { get; init; }

    /// <summary>TonTai: the number is known.</summary>
    public bool? Exists { get; init; }

    /// <summary>KetQuaXacThuc: name and date of birth agree.</summary>
    public bool? Agrees { get; init; }

    /// <summary>MaLoi; null: no error.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>MoTaLoi: the authority's words.</summary>
    public string? ErrorText { get; init; }

    /// <summary>Null when the bytes are no reply of the service.</summary>
    public static VerifyReply? Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, Bounds);
            var root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object
                ? new VerifyReply
                {
                    Reference = Text(root, "MaGiaoDich") ?? Text(root, "MaYeuCau"),
                    Exists = Truth(Text(root, "TonTai")),
                    Agrees = Truth(Text(root, "KetQuaXacThuc")),
                    ErrorCode = Text(root, "MaLoi") is { Length: > 0 } code && code.Trim('0').Length > 0 ? code : null,
                    ErrorText = Text(root, "MoTaLoi") ?? Text(root, "message"),
                }
                : null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static bool? Truth(string? text) => text?.Trim().ToLowerInvariant() switch
    {
        "1" or "true" => true,
        "0" or "false" => false,
        _ => null,
    };

    private static string? Text(JsonElement root, string name) =>
        !root.TryGetProperty(name, out var value)
            ? null
            : value.ValueKind switch
            {
                JsonValueKind.String => value.GetString(),
                JsonValueKind.Number => value.GetRawText(),
                JsonValueKind.True => "true",
                JsonValueKind.False => "false",
                _ => null,
            };
}
