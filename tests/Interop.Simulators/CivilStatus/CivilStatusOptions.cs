namespace Interop.Simulators;

/// <summary>When the ministry calls the hub.</summary>
public enum CallbackMode
{
    /// <summary>By itself, after its delays.</summary>
    Automatic,

    /// <summary>When told to, by <see cref="CivilStatusSimulator.FireCallbacks"/> or <c>POST /_sim/callbacks/fire</c>.</summary>
    Manual,

    /// <summary>Never.</summary>
    Off,
}

/// <summary>Where the ministry calls, and as whom.</summary>
/// <param name="BaseUrl">The hub's address for partners; <c>soap/dossier-exchange</c> is added.</param>
/// <param name="Partner">The partner code the hub knows the ministry by.</param>
/// <param name="ApiKey">The key issued to it.</param>
public sealed record HubAddress(Uri BaseUrl, string Partner, string ApiKey);

/// <summary>What the civil status simulator can be told besides.</summary>
public sealed record CivilStatusOptions : SimulatorOptions
{
    /// <summary>Defaults: invented credentials.</summary>
    public CivilStatusOptions()
    {
    }

    internal CivilStatusOptions(SimulatorOptions common)
        : base(common)
    {
    }

    /// <summary>HTTP Basic user.</summary>
    public string UserName { get; init; } = "tinhmau";

    /// <summary>HTTP Basic password.</summary>
    public string Password { get; init; } = "mat-khau-mau-ho-tich";

    /// <summary>When it calls the hub; can be changed while it runs.</summary>
    public CallbackMode Callbacks { get; init; } = CallbackMode.Automatic;

    /// <summary>The hub; null until it is known. Callbacks wait for it.</summary>
    public HubAddress? Hub { get; init; }

    /// <summary>From one callback of a dossier to the next.</summary>
    public TimeSpan CallbackDelay { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>From a failed callback to its first repeat; doubled each time.</summary>
    public TimeSpan FirstRetry { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Longest wait between repeats.</summary>
    public TimeSpan LongestRetry { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Callbacks on their way at once.</summary>
    public int CallbacksAtOnce { get; init; } = 16;
}
