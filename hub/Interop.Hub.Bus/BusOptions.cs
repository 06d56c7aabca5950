namespace Interop.Hub.Bus;

/// <summary>Which broker carries the hints.</summary>
public enum BusTransport
{
    /// <summary>Inside the process: one node, nothing to install. What is lost with the process the scheduler finds in the ledger.</summary>
    InMemory = 0,

    /// <summary>RabbitMQ: quorum queues, publisher confirms, any number of nodes.</summary>
    RabbitMq = 1,
}

/// <summary>The bus's settings.</summary>
public sealed record BusOptions
{
    /// <summary>The transport. Default in memory.</summary>
    public BusTransport Transport { get; init; }

    /// <summary>RabbitMQ's address, <c>amqp://host:5672/vhost</c> or <c>amqps://…</c>. Required for RabbitMQ.</summary>
    public Uri? Host { get; init; }

    /// <summary>User name.</summary>
    public string? UserName { get; init; }

    /// <summary>Password.</summary>
    public string? Password { get; init; }

    /// <summary>Prefix of the queue names, so that two hubs may share a broker. Default <c>interop</c>.</summary>
    public string QueuePrefix { get; init; } = "interop";

    /// <summary>How long a start waits for a broker that is away before it gives up; both may be starting with the machine. Default 15 s.</summary>
    public TimeSpan StartPatience { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How often poison queues are looked at. Default 1 minute.</summary>
    public TimeSpan PoisonLook { get; init; } = TimeSpan.FromMinutes(1);
}
