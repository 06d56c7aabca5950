using System.Collections.Frozen;
using System.Security.Cryptography;
using Interop.Hub.Core.Configuration;

namespace Interop.Hub.Host.Auth;

/// <summary>The keys of the configuration in effect.</summary>
internal sealed class KeyTable(IHubConfigurationSource source, TimeProvider time)
{
    private sealed record Table(HubConfiguration Of, FrozenDictionary<string, (PartnerConfiguration Partner, ApiKeyHash Key)> Keys);

    private volatile Table? _table;

    /// <summary>The partner whose key this is; null when it is nobody's, or has ended.</summary>
    public PartnerConfiguration? Find(string key)
    {
        var keys = Current();
        if (ApiKey.IdOf(key) is not { } id || !keys.TryGetValue(id, out var found))
        {
            return null;
        }

        return CryptographicOperations.FixedTimeEquals(ApiKey.Hash(key), found.Key.Hash.Span) && !(found.Key.NotAfter < time.GetUtcNow())
            ? found.Partner
            : null;
    }

    private FrozenDictionary<string, (PartnerConfiguration Partner, ApiKeyHash Key)> Current()
    {
        var current = source.Current;
        var table = _table;
        if (table is null || !ReferenceEquals(table.Of, current))
        {
            _table = table = new Table(current, current.Partners.Values.SelectMany(p => p.ApiKeys.Select(k => (p, k))).ToFrozenDictionary(x => x.k.Id, x => x, StringComparer.Ordinal));
        }

        return table.Keys;
    }
}
