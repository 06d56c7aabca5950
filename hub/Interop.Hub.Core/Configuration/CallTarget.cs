using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;

namespace Interop.Hub.Core.Configuration;

/// <summary>Where a destination may call: one host, or addresses written as numbers, at one port.</summary>
/// <param name="Host">The host's name as the wire has it: lower case, punycode, without the last dot.</param>
/// <param name="Port">The port.</param>
/// <param name="Range">The addresses, where numbers are meant; null: the name. A name is never compared by what it resolves to.</param>
public sealed record CallTarget(string Host, int Port, IPNetwork? Range)
{
    /// <summary>What to write.</summary>
    public const string Shape = "a host and its port such as dichvu.bo.gov.vn:443, or addresses such as 10.1.2.0/24:443 or [fd00::1]:443";

    /// <summary>The target of an absolute http or https address.</summary>
    public static CallTarget Of(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return Make(address.IdnHost, address.Port)!;
    }

    /// <summary>Whether the address lies here.</summary>
    public bool Covers(Uri address)
    {
        return Covers(Of(address));
    }

    internal bool Covers(CallTarget one) =>
        one.Port == Port && (Range is { } here ? one.Range is { } there && here.Contains(there.BaseAddress) : one.Range is null && one.Host == Host);

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host)}:{Port}");

    /// <summary>Reads one as it stands in the configuration.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out CallTarget? target)
    {
        ArgumentNullException.ThrowIfNull(text);
        target = null;
        var colon = text.LastIndexOf(':');
        if (colon < 1 || !int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port is < 1 or > 65535)
        {
            return false;
        }

        var bracketed = text[0] == '[' && text[colon - 1] == ']';
        var host = bracketed ? text[1..(colon - 1)] : text[..colon];
        if (host.Contains(':', StringComparison.Ordinal) != bracketed)
        {
            return false;
        }

        if (host.Contains('/', StringComparison.Ordinal))
        {
            target = IPNetwork.TryParse(host, out var range) ? new CallTarget(range.ToString(), port, range) : null;
        }
        else
        {
            target = Uri.CheckHostName(host) == UriHostNameType.Unknown ? null : Make(new UriBuilder(Uri.UriSchemeHttp, host).Uri.IdnHost, port);
        }

        return target is not null;
    }

    // One address has one form here: an IPv4 address inside an IPv6 one is the IPv4 address.
    private static CallTarget? Make(string host, int port)
    {
        if (!IPAddress.TryParse(host.Trim('[', ']'), out var address))
        {
            return new CallTarget(host.TrimEnd('.').ToLowerInvariant(), port, null);
        }

        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : new IPAddress(address.GetAddressBytes());
        return new CallTarget(plain.ToString(), port, new IPNetwork(plain, plain.GetAddressBytes().Length * 8));
    }
}
