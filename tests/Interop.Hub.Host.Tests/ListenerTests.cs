using System.Net;
using System.Net.Sockets;

namespace Interop.Hub.Host.Tests;

/// <summary>Each listener answers what is its own, whatever the Host header claims.</summary>
[TestFixture]
internal sealed class ListenerTests
{
    [Test]
    public async Task TheConsoleIsNotOnThePartnersPortAndTheApiIsNotOnTheOperators()
    {
        var operators = Free();
        await using var hub = await HubUnderTest.StartAsync(interop =>
        {
            interop["Listeners"]!["Operators"] = $"http://127.0.0.1:{operators}/";
            interop["Listeners"]!["Metrics"] = $"http://127.0.0.1:{operators}/";
        });
        var client = hub.Client("MCDT");

        await Assert.MultipleAsync(async () =>
        {
            Assert.That(await StatusAsync(client, new Uri(hub.Address, "/"), null), Is.EqualTo(404));
            Assert.That(await StatusAsync(client, new Uri(hub.Address, "/"), $"127.0.0.1:{operators}"), Is.EqualTo(404), "a Host header opens no door");
            Assert.That(await StatusAsync(client, new Uri(hub.Address, "/api/v1/operator/destinations"), null), Is.EqualTo(404));
            Assert.That(await StatusAsync(client, new Uri($"http://127.0.0.1:{operators}/"), null), Is.EqualTo(200));
            Assert.That(await StatusAsync(client, new Uri($"http://127.0.0.1:{operators}/api/v1/dossiers/X"), null), Is.EqualTo(404));
            Assert.That(await StatusAsync(client, new Uri($"http://127.0.0.1:{operators}/health/ready"), null), Is.EqualTo(200));
        });
    }

    private static async Task<int> StatusAsync(HttpClient client, Uri address, string? host)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Host = host;
        using var answer = await client.SendAsync(request);
        return (int)answer.StatusCode;
    }

    private static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
