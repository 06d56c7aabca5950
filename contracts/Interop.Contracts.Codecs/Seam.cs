using System.Text.Json;
using Interop.Contracts.Packets;

namespace Interop.Contracts.Codecs;

/// <summary>One error of a packet.</summary>
public sealed record ContractError(string Pointer, string Code, string Message, long? Line = null, long? Column = null);

/// <summary>How to read.</summary>
public sealed record ReadOptions
{
    /// <summary>The kind that the route demands.</summary>
    public PacketKind? ExpectedKind { get; init; }

    /// <summary>True when the route names the dossier.</summary>
    public bool IdentifiersFromPath { get; init; }
}

/// <summary>A packet as read, or every error.</summary>
public sealed class PacketReading
{
    /// <summary>The packet; null when there is an error.</summary>
    public Packet? Packet { get; init; }

    /// <summary>Every error.</summary>
    public IReadOnlyList<ContractError> Errors { get; init; } = [];

    /// <summary>Doubts.</summary>
    public IReadOnlyList<Warning> Warnings { get; init; } = [];

    /// <summary>The parsed body.</summary>
    public JsonElement Root { get; init; }

    /// <summary>True without errors.</summary>
    public bool IsValid => Packet is not null;
}

/// <summary>Canonical JSON.</summary>
public static class PacketJson
{
    /// <summary>Reads.</summary>
    public static PacketReading Read(ReadOnlyMemory<byte> utf8, ReadOptions? options = null) => throw new NotSupportedException($"{utf8.Length} {options}");

    /// <summary>Writes.</summary>
    public static byte[] Write(Packet packet) => throw new NotSupportedException(packet.PacketId);
}

/// <summary>A keyed digest of canonical content.</summary>
public readonly record struct ContentDigest(byte Version, ReadOnlyMemory<byte> Bytes);

/// <summary>What makes two packets the same.</summary>
public static class CanonicalContent
{
    /// <summary>The digest.</summary>
    public static ContentDigest Digest(JsonElement root, ReadOnlySpan<byte> key) => throw new NotSupportedException($"{root.ValueKind} {key.Length}");
}
