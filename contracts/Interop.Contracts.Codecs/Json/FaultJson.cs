using System.Text.Json;
using Interop.Contracts.Codecs.Json;
using Interop.Contracts.Faults;

namespace Interop.Contracts.Codecs;

/// <summary>The JSON form of a fault, as it stands in a packet.</summary>
public static class FaultJson
{
    /// <summary>Writes a fault as UTF-8 JSON.</summary>
    public static byte[] Write(Fault fault) => JsonSerializer.SerializeToUtf8Bytes(fault, ContractTypes.Of<Fault>());

    /// <summary>Writes a fault as one JSON value.</summary>
    public static void Write(Utf8JsonWriter writer, Fault fault) => JsonSerializer.Serialize(writer, fault, ContractTypes.Of<Fault>());

    /// <summary>Reads a fault.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static Fault Read(ReadOnlySpan<byte> utf8) => JsonSerializer.Deserialize(utf8, ContractTypes.Of<Fault>()) ?? throw new JsonException("Expected a fault, found null.");
}
