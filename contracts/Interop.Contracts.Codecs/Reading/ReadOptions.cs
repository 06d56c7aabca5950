using Interop.Contracts.Packets;

namespace Interop.Contracts.Codecs;

/// <summary>How a packet is read: what the route says of it, and the limits.</summary>
public sealed record ReadOptions
{
    /// <summary>The defaults: any kind, identifiers in the body, 1 MiB.</summary>
    public static ReadOptions Default { get; } = new();

    /// <summary>The kind that the route names: <c>kind</c> may then be absent, and must agree when present. Null: the body names it.</summary>
    public PacketKind? ExpectedKind { get; init; }

    /// <summary>True when the route names the dossier: <c>identifiers</c> may then be empty.</summary>
    public bool IdentifiersFromPath { get; init; }

    /// <summary>Largest body in bytes. Default 1 MiB.</summary>
    public int MaxBytes { get; init; } = 1 << 20;

    /// <summary>Deepest nesting of objects and lists, 1 to 256. Default 64.</summary>
    public int MaxDepth { get; init; } = 64;

    /// <summary>How many errors are listed before reading stops, at least 1. Default 200.</summary>
    public int MaxErrors { get; init; } = 200;
}
