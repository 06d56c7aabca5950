using System.Net.Sockets;
using System.Text;

namespace Interop.Adapters.Tests.Soap.Door;

/// <summary>A call that sent most of its message, and waits.</summary>
internal sealed class HeldCall : IAsyncDisposable
{
    private readonly TcpClient _client;

    private HeldCall(TcpClient client) => _client = client;

    public static async Task<HeldCall> BeginAsync(Uri service, int bytes)
    {
        var client = new TcpClient();
        await client.ConnectAsync(service.Host, service.Port);
        var head = $"POST {service.AbsolutePath} HTTP/1.1\r\nHost: {service.Authority}\r\nContent-Type: text/xml; charset=utf-8\r\nSOAPAction: \"\"\r\nContent-Length: {bytes + 1}\r\n\r\n";
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head + "<" + new string('a', bytes - 1)));
        return new HeldCall(client);
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }
}
