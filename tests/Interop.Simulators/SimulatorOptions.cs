namespace Interop.Simulators;

/// <summary>What every simulator can be told at its start. A simulator given these alone uses its own invented credentials.</summary>
public record SimulatorOptions
{
    /// <summary>Loopback port partners call. 0: a free one, kept for the simulator's life.</summary>
    public int Port { get; init; }

    /// <summary>Loopback port of the second listener, which stays up while the partner is down. 0: a free one.</summary>
    public int AdminPort { get; init; }

    /// <summary>The system's code in the hub's configuration. Null: the simulator's usual one.</summary>
    public string? Code { get; init; }

    /// <summary>How a repeated delivery is treated; can be changed while it runs.</summary>
    public Temper Temper { get; init; } = Temper.Honours;

    /// <summary>How <see cref="Temper.Honours"/> answers a repeat.</summary>
    public RepeatAnswer Repeats { get; init; } = RepeatAnswer.Same;

    /// <summary>Faults in force from the first request.</summary>
    public FaultSettings Faults { get; init; } = new();

    /// <summary>Raw requests kept with their bodies, newest last; older ones are counted only. 0 to 1,000,000.</summary>
    public int RequestsKept { get; init; } = 10_000;

    /// <summary>Bytes of bodies kept over all requests. When exceeded the oldest requests are forgotten.</summary>
    public long BodyBytesKept { get; init; } = 64L << 20;

    /// <summary>Largest request body taken, in bytes; more is answered with 413.</summary>
    public long MaxBodyBytes { get; init; } = 64L << 20;

    /// <summary>The clock of records, sessions and callbacks.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
