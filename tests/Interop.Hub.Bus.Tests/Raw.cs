using System.Text;
using RabbitMQ.Client;

namespace Interop.Hub.Bus.Tests;

/// <summary>Somebody else who writes to the broker, with a plain client.</summary>
internal static class Raw
{
    /// <summary>How many messages wait in a queue at this moment; what <c>rabbitmqctl</c> counts is up to five seconds old.</summary>
    public static async Task<uint> DepthAsync(string queue)
    {
        await using var connection = await ConnectAsync();
        await using var channel = await connection.CreateChannelAsync();
        return (await channel.QueueDeclarePassiveAsync(queue)).MessageCount;
    }

    public static async Task SendAsync(string queue, string body)
    {
        await using var connection = await ConnectAsync();
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
        var properties = new BasicProperties { ContentType = "application/vnd.masstransit+json", DeliveryMode = DeliveryModes.Persistent };
        await channel.BasicPublishAsync(exchange: string.Empty, queue, mandatory: true, properties, Encoding.UTF8.GetBytes(body));
    }

    private static Task<IConnection> ConnectAsync() =>
        new ConnectionFactory { HostName = Broker.Server.Host, Port = Broker.Server.Port, UserName = Broker.Server.User, Password = Broker.Server.Password }.CreateConnectionAsync();
}
