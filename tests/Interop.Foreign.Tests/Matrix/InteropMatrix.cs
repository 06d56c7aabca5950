using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Interop.Foreign.Tests.Stacks;

namespace Interop.Foreign.Tests.Matrix;

/// <summary>What one test saw.</summary>
/// <param name="Direction">Who calls whom.</param>
/// <param name="Feature">The test's name.</param>
/// <param name="Peer">With whom.</param>
/// <param name="Worked">It passed.</param>
public sealed record Sighting(Direction Direction, string Feature, Peer Peer, bool Worked);

/// <summary>The report: stack × direction × SOAP version × feature, from what the tests saw and from nothing else.</summary>
public static class InteropMatrix
{
    private static readonly ConcurrentQueue<Sighting> Seen = [];
    private static readonly ConcurrentDictionary<Stack, string> Names = [];

    /// <summary>A test has ended.</summary>
    public static void Saw(Sighting sighting) => Seen.Enqueue(sighting);

    /// <summary>What a stack calls itself, with its version.</summary>
    public static void Named(Stack stack, string name) => Names[stack] = name;

    /// <summary>The report of this run.</summary>
    public static string Report() => Render([.. Seen], Names);

    /// <summary>Pure: sightings → Markdown.</summary>
    public static string Render(IReadOnlyList<Sighting> seen, IReadOnlyDictionary<Stack, string> names)
    {
        var text = new StringBuilder("# SOAP with foreign stacks\n\nMade by `Interop.Foreign.Tests` from what its tests saw. ✓ seen, ✗ failed, · does not apply or was not run; a number is a limit of the stack's own.\n");
        foreach (var direction in Enum.GetValues<Direction>())
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {(direction == Direction.ToTheHub ? "They call the hub" : "The hub calls them")}\n\n| Feature |");
            text.AppendJoin("", Peer.All.Select(peer => $" {names.GetValueOrDefault(peer.Stack) ?? peer.Stack.Name}, SOAP {peer.Version} |")).Append("\n|---|");
            text.AppendJoin("", Peer.All.Select(_ => "---|")).Append('\n');
            foreach (var feature in seen.Where(each => each.Direction == direction).Select(each => each.Feature).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
            {
                text.Append(CultureInfo.InvariantCulture, $"| {feature.Replace('_', ' ')} |");
                text.AppendJoin("", Peer.All.Select(peer => $" {Cell(seen, direction, feature, peer)} |")).Append('\n');
            }
        }

        text.Append("\n## Limits of the stacks' own\n\n");
        text.AppendJoin("", Limits.All.Select((limit, index) => $"{(index + 1).ToString(CultureInfo.InvariantCulture)}. {limit.Why}\n"));
        text.Append("\n## Ways of the stacks' own\n\n");
        return text.AppendJoin("", Limits.Remarks.Select(remark => $"- **{remark.Stack.Name}**: {remark.What}\n")).ToString();
    }

    private static string Cell(IReadOnlyList<Sighting> seen, Direction direction, string feature, Peer peer)
    {
        var own = seen.Where(each => each.Direction == direction && each.Feature == feature && each.Peer == peer).ToList();
        if (own.Count > 0)
        {
            return own.TrueForAll(each => each.Worked) ? "✓" : "✗";
        }

        // In a version that nobody was tried in, the feature does not exist.
        var exists = seen.Any(each => each.Direction == direction && each.Feature == feature && each.Peer.Version == peer.Version);
        return exists && Limits.Of(direction, peer, feature) is { } limit
            ? (Limits.All.ToList().IndexOf(limit) + 1).ToString(CultureInfo.InvariantCulture)
            : "·";
    }
}
