using System.Globalization;

namespace Interop.Chaos.Plan;

/// <summary>What is sent, by how many side by side, how fast.</summary>
/// <param name="Seed">Of the dossiers.</param>
/// <param name="Senders">Dossiers that are being sent at one time; each has its packets sent one after another.</param>
/// <param name="MostPauseMs">Most pause of a sender between two packets.</param>
/// <param name="Dossiers">How many dossiers; null: until the time is up.</param>
/// <param name="PartnerMs">How long every partner takes between effect and answer when nothing is wrong with it.</param>
internal sealed record LoadPlan(int Seed, int Senders, int MostPauseMs, int? Dossiers, int PartnerMs)
{
    // Going back and forth is usual; what repeats a status is no repeat of the event.
    private static readonly int[][] s_ways = [[4, 5, 4], [4, 5, 4, 9], [4, 5, 4, 5, 4], [4], []];

    // Where dossiers are counted, each is small: a lane still needs two to be in order.
    private static readonly int[][] s_shortWays = [[4], [4, 5], []];

    /// <summary>One dossier in ten is refused by the ministry first: its scan is empty.</summary>
    private const int RefusedOneIn = 10;

    /// <summary>The dossier of that number, from 1; the same whoever asks, in whatever order.</summary>
    public DossierPlan Dossier(int ordinal)
    {
        var random = new Random(unchecked((Seed * 486_187_739) + ordinal));
        var ways = Dossiers is null ? s_ways : s_shortWays;
        var way = ways[random.Next(ways.Length)];
        var refused = random.Next(RefusedOneIn) == 0;
        return new DossierPlan(
            string.Create(CultureInfo.InvariantCulture, $"000.00.18.H40-260603-{ordinal:0000000}"),
            // After an end nothing more may come, and a correction does.
            refused ? [.. way.Where(status => status != 9)] : way,
            refused,
            [.. Enumerable.Range(0, way.Length + 1).Select(_ => random.Next(MostPauseMs + 1))]);
    }
}

/// <summary>One dossier: a submission, its steps in order, and a correction where the ministry refuses it first.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Steps">Business statuses.</param>
/// <param name="Refused">True: its scan is empty; the ministry refuses it and a correction follows.</param>
/// <param name="PausesMs">After each packet.</param>
internal sealed record DossierPlan(string Number, IReadOnlyList<int> Steps, bool Refused, IReadOnlyList<int> PausesMs);
