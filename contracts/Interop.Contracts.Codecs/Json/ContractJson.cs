using System.Text.Encodings.Web;
using System.Text.Json;
using Interop.Contracts.Codecs.Json;

namespace Interop.Contracts.Codecs;

/// <summary>The contract's JSON conventions, for records of the contract inside other JSON (the ledger's, an API's).</summary>
public static class ContractJson
{
    /// <summary>
    /// Read-only options that know the contract's records (contents, dossier, receipt, fault, identifiers, warnings):
    /// camelCase, null left out, an unknown name refused, value types by their own parsers. A packet goes through
    /// <see cref="PacketJson"/>, which validates.
    /// </summary>
    public static JsonSerializerOptions Options => ContractTypes.Options;

    /// <summary>Options for a <see cref="Utf8JsonWriter"/> that writes the wire form: compact, Vietnamese letters unescaped.</summary>
    public static JsonWriterOptions WriterOptions { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 256 };
}
