namespace Interop.Bench.Return;

/// <summary>What was seen at one time of the run.</summary>
internal sealed record Moment
{
    /// <summary>Seconds since the run's beginning.</summary>
    public required double At { get; init; }

    /// <summary>The hub's memory in RAM, MiB.</summary>
    public required double ResidentMiB { get; init; }

    /// <summary>The door, as the operator API names it.</summary>
    public required string Door { get; init; }

    /// <summary>How many the hub lets through at once: while the partner returns, the stage.</summary>
    public required int AtOnce { get; init; }

    /// <summary>Hints for the partner that the hub has in the bus.</summary>
    public required int Hints { get; init; }

    /// <summary>Messages in the broker's queue for the partner, those with a consumer too; null without a broker.</summary>
    public long? Messages { get; init; }

    /// <summary>Deliveries that the partner has answered so far.</summary>
    public required long Served { get; init; }

    /// <summary>The most calls that the partner had under way at once since the moment before.</summary>
    public required int Most { get; init; }

    /// <summary>Deliveries that arrived at the other partner so far.</summary>
    public required long Others { get; init; }

    /// <summary>Accept latencies of the other partner's dossiers since the moment before, ms.</summary>
    public required IReadOnlyList<double> Latencies { get; init; }
}
