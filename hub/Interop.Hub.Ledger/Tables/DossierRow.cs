using Interop.Contracts.Dossiers;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Security;

namespace Interop.Hub.Ledger.Tables;

/// <summary>A dossier's row.</summary>
internal sealed record DossierRow
{
    public required long Key { get; init; }

    public required string Number { get; init; }

    public required string Owner { get; init; }

    public required DossierFacts Facts { get; init; }

    public BusinessStatus? Status { get; init; }

    public DateTimeOffset? StatusSince { get; init; }

    public FinancialStatus Financial { get; init; }

    public DateTimeOffset? FinancialSince { get; init; }

    public ResultStatus Result { get; init; }

    public DateTimeOffset? ResultSince { get; init; }

    public required byte[] LatestDigest { get; init; }

    public required long LatestPacket { get; init; }

    public required long Submission { get; init; }

    public required WrappedKey DataKey { get; init; }

    /// <summary>The removal that erased it; null: it is not erased.</summary>
    public long? Removal { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The row after something happened to the dossier.</summary>
    public DossierRow Touched(DateTimeOffset at) => at > UpdatedAt ? this with { UpdatedAt = at } : this;

    /// <summary>
    /// The row after an attempt, whose own row says when it was to the tick: the same row within a second of what is noted.
    /// A list of dossiers needs no finer order, and a partner that answers at once would cost each dossier a second write of
    /// its row and of the index by that time.
    /// </summary>
    public DossierRow Attempted(DateTimeOffset at) => at > UpdatedAt + TimeSpan.FromSeconds(1) ? this with { UpdatedAt = at } : this;
}
