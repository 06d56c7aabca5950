using System.Collections.Frozen;
using System.Xml.Linq;

namespace Interop.Adapters.Soap.Declarative.Receiving;

/// <summary>How packets are made of a message that came in.</summary>
/// <param name="Packets">The stylesheet that makes them.</param>
/// <param name="Files">The elements in which files stand as base64.</param>
internal sealed record PacketMaking(string Packets, FrozenSet<XName> Files);

/// <summary>How a partner that calls nobody is asked.</summary>
internal sealed record PollStep
{
    public required ProfileCall Ask { get; init; }

    public required PacketMaking Making { get; init; }

    public required TimeSpan Every { get; init; }

    public required TimeSpan LookBack { get; init; }

    /// <summary>It is asked about its open dossiers, so many at once; null: about what is new.</summary>
    public int? DossiersAtOnce { get; init; }

    /// <summary>What tells it that a packet was taken; null: it wants to be told nothing.</summary>
    public ProfileCall? Acknowledge { get; init; }

    /// <summary>It is told of those that were refused, too: without that they come again every round.</summary>
    public bool TellsRefused { get; init; }
}

/// <summary>What a partner may call, by its own contract.</summary>
internal sealed record CallbackContract
{
    /// <summary>The contract, a single file, as it lies in the folder.</summary>
    public required ReadOnlyMemory<byte> Wsdl { get; init; }

    public required XNamespace Namespace { get; init; }

    public required string PortType { get; init; }

    public required IReadOnlyList<ProfileCallback> Operations { get; init; }
}

/// <summary>One operation of a callback contract.</summary>
/// <param name="Name">Its name in the WSDL.</param>
/// <param name="Request">The Body's child that asks for it.</param>
/// <param name="Read">The stylesheet that unpacks the message first; null: it is what it is.</param>
/// <param name="Making">How packets are made of it.</param>
/// <param name="Reply">The stylesheet that makes the answer of what became of them.</param>
internal sealed record ProfileCallback(string Name, XName Request, string? Read, PacketMaking Making, string Reply);
