namespace Interop.Chaos.Plan;

/// <summary>How the hub is run.</summary>
internal enum Form
{
    /// <summary>One process; SQLite and the bus in memory.</summary>
    Embedded,

    /// <summary>Several processes on one PostgreSQL and one RabbitMQ, each over wires of its own.</summary>
    Production,
}
