using Interop.Contracts.Documents;

namespace Interop.Adapters.Inbound;

/// <summary>
/// The hub's door for packets that came in a partner's own protocol: files first, then the packet that names them. What is
/// kept of a packet that is not taken in the end is nobody's, and is collected.
/// </summary>
public interface IPartnerDoor
{
    /// <summary>Keeps a file.</summary>
    /// <param name="partner">Whose it is.</param>
    /// <param name="content">Its bytes, as they come in. When they break off they throw, and nothing is kept.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<FileStoring> KeepAsync(string partner, Stream content, CancellationToken cancellationToken);

    /// <summary>Takes a packet, as <see cref="IPacketIntake"/> does; refuses with <see cref="RefusalKind.Overloaded"/> while the hub takes nothing.</summary>
    Task<IntakeOutcome> AcceptAsync(InboundPacket inbound, CancellationToken cancellationToken);
}

/// <summary>What became of a file that came in.</summary>
public abstract record FileStoring
{
    private FileStoring()
    {
    }

    /// <summary>On stable storage.</summary>
    /// <param name="Digest">Its digest.</param>
    /// <param name="Bytes">How many bytes it has.</param>
    public sealed record Kept(Sha256Digest Digest, long Bytes) : FileStoring;

    /// <summary>Not kept.</summary>
    /// <param name="Why">Too large, or not now.</param>
    public sealed record Refused(Refusal Why) : FileStoring;
}
