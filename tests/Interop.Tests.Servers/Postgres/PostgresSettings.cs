namespace Interop.Tests.Servers;

/// <summary>How a private PostgreSQL runs. <c>fsync</c> is always on: durability is what is tested.</summary>
public sealed record PostgresSettings
{
    /// <summary>Connections at once. Default 200.</summary>
    public int MaxConnections { get; init; } = 200;

    /// <summary>Memory for pages, as PostgreSQL writes it. Default <c>256MB</c>.</summary>
    public string SharedBuffers { get; init; } = "256MB";

    /// <summary>More lines of <c>postgresql.conf</c>, for example <c>deadlock_timeout = 100ms</c>. They stand last and so win.</summary>
    public IReadOnlyList<string> Lines { get; init; } = [];

    /// <summary>The folder in which the server's own is made; default the temporary one. For a small file system that fills up.</summary>
    public string? Parent { get; init; }
}

/// <summary>How a server is asked to stop.</summary>
public enum PostgresStop
{
    /// <summary>Sessions are ended, everything is written: the orderly way (SIGINT).</summary>
    Fast = 0,

    /// <summary>At once, without writing: the next start recovers from the log (SIGQUIT).</summary>
    Immediate = 1,
}
