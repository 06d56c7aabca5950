using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Interop.Contracts.Identifiers;
using Interop.Contracts.Packets;

namespace Interop.Contracts.Codecs.Json;

/// <summary>A validated tree to records, and records to JSON. The kind chooses the content's record.</summary>
internal static class PacketBinder
{
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
                    identifiers = property.Value.Deserialize(ContractTypes.Of<IReadOnlyList<DossierIdentifier>>())!;
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
        JsonSerializer.Serialize(writer, packet.Identifiers, ContractTypes.Of<IReadOnlyList<DossierIdentifier>>());
        writer.WritePropertyName("content"u8);
        JsonSerializer.Serialize(writer, packet.Content, type);
        writer.WriteEndObject();
        writer.Flush();
    }

    private static JsonTypeInfo ContentType(PacketKind kind) => kind switch
    {
        PacketKind.Submission => ContractTypes.Of<Submission>(),
        PacketKind.Progress => ContractTypes.Of<Progress>(),
        PacketKind.SupplementRequest => ContractTypes.Of<SupplementRequest>(),
        PacketKind.SupplementReply => ContractTypes.Of<SupplementReply>(),
        PacketKind.FeeNotice => ContractTypes.Of<FeeNotice>(),
        PacketKind.Payment => ContractTypes.Of<Payment>(),
        PacketKind.Result => ContractTypes.Of<Result>(),
        PacketKind.Withdrawal => ContractTypes.Of<Withdrawal>(),
        PacketKind.Correction => ContractTypes.Of<Correction>(),
        PacketKind.Document => ContractTypes.Of<ElectronicDocument>(),
        PacketKind.DocumentStatus => ContractTypes.Of<DocumentStatus>(),
        PacketKind.DeliveryStatus => ContractTypes.Of<DeliveryStatus>(),
        PacketKind.Fault => ContractTypes.Of<FaultNotice>(),
        PacketKind.Reconciliation => ContractTypes.Of<Reconciliation>(),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such kind of packet."),
    };
}
