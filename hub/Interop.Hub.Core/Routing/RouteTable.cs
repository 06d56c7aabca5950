using System.Collections.Frozen;
using Interop.Contracts.Identifiers;
using Interop.Contracts.Packets;

namespace Interop.Hub.Core.Routing;

/// <summary>How far a route is switched on.</summary>
public enum RouteMode
{
    /// <summary>No delivery is made.</summary>
    Off = 0,

    /// <summary>Transformed and compared, never sent.</summary>
    Shadow = 1,

    /// <summary>Sent.</summary>
    Live = 2,
}

/// <summary>
/// One route: what, of which procedure, from which unit, by whom → to whom. A null condition matches everything.
/// </summary>
public sealed record Route
{
    /// <summary>Names the route in the configuration and the console.</summary>
    public required string Name { get; init; }

    /// <summary>The kinds; empty is an error of the configuration.</summary>
    public required FrozenSet<PacketKind> Kinds { get; init; }

    /// <summary>Short procedure code; null: every procedure.</summary>
    public string? Procedure { get; init; }

    /// <summary>Unit, with all below it, that received the dossier; null: every unit.</summary>
    public OrganisationCode? Organisation { get; init; }

    /// <summary>Sender's code; null: every sender.</summary>
    public string? From { get; init; }

    /// <summary>Destinations, in order. A packet never goes back to its sender.</summary>
    public required IReadOnlyList<string> To { get; init; }

    /// <summary>How far it is switched on.</summary>
    public required RouteMode Mode { get; init; }
}

/// <summary>The routes, in the order of the configuration. Pure.</summary>
public sealed class RouteTable(IReadOnlyList<Route> routes)
{
    /// <summary>The routes.</summary>
    public IReadOnlyList<Route> Routes { get; } = routes;

    /// <summary>
    /// The destinations of a packet, each once, in the order of the routes. When several routes name one destination
    /// the most particular decides (procedure and unit named, then procedure, then unit, then neither; of equals the
    /// first): so a province goes live unit by unit by adding a particular route.
    /// </summary>
    public IReadOnlyList<RoutedDestination> Plan(PacketKind kind, string? procedure, OrganisationCode? receiving, string sender)
    {
        List<RoutedDestination> plan = [];
        Dictionary<string, (int Index, int Weight)> seen = new(StringComparer.OrdinalIgnoreCase);
        foreach (var route in Routes)
        {
            if (!Matches(route, kind, procedure, receiving, sender))
            {
                continue;
            }

            var weight = (route.Procedure is null ? 0 : 2) + (route.Organisation is null ? 0 : 1);
            foreach (var destination in route.To)
            {
                if (string.Equals(destination, sender, StringComparison.OrdinalIgnoreCase))
                {
                    continue;
                }

                if (!seen.TryGetValue(destination, out var earlier))
                {
                    seen[destination] = (plan.Count, weight);
                    plan.Add(new RoutedDestination(destination, route.Mode, route.Name));
                }
                else if (weight > earlier.Weight)
                {
                    seen[destination] = (earlier.Index, weight);
                    plan[earlier.Index] = new RoutedDestination(destination, route.Mode, route.Name);
                }
            }
        }

        plan.RemoveAll(d => d.Mode == RouteMode.Off);
        return plan;
    }

    private static bool Matches(Route route, PacketKind kind, string? procedure, OrganisationCode? receiving, string sender) =>
        route.Kinds.Contains(kind)
        && (route.Procedure is null || string.Equals(route.Procedure, procedure, StringComparison.Ordinal))
        && (route.Organisation is not { } unit || (receiving is { } r && OrganisationScope.Contains(unit, r)))
        && (route.From is null || string.Equals(route.From, sender, StringComparison.OrdinalIgnoreCase));
}

/// <summary>One destination of a packet.</summary>
/// <param name="Destination">Its code.</param>
/// <param name="Mode">Shadow or live.</param>
/// <param name="Route">The route that decided.</param>
public sealed record RoutedDestination(string Destination, RouteMode Mode, string Route);

/// <summary>Which unit is below which: by the short code's blocks, level 1 first (H40 contains H40.18).</summary>
public static class OrganisationScope
{
    /// <summary>True when <paramref name="inner"/> is <paramref name="outer"/> or below it. Codes must be canonical (short).</summary>
    public static bool Contains(OrganisationCode outer, OrganisationCode inner) =>
        inner.Value.Length == outer.Value.Length
            ? inner == outer
            : inner.Value.Length > outer.Value.Length
              && inner.Value[outer.Value.Length] == '.'
              && inner.Value.StartsWith(outer.Value, StringComparison.Ordinal);
}
