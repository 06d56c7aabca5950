using System.Net;
using System.Net.Sockets;

namespace Interop.Hub.Host.Outbound;

/// <summary>
/// Which addresses the hub calls. Link-local ones are never a partner: there a cloud keeps its machines' credentials,
/// and a name that a partner controls could point to it. Loopback may be: gateways stand there.
/// </summary>
internal static class OutboundAddresses
{
    // Metadata services that are not link-local: Alibaba's; Amazon's and Google's by IPv6.
    private static readonly IPAddress[] s_metadata = [IPAddress.Parse("100.100.100.200"), IPAddress.Parse("fd00:ec2::254"), IPAddress.Parse("fd20:ce::254")];

    public static bool MayCall(IPAddress address)
    {
        if (s_metadata.Any(metadata => metadata.GetAddressBytes().AsSpan().SequenceEqual(address.GetAddressBytes())))
        {
            return false;
        }

        var bytes = address.GetAddressBytes();
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
        {
            return !address.IsIPv6LinkLocal && !address.IsIPv6Multicast && !address.Equals(IPAddress.IPv6Any) && (Inside(bytes) is not { } inner || MayCall(inner));
        }

        return bytes[0] != 0 && bytes[0] < 224 && !(bytes[0] == 169 && bytes[1] == 254);
    }

    // An IPv6 address that leads to an IPv4 one: mapped (RFC 4291), NAT64 (RFC 6052, and RFC 8215's as used with 96 bits), 6to4 (RFC 3056).
    private static IPAddress? Inside(ReadOnlySpan<byte> v6)
    {
        ReadOnlySpan<byte> mapped = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff];
        ReadOnlySpan<byte> translated = [0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0];
        ReadOnlySpan<byte> translatedHere = [0, 0x64, 0xff, 0x9b, 0, 1];
        return v6.StartsWith(mapped) || v6.StartsWith(translated) || v6.StartsWith(translatedHere) ? new IPAddress(v6[12..])
            : v6 is [0x20, 0x02, ..] ? new IPAddress(v6[2..6])
            : null;
    }
}
