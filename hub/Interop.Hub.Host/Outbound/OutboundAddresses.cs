using System.Net;
using System.Net.Sockets;

namespace Interop.Hub.Host.Outbound;

/// <summary>
/// Which addresses the hub calls. Link-local ones are never a partner: there a cloud keeps its machines' credentials,
/// and a name that a partner controls could point to it.
/// </summary>
internal static class OutboundAddresses
{
    private static readonly IPAddress AmazonMetadataV6 = IPAddress.Parse("fd00:ec2::254");

    public static bool MayCall(IPAddress address)
    {
        var a = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        if (a.AddressFamily == AddressFamily.InterNetworkV6)
        {
            return !a.IsIPv6LinkLocal && !a.IsIPv6Multicast && !a.Equals(IPAddress.IPv6Any) && !a.Equals(AmazonMetadataV6);
        }

        var bytes = a.GetAddressBytes();
        return bytes[0] != 0 && bytes[0] < 224 && !(bytes[0] == 169 && bytes[1] == 254);
    }
}
