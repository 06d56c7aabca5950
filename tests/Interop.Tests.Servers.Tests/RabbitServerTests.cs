using System.Net.Sockets;

namespace Interop.Tests.Servers.Tests;

/// <summary>The private RabbitMQ is a real one, comes back under the same name with what it had, and leaves nothing behind.</summary>
public sealed class RabbitServerTests
{
    [Test]
    [CancelAfter(120_000)]
    public async Task It_keeps_what_it_had_through_a_stop_and_a_crash(CancellationToken cancellationToken)
    {
        var server = await RabbitServer.StartAsync(cancellationToken);
        int process;
        await using (server)
        {
            await server.ControlAsync("-q", "add_vhost", "kept");
            await server.StopAsync(cancellationToken);
            Assert.That(async () => await new TcpClient().ConnectAsync(server.Host, server.Port), Throws.InstanceOf<SocketException>());
            await server.RestartAsync(cancellationToken);
            process = server.ProcessId;
            server.Kill();
            await Eventually.HoldsAsync(() => !Directory.Exists($"/proc/{process}"), "the server to be gone");
            await server.RestartAsync(cancellationToken);
            Assert.That(await server.ControlAsync("-q", "list_vhosts", "name", "--no-table-headers"), Does.Contain("kept"));
            process = server.ProcessId;
        }

        Assert.That(Directory.Exists($"/proc/{process}"), Is.False);
    }
}
