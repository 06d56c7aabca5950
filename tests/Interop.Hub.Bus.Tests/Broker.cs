using Interop.Tests.Servers;

namespace Interop.Hub.Bus.Tests;

/// <summary>One RabbitMQ for the suite. Tests keep apart by the prefix of their queues.</summary>
[SetUpFixture]
public sealed class Broker
{
    public static RabbitServer Server { get; private set; } = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => Server = await RabbitServer.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await Server.DisposeAsync();

    /// <summary>What <c>rabbitmqctl list_queues</c> says of the queues whose name begins so, by name.</summary>
    public static async Task<IReadOnlyDictionary<string, string[]>> QueuesAsync(string prefix, params string[] columns) =>
        (await Server.ControlAsync(["-q", "list_queues", "--no-table-headers", "name", .. columns]))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('\t'))
            .Where(cells => cells[0].StartsWith(prefix, StringComparison.Ordinal))
            .ToDictionary(cells => cells[0], cells => cells[1..], StringComparer.Ordinal);
}
