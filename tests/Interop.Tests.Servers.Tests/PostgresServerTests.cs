using System.Globalization;
using System.Net.Sockets;

namespace Interop.Tests.Servers.Tests;

/// <summary>The private PostgreSQL is a real one: what it committed survives its crash, and it comes back where it was.</summary>
public sealed class PostgresServerTests
{
    [Test]
    [CancelAfter(60_000)]
    public async Task A_crash_loses_nothing_committed_and_a_restart_keeps_port_and_data(CancellationToken cancellationToken)
    {
        await using var server = await PostgresServer.StartAsync(new PostgresSettings { Lines = ["deadlock_timeout = 123ms", "fsync = off"] }, cancellationToken);
        Assert.That(await server.QueryAsync("postgres", "SELECT current_setting('fsync'), current_setting('deadlock_timeout'), current_setting('max_connections')", cancellationToken), Is.EqualTo("on|123ms|200"));
        var first = await server.CreateDatabaseAsync(cancellationToken);
        var second = await server.CreateDatabaseAsync(cancellationToken);
        Assert.That(first, Is.Not.EqualTo(second));
        var database = first[(first.LastIndexOf('=') + 1)..];

        await server.QueryAsync(database, "CREATE TABLE kept (id int); INSERT INTO kept SELECT generate_series(1, 1000)", cancellationToken);
        var lost = server.QueryAsync(database, "BEGIN; INSERT INTO kept VALUES (0); SELECT pg_sleep(600)", cancellationToken);
        var asleep = string.Empty;
        while (asleep.Length == 0)
        {
            asleep = await server.QueryAsync(database, "SELECT pid FROM pg_stat_activity WHERE wait_event = 'PgSleep'", cancellationToken);
        }

        var postmaster = server.ProcessId;
        server.Kill();
        Assert.That(async () => await lost, Throws.InvalidOperationException);
        await Eventually.HoldsAsync(() => !Alive(postmaster) && !Alive(int.Parse(asleep, CultureInfo.InvariantCulture)), "postmaster and backend to be gone");
        Assert.That(async () => await new TcpClient().ConnectAsync(server.Host, server.Port), Throws.InstanceOf<SocketException>());

        await server.RestartAsync(cancellationToken);
        Assert.That(server.ProcessId, Is.Not.EqualTo(postmaster));
        Assert.That(server.Log, Does.Contain("automatic recovery in progress"), "it was a crash");
        Assert.That(await server.QueryAsync(database, "SELECT count(*), min(id) FROM kept", cancellationToken), Is.EqualTo("1000|1"));

        await server.StopAsync(PostgresStop.Fast, cancellationToken);
        Assert.That(() => server.ProcessId, Throws.InvalidOperationException);
        await server.RestartAsync(cancellationToken);
        Assert.That(server.Log, Does.Not.Contain("automatic recovery in progress"), "it was stopped in order");
        await server.StopAsync(PostgresStop.Immediate, cancellationToken);
        await server.RestartAsync(cancellationToken);
        Assert.That(server.Log, Does.Contain("automatic recovery in progress"));
        Assert.That(await server.QueryAsync(database, "SELECT count(*) FROM kept", cancellationToken), Is.EqualTo("1000"));
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task Nothing_is_left_of_it(CancellationToken cancellationToken)
    {
        var server = await PostgresServer.StartAsync(cancellationToken: cancellationToken);
        var process = server.ProcessId;
        var data = (await server.QueryAsync("postgres", "SHOW data_directory", cancellationToken))!;
        Assert.That(Directory.Exists(data));
        await server.DisposeAsync();
        Assert.That((Alive(process), Directory.Exists(Path.GetDirectoryName(data))), Is.EqualTo((false, false)));
    }

    private static bool Alive(int process) => Directory.Exists($"/proc/{process}");
}
