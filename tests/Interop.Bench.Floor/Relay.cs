using System.Threading.Channels;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Interop.Bench.Floor;

/// <summary>HTTP in, one group commit, hand-over, HTTP out, one group commit: nothing is validated, sealed, proven or traced.</summary>
internal sealed class Relay(GroupCommit ledger, Uri sink)
{
    private const int Workers = 32;
    private readonly HttpClient _http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 64 });

    public static async Task RunAsync(string mode, int port, Uri sink)
    {
        GroupCommit ledger = mode == "embedded"
            ? new GroupCommitSqlite(Path.Combine(Path.GetTempPath(), $"floor-{Environment.ProcessId}.db"))
            : new GroupCommitPostgres(Environment.GetEnvironmentVariable("FLOOR_PG") ?? throw new InvalidOperationException("FLOOR_PG is not set."));
        var relay = new Relay(ledger, sink);
        var enqueue = mode == "embedded" ? relay.OverChannel() : await relay.OverRabbitAsync();
        var app = Web.App(port);
        app.MapPost("/{**rest}", async (HttpRequest request) =>
        {
            var stream = new MemoryStream();
            await request.Body.CopyToAsync(stream);
            var id = request.Headers["X-Id"].ToString();
            var body = stream.ToArray();
            await ledger.InsertAsync(id, body);
            await enqueue(id, body);
            return Results.Accepted();
        });
        await app.RunAsync();
    }

    private Func<string, byte[], ValueTask> OverChannel()
    {
        var channel = Channel.CreateUnbounded<(string Id, byte[] Body)>();
        for (var i = 0; i < Workers; i++)
        {
            _ = Task.Run(async () =>
            {
                await foreach (var (id, body) in channel.Reader.ReadAllAsync())
                {
                    await DeliverAsync(id, body);
                }
            });
        }

        return (id, body) => channel.Writer.WriteAsync((id, body));
    }

    private async Task<Func<string, byte[], ValueTask>> OverRabbitAsync()
    {
        const string Queue = "floor";
        var factory = new ConnectionFactory { Uri = new Uri(Environment.GetEnvironmentVariable("FLOOR_AMQP") ?? "amqp://guest:guest@localhost") };
        var connection = await factory.CreateConnectionAsync();
        var publishing = await connection.CreateChannelAsync(new CreateChannelOptions(true, true, null));
        var arguments = new Dictionary<string, object?>(StringComparer.Ordinal) { ["x-queue-type"] = Environment.GetEnvironmentVariable("FLOOR_QUEUE") ?? "quorum" };
        await publishing.QueueDeclareAsync(Queue, true, false, false, arguments);
        await publishing.QueuePurgeAsync(Queue);
        var consuming = await connection.CreateChannelAsync(new CreateChannelOptions(false, false, null, 64));
        await consuming.BasicQosAsync(0, 256, false);
        var consumer = new AsyncEventingBasicConsumer(consuming);
        consumer.ReceivedAsync += async (_, message) =>
        {
            await DeliverAsync(message.BasicProperties.MessageId!, message.Body.ToArray());
            await consuming.BasicAckAsync(message.DeliveryTag, false);
        };
        await consuming.BasicConsumeAsync(Queue, false, consumer);
        return async (id, body) =>
            await publishing.BasicPublishAsync(string.Empty, Queue, true, new BasicProperties { DeliveryMode = DeliveryModes.Persistent, MessageId = id }, body);
    }

    private async Task DeliverAsync(string id, byte[] body)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, sink) { Content = new ByteArrayContent(body) };
        message.Headers.Add("X-Id", id);
        using var answer = await _http.SendAsync(message);
        answer.EnsureSuccessStatusCode();
        await ledger.DoneAsync(id, body);
    }
}
