using System.Text.Json;

namespace Interop.Chaos.Judging;

/// <summary>A dossier as the hub shows it to its sender.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Packets">Its timeline, in order of acceptance.</param>
internal sealed record SeenDossier(string Number, IReadOnlyList<SeenPacket> Packets)
{
    /// <summary>True when nothing has come and no delivery has another state.</summary>
    public bool IsLike(SeenDossier other) =>
        Packets.Count == other.Packets.Count
        && Packets.Zip(other.Packets).All(p => p.First.Id == p.Second.Id && p.First.Deliveries.SequenceEqual(p.Second.Deliveries));

    /// <summary>Reads the answer of <c>GET /api/v1/dossiers/{number}</c>.</summary>
    public static SeenDossier Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        return new SeenDossier(
            root.GetProperty("number").GetString()!,
            [.. root.GetProperty("timeline").EnumerateArray().Select(p => new SeenPacket(
                p.GetProperty("id").GetString()!,
                p.TryGetProperty("packetId", out var packetId) ? packetId.GetString() ?? "" : "",
                p.GetProperty("kind").GetString()!,
                p.GetProperty("sender").GetString()!,
                [.. p.GetProperty("deliveries").EnumerateArray().Select(d => new SeenDelivery(
                    d.GetProperty("id").GetString()!,
                    d.GetProperty("destination").GetString()!,
                    d.GetProperty("role").GetString()!,
                    d.GetProperty("state").GetString()!) { Faults = Faults(d) })]))]);
    }

    /// <summary>An attempt may take 2 s here. One that took them may have been given up before its bytes went out, on a machine that is busy.</summary>
    private const long LongBefore = 1_500;

    private static string Faults(JsonElement delivery) => string.Join(' ', delivery.GetProperty("history").EnumerateArray()
        .Where(a => a.GetProperty("purpose").GetString() == "send" && a.GetProperty("durationMs").GetInt64() < LongBefore && a.TryGetProperty("fault", out var fault) && fault.ValueKind == JsonValueKind.Object)
        .Select(a => a.GetProperty("fault").GetProperty("code").GetString())
        .Distinct(StringComparer.Ordinal));
}

/// <summary>One packet of a timeline.</summary>
/// <param name="Id">The hub's id: the receipt's.</param>
/// <param name="PacketId">The sender's id; empty where it is somebody else's.</param>
/// <param name="Kind">Kind.</param>
/// <param name="Sender">Who sent it; <c>hub</c> for the hub's own.</param>
/// <param name="Deliveries">Its deliveries.</param>
internal sealed record SeenPacket(string Id, string PacketId, string Kind, string Sender, IReadOnlyList<SeenDelivery> Deliveries);

/// <summary>One delivery as the hub shows it.</summary>
/// <param name="Id">The id that partners are told.</param>
/// <param name="Destination">To whom.</param>
/// <param name="Role"><c>send</c>, <c>check</c> or <c>shadow</c>.</param>
/// <param name="State">Its state.</param>
internal sealed record SeenDelivery(string Id, string Destination, string Role, string State)
{
    /// <summary>Codes of the faults that its attempts to send met long before their time was up, each once, parted by blanks.</summary>
    public string Faults { get; init; } = "";

    /// <summary>True when the lane goes on behind it.</summary>
    public bool IsPassed => State is "delivered" or "superseded" or "cancelled" or "skipped";

    /// <summary>True when it stands where an operator and its sender see that somebody must judge.</summary>
    public bool IsHalted => State is "unknown" or "parked" or "rejected";
}
