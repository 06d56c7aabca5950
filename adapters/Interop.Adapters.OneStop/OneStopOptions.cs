using Interop.Adapters.Configuration;

namespace Interop.Adapters.OneStop;

/// <summary>Settings of one connection to a one-stop system.</summary>
internal sealed record OneStopOptions
{
    /// <summary>The web hook.</summary>
    public required Uri Url { get; init; }

    /// <summary>Where it tells what became of a delivery: a GET of this address, a slash and the delivery id. Null: it cannot be asked.</summary>
    public required Uri? ProbeUrl { get; init; }

    /// <summary>The secret of the signature.</summary>
    public required string Secret { get; init; }

    /// <summary>True when it heeds X-Interop-Delivery. Default false.</summary>
    public required bool Idempotent { get; init; }

    /// <summary>How long after an unanswered call "unknown delivery" is final. Default 30 s.</summary>
    public required TimeSpan SettleTime { get; init; }

    /// <summary>How long one call may take. Default 15 s.</summary>
    public required TimeSpan Timeout { get; init; }

    public static OneStopOptions? Read(AdapterContext context)
    {
        var settings = new SettingsReader(context);
        var url = settings.Address("Url", required: true);
        var options = new OneStopOptions
        {
            Url = url ?? context.PublicBaseUrl,
            ProbeUrl = settings.Address("ProbeUrl", required: false),
            Secret = settings.Secret("SecretRef"),
            Idempotent = settings.Flag("Idempotent", standard: false),
            SettleTime = settings.Duration("SettleTime", TimeSpan.FromSeconds(30), TimeSpan.Zero, TimeSpan.FromHours(1)),
            Timeout = settings.Duration("Timeout", TimeSpan.FromSeconds(15), TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(5)),
        };
        return settings.Close() ? options : null;
    }
}
