namespace Interop.Simulators;

/// <summary>What the population database simulator can be told besides.</summary>
public sealed record PopulationOptions : SimulatorOptions
{
    /// <summary>Defaults: invented credentials.</summary>
    public PopulationOptions()
    {
    }

    internal PopulationOptions(SimulatorOptions common)
        : base(common)
    {
    }

    /// <summary>The province's user.</summary>
    public string User { get; init; } = "tinhmau";

    /// <summary>The secret that goes into the hashed password.</summary>
    public string Secret { get; init; } = "bi-mat-mau-dan-cu";

    /// <summary>What the <c>ApiKey</c> header must say.</summary>
    public string ApiKey { get; init; } = "khoa-mau-dan-cu";

    /// <summary>What the <c>X-Road-Client</c> header must say.</summary>
    public string XRoadClient { get; init; } = "VN/GOV/H40/mau";

    /// <summary>How far <c>Timestamp</c> may lie from the clock.</summary>
    public TimeSpan TimestampTolerance { get; init; } = TimeSpan.FromMinutes(5);
}
