using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using Interop.Adapters.Configuration;
using Microsoft.Extensions.Logging;

namespace Interop.Hub.Core.Configuration;

/// <summary>Makes the adapters of a configuration, and keeps those whose settings and secrets did not change.</summary>
internal sealed class AdapterBuilder(
    IReadOnlyDictionary<string, IAdapterFactory> factories,
    Func<DestinationConnection, HttpClient> httpClient,
    TimeProvider time,
    HubSettings settings,
    ICollection<ConfigurationError> errors,
    ILogger log)
{
    public AdapterSet Build(IReadOnlyList<PartnerSection> partners, AdapterSet? before)
    {
        Dictionary<string, BuiltAdapter> built = new(StringComparer.OrdinalIgnoreCase);
        foreach (var (section, partner) in partners)
        {
            if (partner.Destination is not { } destination)
            {
                continue;
            }

            if (!factories.TryGetValue(destination.AdapterType, out var factory))
            {
                section.Error("Adapter:Type", $"there is no such adapter; write one of {string.Join(", ", factories.Keys.Order(StringComparer.Ordinal))}");
                continue;
            }

            if (One(factory, new DestinationConnection(partner.Code, destination.Connection), section, before?.Built(partner.Code)) is { } adapter)
            {
                built[partner.Code] = adapter;
            }
        }

        return new AdapterSet(built);
    }

    private BuiltAdapter? One(IAdapterFactory factory, DestinationConnection connection, SettingReader partner, BuiltAdapter? before)
    {
        var section = partner.Raw("Adapter").GetSection("Settings");
        var flat = $"{factory.Name}\n{settings.PublicBaseUrl}\n{Flat.Text(section)}\n{Flat.Text(partner.Raw("Connection"))}\n{connection.Settings.Materials}";
        if (before is not null
            && string.Equals(before.Settings, flat, StringComparison.Ordinal)
            && before.Secrets.All(s => string.Equals(Digest(SecretReference.Resolve(s.Key, settings.Node.Environment)), s.Value, StringComparison.Ordinal)))
        {
            return before;
        }

        Dictionary<string, string> secrets = new(StringComparer.Ordinal);
        var earlier = errors.Count;
        var instance = factory.Create(new AdapterContext
        {
            Destination = connection.Destination,
            Settings = section,
            HttpClient = () => httpClient(connection),
            Calls = connection.Name,
            Time = time,
            PublicBaseUrl = settings.PublicBaseUrl,
            Errors = errors,
            Log = log,
            Secret = reference =>
            {
                var secret = SecretReference.Resolve(reference, settings.Node.Environment);
                secrets[reference] = Digest(secret);
                return secret;
            },
        });
        foreach (var outside in connection.NamedOutside.Distinct())
        {
            partner.Error("Connection:Allow", $"leaves out {outside}, which Adapter:Settings names; add it, or correct the address");
        }

        return instance is null || errors.Count > earlier ? null : new BuiltAdapter(instance, connection, flat, secrets.ToFrozenDictionary(StringComparer.Ordinal));
    }

    private static string Digest(string? secret) => secret is null ? string.Empty : Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
