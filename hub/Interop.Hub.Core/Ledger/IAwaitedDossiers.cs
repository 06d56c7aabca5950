using Interop.Contracts.Dossiers;

namespace Interop.Hub.Core.Ledger;

/// <summary>The dossiers that a destination has and that are not at their end: those it is asked about when it calls nobody. By index, bounded.</summary>
public interface IAwaitedDossiers
{
    /// <summary>One page.</summary>
    /// <param name="destination">The destination; dossiers that never arrived there are not its.</param>
    /// <param name="since">Dossiers that the hub has known for longer are given up.</param>
    /// <param name="after">0, or <see cref="AwaitedPage.Next"/> of the page before.</param>
    /// <param name="limit">Dossiers, at most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<AwaitedPage> AwaitedAsync(string destination, DateTimeOffset since, long after, int limit, CancellationToken cancellationToken);
}

/// <summary>Some of a destination's open dossiers, oldest first.</summary>
/// <param name="Dossiers">The dossiers; may be empty though there are more.</param>
/// <param name="Next">From where the next page goes on; null: this is the last.</param>
public sealed record AwaitedPage(IReadOnlyList<AwaitedDossier> Dossiers, long? Next);

/// <summary>A dossier that is not at its end: not refused (3), stopped (8), decided (9) or handed over (10).</summary>
/// <param name="Number">Its number.</param>
/// <param name="Status">Its business status; null: none is known.</param>
public sealed record AwaitedDossier(string Number, BusinessStatus? Status);
