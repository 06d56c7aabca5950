namespace Interop.Simulators;

/// <summary>What the one-stop simulator can be told besides.</summary>
public sealed record OneStopOptions : SimulatorOptions
{
    /// <summary>Defaults: invented credentials.</summary>
    public OneStopOptions()
    {
    }

    internal OneStopOptions(SimulatorOptions common)
        : base(common)
    {
    }

    /// <summary>The secret the hub signs its calls with.</summary>
    public string Secret { get; init; } = "bi-mat-mau-cua-mot-cua";

    /// <summary>How far a signature's time may lie from the clock.</summary>
    public TimeSpan SignatureTolerance { get; init; } = TimeSpan.FromMinutes(5);
}
