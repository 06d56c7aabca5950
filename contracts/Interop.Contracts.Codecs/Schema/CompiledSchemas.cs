using System.Collections.Frozen;

namespace Interop.Contracts.Codecs.Schema;

/// <summary>Our schemas, compiled once when the process first reads a packet.</summary>
internal static class CompiledSchemas
{
    public static SchemaNode Packet { get; } = SchemaCompiler.Compile(ContractSchemas.PacketJsonSchema);

    public static SchemaNode Receipt { get; } = SchemaCompiler.Compile(ContractSchemas.ReceiptJsonSchema);

    /// <summary>By <c>schemaId-version</c>.</summary>
    public static FrozenDictionary<string, SchemaNode> EForms { get; } =
        ContractSchemas.EForms.ToFrozenDictionary(f => f.Key, f => SchemaCompiler.Compile(f.Value), StringComparer.Ordinal);
}
