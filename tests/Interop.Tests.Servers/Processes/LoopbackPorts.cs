using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Interop.Tests.Servers.Processes;

/// <summary>
/// Ports for servers that come back on the same port. They lie below the range from which the system gives ports to
/// outgoing connections: one of those would otherwise sit on the port while its server is down.
/// </summary>
internal static class LoopbackPorts
{
    private const int First = 20_000;
    private const int Last = 32_000;

    public static int Next()
    {
        for (var i = 0; i < 1000; i++)
        {
            var port = RandomNumberGenerator.GetInt32(First, Last);
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Bind(new IPEndPoint(IPAddress.Any, port));
                return port;
            }
            catch (SocketException)
            {
                // Taken.
            }
        }

        throw new InvalidOperationException($"No free port between {First} and {Last}.");
    }
}
