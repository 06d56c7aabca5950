using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Interop.Contracts.Identifiers;
using Interop.Contracts.Packets;

namespace Interop.Hub.Ledger.Rules;

/// <summary>A receipt as it is kept for life: a form of the ledger's own, so that no change of the wire changes it.</summary>
internal sealed record StoredReceipt(
    string Id,
    string PacketId,
    string? Number,
    IReadOnlyList<StoredIdentifier> Identifiers,
    long AcceptedAt,
    int Disposition,
    IReadOnlyList<StoredWarning> Warnings)
{
    public static string Write(Receipt receipt) => JsonSerializer.Serialize(
        new StoredReceipt(
            receipt.ReceiptId,
            receipt.PacketId,
            receipt.DossierNumber,
            [.. receipt.Identifiers.Select(i => new StoredIdentifier((int)i.Scheme, i.Issuer.Value, i.Value))],
            receipt.AcceptedAt.UtcTicks,
            (int)receipt.Disposition,
            [.. receipt.Warnings.Select(w => new StoredWarning(w.Pointer, w.Message))]),
        ReceiptJson.Default.StoredReceipt);

    public static Receipt Read(string json)
    {
        var stored = JsonSerializer.Deserialize(json, ReceiptJson.Default.StoredReceipt) ?? throw new JsonException("A stored receipt is null.");
        return new Receipt
        {
            ReceiptId = stored.Id,
            PacketId = stored.PacketId,
            DossierNumber = stored.Number,
            Identifiers = [.. stored.Identifiers.Select(i => new DossierIdentifier((IdentifierScheme)i.Scheme, OrganisationCode.Parse(i.Issuer, CultureInfo.InvariantCulture), i.Value))],
            AcceptedAt = new DateTimeOffset(stored.AcceptedAt, TimeSpan.Zero),
            Disposition = (Disposition)stored.Disposition,
            Warnings = [.. stored.Warnings.Select(w => new Warning(w.Pointer, w.Message))],
        };
    }

    /// <summary>The answer to a packet that repeats this one.</summary>
    public static Receipt AsDuplicate(Receipt original) =>
        original with { Disposition = Contracts.Packets.Disposition.Duplicate, DuplicateOf = original.ReceiptId };
}

internal sealed record StoredIdentifier(int Scheme, string Issuer, string Value);

internal sealed record StoredWarning(string Pointer, string Message);

[JsonSerializable(typeof(StoredReceipt))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class ReceiptJson : JsonSerializerContext;
