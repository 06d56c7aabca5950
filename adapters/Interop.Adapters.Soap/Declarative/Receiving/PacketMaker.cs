using Interop.Adapters.Inbound;
using Interop.Adapters.Soap.Reading;
using Interop.Adapters.Soap.Transforms;

namespace Interop.Adapters.Soap.Declarative.Receiving;

/// <summary>Why no packets were made.</summary>
internal abstract record PacketTrouble
{
    private PacketTrouble()
    {
    }

    /// <summary>A file could not be kept, or is none.</summary>
    public sealed record Files(Refusal Why) : PacketTrouble;

    /// <summary>The profile's stylesheets could not be run on it.</summary>
    public sealed record Profile(TransformOutcome Outcome) : PacketTrouble;
}

/// <summary>From a message that came in to packets: its files out of it, then the stylesheet.</summary>
internal sealed class PacketMaker(ProfileCaller caller, BoundProfile bound)
{
    public async Task<(WrittenPackets? Written, PacketTrouble? Trouble)> MakeAsync(
        ReadOnlyMemory<byte> document, PacketMaking making, LiftedFiles files, TransformFacts facts, CancellationToken cancellationToken)
    {
        // What was a text of XML inside the message has files of its own.
        if (making.Files.Count > 0 && files.Trouble is null && SafeXml.Read(document) is XmlReading.Read { Document.Root: { } root })
        {
            await files.LiftAsync(root, cancellationToken);
            document = DeliveryXml.Bytes(root);
        }

        if (files.Trouble is { } trouble)
        {
            return (null, new PacketTrouble.Files(trouble));
        }

        if (await caller.ReadAsync(bound, making.Packets, document, facts) is var outcome && outcome is not TransformOutcome.Made)
        {
            return (null, new PacketTrouble.Profile(outcome));
        }

        var (written, problem) = WrittenPackets.Read(((TransformOutcome.Made)outcome).Output, files.Kept);
        return (written, problem is null ? null : new PacketTrouble.Profile(new TransformOutcome.Failed(new TransformProblem(ProblemKind.Run, problem, making.Packets))));
    }
}
