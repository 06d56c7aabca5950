using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Interop.Adapters.Configuration;

/// <summary>
/// Makes adapters of one kind from configuration. Its <see cref="Name"/> is what a partner's <c>Adapter:Type</c> names.
/// </summary>
public interface IAdapterFactory
{
    /// <summary>The configuration's name of this kind of adapter, such as <c>national-portal</c>.</summary>
    string Name { get; }

    /// <summary>
    /// Reads and checks the settings, and makes the adapter. Calls nobody. Every error of the settings is added to
    /// <see cref="AdapterContext.Errors"/>, all at once; null is returned when there was one.
    /// </summary>
    AdapterInstance? Create(AdapterContext context);
}

/// <summary>An adapter made for one destination. Each port null: the partner has no such side.</summary>
/// <param name="Delivery">Sends packets.</param>
/// <param name="Probe">Asks what became of a packet.</param>
/// <param name="Query">Look-ups.</param>
/// <param name="Reachability">Harmless check for <c>doctor</c> and "test connection".</param>
/// <param name="Pull">Asks a partner that calls nobody.</param>
public sealed record AdapterInstance(
    Delivery.IDeliveryAdapter? Delivery = null,
    Delivery.IDeliveryProbe? Probe = null,
    Queries.IQueryAdapter? Query = null,
    IReachabilityCheck? Reachability = null,
    Inbound.IPullSource? Pull = null);

/// <summary>A harmless read that proves reachability and credentials.</summary>
public interface IReachabilityCheck
{
    /// <summary>Null when all is well; otherwise the fault. Never throws for what a partner does.</summary>
    Task<Contracts.Faults.Fault?> CheckAsync(CancellationToken cancellationToken);
}

/// <summary>What a factory is given for one destination.</summary>
public sealed class AdapterContext
{
    /// <summary>The destination's code.</summary>
    public required string Destination { get; init; }

    /// <summary>The partner's <c>Adapter:Settings</c> section.</summary>
    public required IConfigurationSection Settings { get; init; }

    /// <summary>
    /// Makes the HTTP client of this destination: own connections, TLS verified, no redirects to other hosts, no
    /// cookies, no proxy but the configured one, no time-out of its own (the pipeline's token ends the call).
    /// </summary>
    public required Func<HttpClient> HttpClient { get; init; }

    /// <summary>
    /// Told each address that the settings name, while the adapter is made: its client calls these hosts and ports and no
    /// other, unless the partner's <c>Connection:Allow</c> says otherwise. <see cref="SettingsReader.Address"/> tells it.
    /// </summary>
    public Action<Uri> Calls { get; init; } = static _ => { };

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>
    /// Resolves a secret's reference (<c>env:NAME</c>, <c>file:/path</c>, or <c>plain:…</c>, which is for the sandbox only).
    /// Null when it cannot be resolved; the factory reports that with the setting's name.
    /// </summary>
    public required Func<string, string?> Secret { get; init; }

    /// <summary>The hub's own public address, ending in a slash.</summary>
    public required Uri PublicBaseUrl { get; init; }

    /// <summary>Where an adapter says what happens beside its deliveries, such as settings of its own that changed. Nothing of a packet. Default: nowhere.</summary>
    public ILogger Log { get; init; } = NullLogger.Instance;

    /// <summary>Where errors of the settings are listed.</summary>
    public required ICollection<ConfigurationError> Errors { get; init; }
}

/// <summary>One error of the configuration.</summary>
/// <param name="Path">The configuration path, such as <c>Interop:Partners:HOTICH:Adapter:Settings:Endpoint</c>.</param>
/// <param name="Message">What is wrong and what to write instead.</param>
public sealed record ConfigurationError(string Path, string Message);
