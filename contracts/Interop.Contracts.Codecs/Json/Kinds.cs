using System.Collections.Frozen;
using System.Text.Json;
using Interop.Contracts.Packets;

namespace Interop.Contracts.Codecs.Json;

/// <summary>Packet kinds and their names on the wire.</summary>
internal static class Kinds
{
    private static readonly FrozenDictionary<PacketKind, string> Names =
        Enum.GetValues<PacketKind>().ToFrozenDictionary(k => k, k => JsonNamingPolicy.CamelCase.ConvertName(k.ToString()));

    private static readonly FrozenDictionary<string, PacketKind> ByName = Names.ToFrozenDictionary(n => n.Value, n => n.Key, StringComparer.Ordinal);

    public static string Name(PacketKind kind) => Names[kind];

    public static PacketKind? Find(string? name) => name is not null && ByName.TryGetValue(name, out var kind) ? kind : null;
}
