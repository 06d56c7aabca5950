using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Interop.Contracts.Identifiers;
using Interop.Contracts.Packets;

namespace Interop.Contracts.Codecs.Json;

/// <summary>A validated tree to records, and records to JSON. The kind chooses the content's record.</summary>
internal static class PacketBinder
{
    private static ContractJsonContext Types => ContractJsonContext.Wire;

    public static Packet Bind(JsonElement root, PacketKind? assumed)
    {
        string? packetId = null;
        var kind = assumed ?? default;
        DateTimeOffset? sentAt = null;
        IReadOnlyList<DossierIdentifier> identifiers = [];
        JsonElement content = default;
        foreach (var property in root.EnumerateObject())
        {
            switch (property.Name)
            {
                case "packetId":
                    packetId = property.Value.GetString();
                    break;
                case "kind":
                    kind = Kinds.Find(property.Value.GetString())!.Value;
                    break;
                case "sentAt":
                    sentAt = property.Value.ValueKind == JsonValueKind.Null ? null : property.Value.GetDateTimeOffset();
                    break;
                case "identifiers":
                    identifiers = property.Value.Deserialize(Types.IReadOnlyListDossierIdentifier)!;
                    break;
                case "content":
                    content = property.Value;
                    break;
            }
        }

        return new Packet { PacketId = packetId!, Kind = kind, SentAt = sentAt, Identifiers = identifiers, Content = (PacketContent)content.Deserialize(ContentType(kind))! };
    }

    /// <exception cref="ArgumentException">The content is not of the record that the kind names.</exception>
    public static void Write(Utf8JsonWriter writer, Packet packet)
    {
        var type = ContentType(packet.Kind);
        if (packet.Content.GetType() != type.Type)
        {
            throw new ArgumentException($"A packet of kind {packet.Kind} carries {type.Type.Name}, not {packet.Content.GetType().Name}.", nameof(packet));
        }

        writer.WriteStartObject();
        writer.WriteString("packetId"u8, packet.PacketId);
        writer.WriteString("kind"u8, Kinds.Name(packet.Kind));
        if (packet.SentAt is { } sentAt)
        {
            writer.WriteString("sentAt"u8, sentAt);
        }

        writer.WritePropertyName("identifiers"u8);
        JsonSerializer.Serialize(writer, packet.Identifiers, Types.IReadOnlyListDossierIdentifier);
        writer.WritePropertyName("content"u8);
        JsonSerializer.Serialize(writer, packet.Content, type);
        writer.WriteEndObject();
        writer.Flush();
    }

    private static JsonTypeInfo ContentType(PacketKind kind) => kind switch
    {
        PacketKind.Submission => Types.Submission,
        PacketKind.Progress => Types.Progress,
        PacketKind.SupplementRequest => Types.SupplementRequest,
        PacketKind.SupplementReply => Types.SupplementReply,
        PacketKind.FeeNotice => Types.FeeNotice,
        PacketKind.Payment => Types.Payment,
        PacketKind.Result => Types.Result,
        PacketKind.Withdrawal => Types.Withdrawal,
        PacketKind.Correction => Types.Correction,
        PacketKind.Document => Types.ElectronicDocument,
        PacketKind.DocumentStatus => Types.DocumentStatus,
        PacketKind.DeliveryStatus => Types.DeliveryStatus,
        PacketKind.Fault => Types.FaultNotice,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such kind of packet."),
    };
}
