using Interop.Chaos.Load;
using Interop.Simulators;

namespace Interop.Chaos.Judging;

/// <summary>Everything the verdict is taken from. What arrived stands in the partners' books, what was promised in the sender's.</summary>
internal sealed record Books
{
    /// <summary>How partners treated repeats.</summary>
    public required Temper Temper { get; init; }

    /// <summary>The sender's receipts.</summary>
    public required IReadOnlyList<Receipt> Receipts { get; init; }

    /// <summary>What the hub says of each dossier, by number.</summary>
    public required IReadOnlyDictionary<string, SeenDossier> Seen { get; init; }

    /// <summary>The partners' effects by their code, in order of arrival.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<Effect>> Effects { get; init; }

    /// <summary>The calls that partners answered to callers who waited, by the partner's code.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<AnsweredCall>> Calls { get; init; } = new Dictionary<string, IReadOnlyList<AnsweredCall>>(StringComparer.Ordinal);

    /// <summary>The deliveries that any business call has named, by the partner's code; a partner that is left out is not judged by them.</summary>
    public IReadOnlyDictionary<string, IReadOnlySet<string>> Called { get; init; } = new Dictionary<string, IReadOnlySet<string>>(StringComparer.Ordinal);

    /// <summary>When the hub's clock leapt, by the clock of <see cref="Calls"/>: what was under way lost its lease at that moment.</summary>
    public IReadOnlyList<long> Leaps { get; init; } = [];

    /// <summary>How long after its receipt an effect is late; null: what was struck may make anybody wait.</summary>
    public TimeSpan? LateAfter { get; init; }

    /// <summary>Answers that no careful sender should get.</summary>
    public IReadOnlyList<string> WrongAnswers { get; init; } = [];

    /// <summary>Packets sent once more at the end: what the first receipt was and what the second is.</summary>
    public IReadOnlyList<(Receipt First, string? Second)> Repeats { get; init; } = [];

    /// <summary>What each <c>ledger verify</c> said against the evidence; empty when it holds.</summary>
    public IReadOnlyList<string> BrokenEvidence { get; init; } = [];

    /// <summary>Why the hub cannot be said to have been at rest when it was read; empty when it was.</summary>
    public IReadOnlyList<string> NotAtRest { get; init; } = [];

    /// <summary>Faults that could not be carried out as planned.</summary>
    public IReadOnlyList<string> FaultsNotDone { get; init; } = [];

    /// <summary>Nodes that ended without having been struck, or did not come back.</summary>
    public IReadOnlyList<string> NodesLost { get; init; } = [];
}
