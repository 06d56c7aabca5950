using System.Collections.Concurrent;
using System.Security.Cryptography;
using Interop.Adapters.Inbound;
using Interop.Contracts.Codecs;
using Interop.Contracts.Documents;
using Interop.Contracts.Packets;

namespace Interop.Adapters.Tests.Soap.Profiles.Receiving;

/// <summary>A hub that keeps what it is given, and answers as a test says. Packets are judged as the hub judges them.</summary>
internal sealed class ScriptedDoor : IPartnerDoor
{
    public ConcurrentDictionary<Sha256Digest, byte[]> Files { get; } = new();

    public ConcurrentQueue<(InboundPacket Inbound, Packet Packet)> Taken { get; } = new();

    /// <summary>What it refuses everything for; null: nothing.</summary>
    public Refusal? Refuses { get; set; }

    /// <summary>What it refuses files for; null: nothing.</summary>
    public Refusal? RefusesFiles { get; set; }

    public async Task<FileStoring> KeepAsync(string partner, Stream content, CancellationToken cancellationToken)
    {
        using var held = new MemoryStream();
        await content.CopyToAsync(held, cancellationToken);
        if (RefusesFiles is { } why)
        {
            return new FileStoring.Refused(why);
        }

        var digest = Sha256Digest.Parse(Convert.ToHexStringLower(SHA256.HashData(held.ToArray())), null);
        Files[digest] = held.ToArray();
        return new FileStoring.Kept(digest, held.Length);
    }

    public Task<IntakeOutcome> AcceptAsync(InboundPacket inbound, CancellationToken cancellationToken)
    {
        if (Refuses is { } refusal)
        {
            return Task.FromResult<IntakeOutcome>(new IntakeOutcome.Refused(refusal));
        }

        var reading = PacketJson.Read(inbound.Json);
        if (reading.Packet is not { } packet)
        {
            return Task.FromResult<IntakeOutcome>(new IntakeOutcome.Refused(new Refusal(
                RefusalKind.Invalid, "The packet is wrong.", [.. reading.Errors.Select(e => new RefusalError(e.Pointer, e.Message))])));
        }

        var repeated = Taken.Any(t => t.Packet.PacketId == packet.PacketId);
        Taken.Enqueue((inbound, packet));
        return Task.FromResult<IntakeOutcome>(new IntakeOutcome.Accepted(
            new Receipt
            {
                ReceiptId = $"r-{packet.PacketId}",
                PacketId = packet.PacketId,
                DossierNumber = "000.00.18.H40-261120-0001",
                AcceptedAt = new DateTimeOffset(2026, 11, 20, 8, 0, 0, TimeSpan.Zero),
                Disposition = repeated ? Disposition.Duplicate : Disposition.New,
            },
            repeated));
    }
}
