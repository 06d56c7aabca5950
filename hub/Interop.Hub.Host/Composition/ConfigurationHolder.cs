using Interop.Adapters.Configuration;
using Interop.Hub.Core.Configuration;
using Interop.Hub.Core.Delivery;

namespace Interop.Hub.Host.Composition;

/// <summary>
/// The configuration in effect with the adapters made from it, swapped together. A file that is wrong changes nothing.
/// </summary>
internal sealed partial class ConfigurationHolder(ConfigurationLoader loader, string path, LoadedConfiguration first, ILogger<ConfigurationHolder> log)
    : IHubConfigurationSource, IAdapterRegistry
{
    private readonly Lock _reloading = new();
    private readonly Lock _callbacks = new();
    private List<Action<HubConfiguration>> _changed = [];
    private volatile LoadedConfiguration _loaded = first;

    /// <summary>All that was loaded.</summary>
    public LoadedConfiguration Loaded => _loaded;

    /// <inheritdoc/>
    public HubConfiguration Current => _loaded.Hub;

    /// <inheritdoc/>
    public AdapterInstance? Get(string destination) => _loaded.Adapters.Get(destination);

    /// <inheritdoc/>
    public IDisposable OnChange(Action<HubConfiguration> changed)
    {
        lock (_callbacks)
        {
            _changed = [.. _changed, changed];
        }

        return new Subscription(this, changed);
    }

    /// <summary>Reads the file again. False when it was refused or says nothing new.</summary>
    public bool Reload()
    {
        lock (_reloading)
        {
            var result = loader.LoadFile(path, _loaded);
            if (result.Loaded is not { } next)
            {
                foreach (var error in result.Errors)
                {
                    LogError(error.Path, error.Message);
                }

                LogRefused(result.Errors.Count, _loaded.Hub.Generation);
                return false;
            }

            if (next.Settings != _loaded.Settings)
            {
                LogNeedsRestart();
            }

            var same = next.Hub.Fingerprint == _loaded.Hub.Fingerprint
                && next.Adapters.Destinations.All(d => ReferenceEquals(next.Adapters.Get(d), _loaded.Adapters.Get(d)));
            if (same)
            {
                return false;
            }

            _loaded = next with { Settings = _loaded.Settings };
            foreach (var warning in next.Warnings)
            {
                LogWarning(warning.Path, warning.Message);
            }

            LogTaken(next.Hub.Generation, next.Hub.Fingerprint);
        }

        Notify();
        return true;
    }

    private void Notify()
    {
        foreach (var changed in _changed)
        {
            try
            {
                changed(Current);
            }
            catch (Exception e)
            {
                // One listener's bug must not keep the others on the old configuration.
                LogCallbackFailed(e);
            }
        }
    }

    [LoggerMessage(EventId = LogEvents.ConfigurationError, Level = LogLevel.Error, Message = "Configuration error at {Path}: {Problem}")]
    private partial void LogError(string path, string problem);

    [LoggerMessage(EventId = LogEvents.ConfigurationRefused, Level = LogLevel.Error, Message = "The changed configuration has {Count} error(s) and was refused; generation {Generation} stays in effect")]
    private partial void LogRefused(int count, int generation);

    [LoggerMessage(EventId = LogEvents.ConfigurationTaken, Level = LogLevel.Information, Message = "Configuration generation {Generation} is in effect, fingerprint {Fingerprint}")]
    private partial void LogTaken(int generation, string fingerprint);

    [LoggerMessage(EventId = LogEvents.ConfigurationNeedsRestart, Level = LogLevel.Warning, Message = "Node, PublicBaseUrl, Listeners, Ledger, Keys, Evidence, Bus, Telemetry or Limits changed: that part takes effect at the next start")]
    private partial void LogNeedsRestart();

    [LoggerMessage(EventId = LogEvents.ConfigurationWarning, Level = LogLevel.Warning, Message = "Configuration doubt at {Path}: {Problem}")]
    private partial void LogWarning(string path, string problem);

    [LoggerMessage(EventId = LogEvents.ConfigurationCallbackFailed, Level = LogLevel.Error, Message = "A listener failed on the changed configuration")]
    private partial void LogCallbackFailed(Exception exception);

    private sealed class Subscription(ConfigurationHolder holder, Action<HubConfiguration> changed) : IDisposable
    {
        public void Dispose()
        {
            lock (holder._callbacks)
            {
                holder._changed = [.. holder._changed.Where(c => c != changed)];
            }
        }
    }
}
