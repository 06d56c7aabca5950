using System.Collections.Frozen;
using System.Security.Claims;
using System.Security.Cryptography.X509Certificates;
using Interop.Adapters.Soap.Endpoint;
using Interop.Adapters.Soap.Security;
using Interop.Hub.Core.Configuration;
using Interop.Hub.Host.Auth;

namespace Interop.Hub.Host.Soap;

/// <summary>
/// The partners of the configuration in effect as SOAP callers. One of whom nothing is entered may send its API key in a
/// UsernameToken, as it may in HTTP's Basic.
/// </summary>
/// <param name="source">The configuration.</param>
/// <param name="keys">API keys.</param>
/// <param name="certificates">The hub's own, with their keys.</param>
/// <param name="actor">The actor that is the hub; null: none of its own.</param>
/// <param name="time">The clock.</param>
internal sealed class SoapCallers(IHubConfigurationSource source, KeyTable keys, IReadOnlyList<X509Certificate2> certificates, string? actor, TimeProvider time) : ISoapCallers
{
    private sealed record Table(
        HubConfiguration Of,
        FrozenDictionary<string, PartnerConfiguration> ByUser,
        FrozenDictionary<string, PartnerConfiguration> ByKey,
        FrozenDictionary<string, PartnerConfiguration> BySubject,
        IReadOnlyList<(X509Certificate2 Certificate, PartnerConfiguration Partner)> Certificates);

    private volatile Table? _table;

    /// <inheritdoc/>
    public SoapCaller? Of(ClaimsPrincipal caller) =>
        caller.Identity?.Name is { } code && source.Current.Partners.TryGetValue(code, out var partner) && partner.MessageSecurity is not null ? Caller(partner) : null;

    /// <inheritdoc/>
    public SoapCaller? Find(SecurityClaims claims)
    {
        // Whose certificate it is says more than a name that anybody may write; both must hold in the end.
        var table = Current();
        var partner = claims.SignerKey is { } key && table.ByKey.TryGetValue(key, out var byKey) ? byKey
            : claims.IsSigned && table.Certificates.FirstOrDefault(known => claims.IsBy(known.Certificate)).Partner is { } byName ? byName
            : claims.SignerSubject is { } subject && table.BySubject.TryGetValue(subject, out var bySubject) ? bySubject
            : claims.User is { } user && table.ByUser.TryGetValue(user, out var byUser) ? byUser
            : null;
        return partner is null ? null : Caller(partner);
    }

    private SoapCaller Caller(PartnerConfiguration partner) => new(
        new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, partner.Code)], "WS-Security")),
        partner.MessageSecurity is { } security ? Rules(partner, security) : ByKey(partner));

    private IncomingSecurity ByKey(PartnerConfiguration partner) => new()
    {
        Scope = partner.Code,
        Actor = actor,
        TimestampRequired = false,
        Username = new UsernameRule { PasswordOf = static (_, _) => ValueTask.FromResult<string?>(null), TextFits = (_, text, _) => ValueTask.FromResult(keys.Find(text)?.Code == partner.Code) },
    };

    private IncomingSecurity Rules(PartnerConfiguration partner, MessageSecurity security)
    {
        var now = time.GetUtcNow();
        return new IncomingSecurity
        {
            Scope = partner.Code,
            Actor = actor,
            TimestampRequired = security.Timestamp,
            Skew = security.Skew,
            MaxAge = security.MaxAge,
            Username = security.Password is not { } password ? null : new UsernameRule
            {
                PasswordOf = (user, _) => ValueTask.FromResult(string.Equals(user, security.User, StringComparison.OrdinalIgnoreCase) ? password : null),
                TextAllowed = security.TextAllowed,
            },
            Signature = !security.IsSigned ? null : new SignatureRule
            {
                Trust = new SigningTrust
                {
                    Pins = [.. security.Certificates.Select(certificate => KeyPin.Of(certificate, new DateTimeOffset(certificate.NotAfter)))],
                    Known = security.Certificates,
                    Roots = security.Roots,
                    Subjects = security.Subjects,
                },
                Timestamp = security.Timestamp,
                Sha1Allowed = now < security.Sha1Until,
            },
            Encryption = certificates.Count == 0 ? null : new EncryptionRule { Keys = certificates, Required = security.Encrypted, CbcAllowed = now < security.CbcUntil },
        };
    }

    private Table Current()
    {
        var current = source.Current;
        var table = _table;
        if (table is null || !ReferenceEquals(table.Of, current))
        {
            var partners = current.Partners.Values;
            List<(X509Certificate2 Certificate, PartnerConfiguration Partner)> known = [.. partners.SelectMany(p => (p.MessageSecurity?.Certificates ?? []).Select(c => (c, p)))];
            _table = table = new Table(
                current,
                partners.ToFrozenDictionary(p => p.MessageSecurity?.User ?? p.Code, StringComparer.OrdinalIgnoreCase),
                known.DistinctBy(k => KeyPin.Of(k.Certificate, default).Sha256).ToFrozenDictionary(k => KeyPin.Of(k.Certificate, default).Sha256, k => k.Partner, StringComparer.Ordinal),
                partners.SelectMany(p => (p.MessageSecurity?.Subjects ?? []).Distinct(StringComparer.Ordinal).Select(s => (s, p))).ToFrozenDictionary(x => x.s, x => x.p, StringComparer.Ordinal),
                known);
        }

        return table;
    }
}
