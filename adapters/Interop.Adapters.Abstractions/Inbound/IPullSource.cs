using Interop.Contracts.Faults;

namespace Interop.Adapters.Inbound;

/// <summary>
/// A partner that must be asked: it calls nobody. One round asks, hands what came to the intake, and only then tells the
/// partner that it was taken. A round that breaks off is harmless: what was not told of is asked for again, and the intake
/// knows what it has.
/// </summary>
public interface IPullSource
{
    /// <summary>The pause between two rounds; null: this partner is not asked (a profile may be changed while the hub runs).</summary>
    TimeSpan? Every { get; }

    /// <summary>How far back the first round after a start asks, where the partner is asked for a period; for how long after their submission dossiers are asked about, where it is asked about each.</summary>
    TimeSpan LookBack { get; }

    /// <summary>Of how many dossiers one question is, for a partner that is asked about each that it has; null: it is asked about all at once.</summary>
    int? DossiersAtOnce { get; }

    /// <summary>Asks once. Never throws for anything a partner can do.</summary>
    Task<PullOutcome> PullAsync(PullRequest request, CancellationToken cancellationToken);

    /// <summary>Tells what became of a packet: after it is on disk. Never throws for anything a partner can do.</summary>
    /// <returns>Null: it was told, or wants to be told nothing; otherwise what stood in the way.</returns>
    Task<Fault?> TellAsync(PulledPacket packet, IntakeOutcome outcome, CancellationToken cancellationToken);
}

/// <summary>One question.</summary>
public sealed record PullRequest
{
    /// <summary>What was there before this has been asked for in an earlier round.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>The dossiers that are asked about; empty: all.</summary>
    public IReadOnlyList<string> Dossiers { get; init; } = [];

    /// <summary>Keeps a file of the answer.</summary>
    public required Func<Stream, CancellationToken, Task<FileStoring>> KeepAsync { get; init; }
}

/// <summary>What a partner answered.</summary>
public abstract record PullOutcome
{
    private PullOutcome()
    {
    }

    /// <summary>What waited.</summary>
    /// <param name="Packets">In their order; empty: nothing.</param>
    /// <param name="More">True: there is more, ask again at once.</param>
    public sealed record Answered(IReadOnlyList<PulledPacket> Packets, bool More) : PullOutcome;

    /// <summary>It could not be asked, or its answer was not understood.</summary>
    /// <param name="Fault">Why.</param>
    /// <param name="NotBefore">Its wish when to ask again; null: none.</param>
    public sealed record Failed(Fault Fault, DateTimeOffset? NotBefore = null) : PullOutcome;
}

/// <summary>A packet that waited at a partner.</summary>
public sealed record PulledPacket
{
    /// <summary>By what the partner knows it when it is told; may be empty.</summary>
    public required string Key { get; init; }

    /// <summary>Canonical JSON, UTF-8; null: it could not be made one.</summary>
    public ReadOnlyMemory<byte>? Json { get; init; }

    /// <summary>Why it could not; null: it could.</summary>
    public Refusal? Unreadable { get; init; }

    /// <summary>Files that came with it and were kept.</summary>
    public IReadOnlyList<Contracts.Documents.Sha256Digest> Files { get; init; } = [];
}
