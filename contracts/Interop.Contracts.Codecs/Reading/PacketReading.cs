using System.Text.Json;
using Interop.Contracts.Packets;

namespace Interop.Contracts.Codecs;

/// <summary>How far a body could be read; decides the answer's class.</summary>
public enum ReadingResult
{
    /// <summary>A packet.</summary>
    Valid,

    /// <summary>Not readable as JSON or XML at all (HTTP 400).</summary>
    Malformed,

    /// <summary>Larger than the limit (HTTP 413).</summary>
    TooLarge,

    /// <summary>Readable and wrong (HTTP 422).</summary>
    Invalid,
}

/// <summary>What a body turned out to be: a packet, or everything that is wrong with it.</summary>
public sealed record PacketReading
{
    /// <summary>How far it could be read.</summary>
    public required ReadingResult Result { get; init; }

    /// <summary>The packet; null when there are errors.</summary>
    public Packet? Packet { get; init; }

    /// <summary>Everything wrong, in the order of the body; at most <see cref="ReadOptions.MaxErrors"/> and a last one that says there are more.</summary>
    public IReadOnlyList<ContractError> Errors { get; init; } = [];

    /// <summary>Doubts that do not stop the packet, at most 100.</summary>
    public IReadOnlyList<Warning> Warnings { get; init; } = [];

    /// <summary>True when there is a packet.</summary>
    public bool IsValid => Packet is not null;

    /// <summary>The parsed body (of XML: the JSON it stands for), for the content digest; undefined when it could not be parsed.</summary>
    public JsonElement Root { get; init; }

    /// <summary>The body as JSON, UTF-8: as received (the caller's own memory), or what the XML stands for. Empty when it could not be parsed.</summary>
    public ReadOnlyMemory<byte> Json { get; init; }
}
