using System.Collections.Frozen;
using Interop.Adapters.Configuration;
using Interop.Contracts.Identifiers;
using Interop.Hub.Core.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Interop.Hub.Core.Configuration;

/// <summary>Reads and checks the whole configuration, and makes the adapters. Every error, at once; calls nobody.</summary>
/// <param name="factories">The kinds of adapter there are.</param>
/// <param name="httpClient">Makes the HTTP client of a destination.</param>
/// <param name="time">The clock that adapters get.</param>
public sealed class ConfigurationLoader(IEnumerable<IAdapterFactory> factories, Func<DestinationConnection, HttpClient> httpClient, TimeProvider time)
{
    private readonly Dictionary<string, IAdapterFactory> _factories = factories.ToDictionary(f => f.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Where adapters say what happens beside their deliveries; whoever has a log sets it. Until then: nowhere.</summary>
    public ILogger AdapterLog { get; set; } = NullLogger.Instance;

    /// <summary>Reads a file, see <see cref="ConfigurationFile.Read"/>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="before">The configuration in effect: unchanged adapters are kept. Null at start.</param>
    public LoadResult LoadFile(string path, LoadedConfiguration? before = null)
    {
        List<ConfigurationError> errors = [];
        var full = Path.GetFullPath(path);
        var configuration = ConfigurationFile.Read(full, errors);
        return configuration is null ? new LoadResult(null, errors) : Load(configuration, errors, Path.GetDirectoryName(full)!, before);
    }

    /// <summary>Reads a configuration.</summary>
    /// <param name="configuration">It, with the section <c>Interop</c>.</param>
    /// <param name="fileErrors">What was wrong with its file.</param>
    /// <param name="baseDirectory">Where relative paths begin.</param>
    /// <param name="before">The configuration in effect, or null.</param>
    public LoadResult Load(IConfiguration configuration, IReadOnlyCollection<ConfigurationError> fileErrors, string baseDirectory, LoadedConfiguration? before)
    {
        List<ConfigurationError> errors = [.. fileErrors];
        var interop = configuration.GetSection("Interop");
        var root = new SettingReader(interop, errors);
        var settings = SettingsSections.Read(root, baseDirectory);
        var organisations = OrganisationSections.Read(root.Section("Organisations"), baseDirectory);
        var procedures = ProcedureSections.Read(root);
        var partners = PartnerSections.Read(root, settings.Node.Environment, baseDirectory, time.GetUtcNow());
        var routes = RouteSections.Read(root);
        var unique = UniqueSchemes(root);
        var retention = RetentionSections.Read(root.Section("Retention"));
        root.Done();

        var adapters = new AdapterBuilder(_factories, httpClient, time, settings, errors, new LaterLog(() => AdapterLog)).Build(partners, before?.Adapters);
        new CrossChecks(partners, procedures, routes, organisations, adapters).Run(root);
        if (errors.Count > 0)
        {
            return new LoadResult(null, [.. errors.Distinct()]);
        }

        var hub = new HubConfiguration
        {
            Generation = (before?.Hub.Generation ?? 0) + 1,
            Fingerprint = Flat.Fingerprint(Flat.Text(interop, OfOneNode) + string.Join('\n', organisations.All)),
            Partners = partners.ToFrozenDictionary(p => p.Configuration.Code, p => p.Configuration, StringComparer.OrdinalIgnoreCase),
            Procedures = procedures,
            Routes = new RouteTable([.. routes.Select(r => r.Route)]),
            Organisations = organisations,
            UniqueSchemes = unique,
            Retention = retention,
        };
        return new LoadResult(new LoadedConfiguration(settings, hub, adapters, Warnings(settings, hub)), []);
    }

    // What nodes of one ledger have each for itself, or each in its own place. All of it takes effect at a start only.
    private static readonly FrozenSet<string> s_ofOneNode =
        new[] { "Node:Name", "Node:ClockOffsetFile", "Listeners", "Ledger:Directory", "Evidence", "Keys", "Telemetry", "MessageSecurity", "Limits:MinFreeDiskBytes" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static bool OfOneNode(string path) =>
        s_ofOneNode.Contains(path) || s_ofOneNode.Any(p => path.StartsWith(p + ":", StringComparison.OrdinalIgnoreCase));

    private static FrozenSet<IdentifierScheme> UniqueSchemes(SettingReader root)
    {
        var section = root.Section("Identifiers");
        var choices = SettingsSections.Choices<IdentifierScheme>();
        var schemes = section.Values("Unique", $"one of {string.Join(", ", choices.Keys)}", (string s, out IdentifierScheme v) => choices.TryGetValue(s, out v));
        if (schemes is { Count: 0 })
        {
            section.Error("Unique", "without a unique scheme no dossier is ever recognised; write at least local");
        }

        if (schemes?.Contains(IdentifierScheme.Receipt) == true)
        {
            section.Error("Unique", "receipt numbers restart every day in every unit and cannot tell dossiers apart; leave receipt out");
        }

        section.Done();
        return (schemes ?? [IdentifierScheme.Local, IdentifierScheme.National, IdentifierScheme.InterLinked]).ToFrozenSet();
    }

    private List<ConfigurationError> Warnings(HubSettings settings, HubConfiguration hub)
    {
        List<ConfigurationError> warnings = [];
        var now = time.GetUtcNow();
        if (settings is { Ledger.Kind: LedgerKind.Postgres, Documents.Kind: DocumentStoreKind.Local })
        {
            warnings.Add(new ConfigurationError("Interop:Documents:Kind", "files lie on this node's own disk, where no other node of the shared ledger finds them; write s3 or postgres unless this is the only node"));
        }

        foreach (var partner in hub.Partners.Values.OrderBy(p => p.Code, StringComparer.Ordinal))
        {
            foreach (var key in partner.ApiKeys.Where(k => k.NotAfter < now))
            {
                warnings.Add(new ConfigurationError($"Interop:Partners:{partner.Code}:ApiKeys", $"the key {key.Id} has ended; take it out, and give the partner a new one if it has none"));
            }

            if (partner.ApiKeys.Count > 0 && partner.Permissions.Kinds.Count == 0)
            {
                warnings.Add(new ConfigurationError($"Interop:Partners:{partner.Code}:Permissions:Kinds", "the partner has a key and may send nothing; it can only read"));
            }

            if (partner.MessageSecurity is { } security)
            {
                warnings.AddRange(Warnings(security, now).Select(told => new ConfigurationError($"Interop:Partners:{partner.Code}:MessageSecurity:{told.Name}", told.Message)));
            }

            if (partner.Destination is { Connection: var connection })
            {
                warnings.AddRange(ConnectionWarnings.Of(connection, now).Select(told => new ConfigurationError($"Interop:Partners:{partner.Code}:Connection:{told.Name}", told.Message)));
            }

            if (partner.ApiKeys.Count == 0 && partner.MessageSecurity is null && partner.Destination is null)
            {
                warnings.Add(new ConfigurationError($"Interop:Partners:{partner.Code}", "can neither call nor be called"));
            }

            if (partner.Destination is { Policy: { HandOverWindow: var window, MaxConcurrency: var width } } && window < width)
            {
                warnings.Add(new ConfigurationError($"Interop:Partners:{partner.Code}:Delivery:HandOverWindow", "is smaller than MaxConcurrency, so the destination never gets its full width"));
            }
        }

        foreach (var route in hub.Routes.Routes.Where(r => r.Mode == RouteMode.Off))
        {
            warnings.Add(new ConfigurationError("Interop:Routes", $"the route {route.Name} is off"));
        }

        return warnings;
    }

    // Exceptions are told for as long as they last: each is to end.
    private static IEnumerable<(string Name, string Message)> Warnings(MessageSecurity security, DateTimeOffset now)
    {
        if (security.Sha1Until is { } sha1)
        {
            yield return ("Sha1Until", sha1 <= now ? "the exception has ended: SHA-1 is no longer taken; take it out" : $"signatures by SHA-1 are taken until {sha1:yyyy-MM-dd}; have the partner sign by SHA-256 before");
        }

        if (security.CbcUntil is { } cbc)
        {
            yield return ("CbcUntil", cbc <= now ? "the exception has ended: AES-CBC is no longer taken; take it out" : $"AES-CBC is taken until {cbc:yyyy-MM-dd}; have the partner encrypt by AES-GCM before");
        }

        foreach (var certificate in security.Certificates.Where(certificate => certificate.NotAfter.ToUniversalTime() < now.AddDays(30).UtcDateTime))
        {
            yield return ("Certificates", $"the certificate {certificate.SerialNumber} {(certificate.NotAfter.ToUniversalTime() < now.UtcDateTime ? "has ended" : "ends")} on {certificate.NotAfter.ToUniversalTime():yyyy-MM-dd}; have the partner send its next one, and enter it beside this one");
        }
    }
}
