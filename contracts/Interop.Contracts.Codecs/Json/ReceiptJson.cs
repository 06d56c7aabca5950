using System.Text.Json;
using Interop.Contracts.Codecs.Json;
using Interop.Contracts.Packets;

namespace Interop.Contracts.Codecs;

/// <summary>The JSON form of a receipt, schema <c>receipt-1.0</c>.</summary>
public static class ReceiptJson
{
    /// <summary>Writes a receipt as UTF-8 JSON.</summary>
    public static byte[] Write(Receipt receipt) => JsonSerializer.SerializeToUtf8Bytes(receipt, ContractTypes.Of<Receipt>());

    /// <summary>Writes a receipt as one JSON value.</summary>
    public static void Write(Utf8JsonWriter writer, Receipt receipt) => JsonSerializer.Serialize(writer, receipt, ContractTypes.Of<Receipt>());

    /// <summary>Reads a receipt.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static Receipt Read(ReadOnlySpan<byte> utf8) => JsonSerializer.Deserialize(utf8, ContractTypes.Of<Receipt>()) ?? throw new JsonException("Expected a receipt, found null.");
}
