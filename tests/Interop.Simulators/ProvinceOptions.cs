namespace Interop.Simulators;

/// <summary>What the four partners of a province are told together.</summary>
public sealed record ProvinceOptions
{
    /// <summary>How every partner treats a repeated delivery.</summary>
    public Temper Temper { get; init; } = Temper.Honours;

    /// <summary>The clock of all four.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>When the ministry calls the hub.</summary>
    public CallbackMode Callbacks { get; init; } = CallbackMode.Automatic;

    /// <summary>From one callback of a dossier to the next.</summary>
    public TimeSpan CallbackDelay { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The hub; null until <see cref="SimulatorProvince.ConnectTo"/> names it.</summary>
    public HubAddress? Hub { get; init; }

    /// <summary>Whether the national portal fetches the files it is told of.</summary>
    public bool FetchFiles { get; init; }

    /// <summary>Raw requests each partner keeps.</summary>
    public int RequestsKept { get; init; } = 10_000;
}
