using System.Text.Json.Nodes;

namespace Interop.Hub.Host.Tests;

/// <summary>Packets for tests, made from the contracts' samples.</summary>
internal static class Dossiers
{
    public static string Folder { get; } = Path.Combine(TestContext.CurrentContext.TestDirectory, "samples");

    public static string Number(int sequence) => $"000.00.18.H40-261122-{sequence:0000}";

    /// <summary>A birth registration without files, or with the sample's two.</summary>
    public static JsonObject Birth(int sequence, bool files = false, string? packetId = null)
    {
        var packet = (JsonObject)JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "valid", "birth-submission.json")))!;
        packet["packetId"] = packetId ?? $"T-{sequence}";
        packet["identifiers"] = new JsonArray(new JsonObject { ["scheme"] = "local", ["issuer"] = "000.00.18.H40", ["value"] = Number(sequence) });
        if (!files)
        {
            foreach (var component in packet["content"]!["dossier"]!["components"]!.AsArray())
            {
                component!.AsObject().Remove("files");
            }
        }

        return packet;
    }

    public static byte[] Document(string name) => File.ReadAllBytes(Path.Combine(Folder, "valid", "documents", name));

    public static JsonObject Progress(string packetId, string at = "2026-11-23T09:00:00+07:00") => new()
    {
        ["packetId"] = packetId,
        ["kind"] = "progress",
        ["content"] = new JsonObject { ["steps"] = new JsonArray(new JsonObject { ["at"] = at, ["content"] = "Đang xử lý", ["status"] = 4 }) },
    };
}
