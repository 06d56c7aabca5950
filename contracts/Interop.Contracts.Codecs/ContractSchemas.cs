using System.Reflection;

namespace Interop.Contracts.Codecs;

/// <summary>The published schemas, byte for byte as they stand in <c>contracts/schemas</c>: what the hub serves is what it validates by.</summary>
public static class ContractSchemas
{
    /// <summary>Namespace of the XML form.</summary>
    public const string XmlNamespace = "urn:interop:packet:1";

    /// <summary>JSON Schema (draft 2020-12) of a packet, UTF-8.</summary>
    public static ReadOnlyMemory<byte> PacketJsonSchema { get; } = Load("packet-1.0.schema.json");

    /// <summary>XML Schema of a packet, UTF-8; written from the JSON Schema.</summary>
    public static ReadOnlyMemory<byte> PacketXmlSchema { get; } = Load("packet-1.0.xsd");

    /// <summary>JSON Schema of the receipt, UTF-8.</summary>
    public static ReadOnlyMemory<byte> ReceiptJsonSchema { get; } = Load("receipt-1.0.schema.json");

    /// <summary>JSON Schemas of the electronic forms, UTF-8, by <c>schemaId-version</c>, such as <c>birth-registration-1.0</c>.</summary>
    public static IReadOnlyDictionary<string, ReadOnlyMemory<byte>> EForms { get; } = LoadEForms();

    private static Dictionary<string, ReadOnlyMemory<byte>> LoadEForms()
    {
        const string folder = "schemas/eforms/", end = ".schema.json";
        return Assembly.GetExecutingAssembly().GetManifestResourceNames()
            .Where(n => n.StartsWith(folder, StringComparison.Ordinal) && n.EndsWith(end, StringComparison.Ordinal))
            .ToDictionary(n => n[folder.Length..^end.Length], n => Load(n["schemas/".Length..]), StringComparer.Ordinal);
    }

    private static ReadOnlyMemory<byte> Load(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("schemas/" + name)
            ?? throw new InvalidOperationException($"The schema {name} is not in this assembly.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
