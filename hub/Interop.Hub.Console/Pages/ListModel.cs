using Interop.Hub.Core.Ledger;

namespace Interop.Hub.Console.Pages;

/// <summary>What the first page shows.</summary>
/// <param name="Query">What was searched for; empty: the newest dossiers are listed.</param>
/// <param name="Lines">The dossiers.</param>
/// <param name="Destinations">The destinations.</param>
/// <param name="Page">The page of the list, from 1.</param>
/// <param name="HasMore">True when there are older ones.</param>
/// <param name="Recovery">What holds the hub, and the newest restore.</param>
public sealed record ListModel(string Query, IReadOnlyList<DossierLine> Lines, IReadOnlyList<DestinationLine> Destinations, int Page, bool HasMore, RecoveryView Recovery);

/// <summary>One destination.</summary>
/// <param name="Control">Its door.</param>
/// <param name="Backlog">What waits for it; null: nothing.</param>
public sealed record DestinationLine(DestinationControl Control, DestinationBacklog? Backlog)
{
    /// <summary>
    /// Every destination that is configured, has a control row or has work, once, by code: closed doors first, for
    /// they are what an operator came for.
    /// </summary>
    public static IReadOnlyList<DestinationLine> Join(
        IReadOnlyList<string> configured, IReadOnlyList<DestinationControl> controls, IReadOnlyList<DestinationBacklog> backlogs)
    {
        var rows = controls.ToDictionary(c => c.Destination, StringComparer.OrdinalIgnoreCase);
        var work = backlogs.ToDictionary(b => b.Destination, StringComparer.OrdinalIgnoreCase);
        return
        [
            .. configured.Concat(rows.Keys).Concat(work.Keys)
                .Distinct(StringComparer.OrdinalIgnoreCase)
                .Select(code => new DestinationLine(rows.GetValueOrDefault(code) ?? new DestinationControl { Destination = code }, work.GetValueOrDefault(code)))
                .OrderBy(d => d.Control.Door == Door.Open)
                .ThenBy(d => d.Control.Destination, StringComparer.OrdinalIgnoreCase),
        ];
    }
}
