using System.Globalization;
using System.Net.Sockets;
using Interop.Tests.Servers.Processes;

namespace Interop.Tests.Servers;

/// <summary>
/// A private RabbitMQ from this machine's binaries: a node of its own name, ports and data in a temporary folder, with
/// a name service (epmd) of its own, gone with the tests.
/// </summary>
public sealed class RabbitServer : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    private readonly ServerFolder _folder;
    private readonly string _programs;
    private readonly Dictionary<string, string> _environment;
    private ServerProcess? _names;
    private ServerProcess? _process;

    private RabbitServer(ServerFolder folder, string programs)
    {
        (_folder, _programs, Port) = (folder, programs, LoopbackPorts.Next());
        _environment = Variables();
    }

    /// <summary>Always loopback.</summary>
    public string Host => "127.0.0.1";

    /// <summary>The AMQP port; the same over all its lives.</summary>
    public int Port { get; }

    /// <summary>An administrator's name.</summary>
    public string User => "guest";

    /// <summary>Its password. The server listens on loopback only.</summary>
    public string Password => "guest";

    /// <summary>The server's process id in its present life.</summary>
    /// <exception cref="InvalidOperationException">It does not run.</exception>
    public int ProcessId => _process is { IsRunning: true } running ? running.Id : throw new InvalidOperationException("RabbitMQ does not run.");

    /// <summary>What the server wrote in its present life.</summary>
    public string Log => _process?.Log ?? string.Empty;

    private string Work => Path.Combine(_folder.Path, "node");

    /// <summary>Starts a fresh node; returns when it serves AMQP.</summary>
    /// <exception cref="FileNotFoundException">RabbitMQ is not on this machine.</exception>
    /// <exception cref="InvalidOperationException">It ended instead of starting; the message has its log.</exception>
    public static async Task<RabbitServer> StartAsync(CancellationToken cancellationToken = default)
    {
        // Not what is on the path: there Debian has a wrapper that insists on the system's own node.
        var programs = ServerPrograms.FolderOf("rabbitmq-server", ["rabbitmq-server", "rabbitmqctl"], "/usr/lib/rabbitmq/bin");
        var folder = await ServerFolder.CreateAsync("rabbit", ServerUser.Choose("rabbitmq", "nobody"), parent: null, cancellationToken);
        var server = new RabbitServer(folder, programs);
        try
        {
            await ShellCommand.RunAsync([.. folder.User.Prefix, "mkdir", server.Work], cancellationToken, folder.Path);
            await File.WriteAllLinesAsync(Path.Combine(folder.Path, "rabbitmq.conf"), server.Settings(), cancellationToken);
            await File.WriteAllTextAsync(Path.Combine(folder.Path, "enabled_plugins"), "[].\n", cancellationToken);
            server._names = ServerProcess.Start(folder, folder.Path, ["epmd", "-port", server._environment["ERL_EPMD_PORT"], "-address", server.Host], server._environment);
            await server.RestartAsync(cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs <c>rabbitmqctl</c> against the node and gives its output, for example <c>ControlAsync("-q", "list_queues", "name", "type")</c>.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message has all it wrote.</exception>
    public Task<string> ControlAsync(params string[] rabbitmqctlArguments) =>
        ShellCommand.RunAsync([.. _folder.User.Prefix, Path.Combine(_programs, "rabbitmqctl"), .. rabbitmqctlArguments], CancellationToken.None, _folder.Path, _environment);

    /// <summary>
    /// Has the node itself write down, twice a second until it ends, how many messages each quorum queue of a virtual host
    /// holds, those that a consumer has with them. Asking from outside would start an Erlang machine for each answer.
    /// </summary>
    /// <returns>Reads what was written last, by the queue's name.</returns>
    public async Task<Func<IReadOnlyDictionary<string, long>>> CountMessagesAsync(string virtualHost)
    {
        var counts = Path.Combine(_folder.Path, $"counts-{Uri.EscapeDataString(virtualHost)}");
        await ControlAsync("-q", "eval", $$"""
            Count = fun(Q) -> case catch ra:local_query(amqqueue:get_pid(Q), fun rabbit_fifo:query_messages_total/1) of {ok, {_, N}, _} -> N; _ -> 0 end end,
            Write = fun() ->
              Lines = [[element(4, amqqueue:get_name(Q)), 32, integer_to_list(Count(Q)), 10] || Q <- rabbit_amqqueue:list(<<"{{virtualHost}}">>), amqqueue:get_type(Q) =:= rabbit_quorum_queue],
              ok = file:write_file("{{counts}}.new", Lines),
              ok = file:rename("{{counts}}.new", "{{counts}}") end,
            Write(),
            spawn(fun Again() -> timer:sleep(500), Write(), Again() end).
            """);
        return () => File.ReadLines(counts).Select(l => l.Split(' ')).ToDictionary(l => l[0], l => long.Parse(l[1], CultureInfo.InvariantCulture), StringComparer.Ordinal);
    }

    /// <summary>
    /// SIGKILL to the server, as a crash would. RabbitMQ 3.10 writes down some three seconds late which quorum queues there
    /// are: one that was made less long before a kill comes back without a leader. A test that is about messages, and not
    /// about that, stops and restarts the server once before it kills it.
    /// </summary>
    public void Kill() => _process?.Kill();

    /// <summary>Stops it in order and waits until it is gone.</summary>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        if (_process is { } process)
        {
            process.Signal(Signals.Terminate);
            await process.GoneAsync(Limit, cancellationToken);
        }
    }

    /// <summary>Starts it again under the same name, ports and data, after stopping it if it still runs; returns when it serves AMQP.</summary>
    public async Task RestartAsync(CancellationToken cancellationToken = default)
    {
        if (_process is { } previous)
        {
            if (previous.IsRunning)
            {
                previous.Signal(Signals.Terminate);
            }

            await previous.GoneAsync(Limit, cancellationToken);
            previous.Dispose();
        }

        var started = ServerProcess.Start(_folder, Work, [Path.Combine(_programs, "rabbitmq-server")], _environment);
        _process = started;
        await started.WaitUntilAsync(
            async stop => started.Log.Contains("Server startup complete", StringComparison.Ordinal) && await ListensAsync(stop), Limit, cancellationToken);
    }

    /// <summary>Kills it and removes its folder.</summary>
    public async ValueTask DisposeAsync()
    {
        await _folder.DisposeAsync();
        _process?.Dispose();
        _names?.Dispose();
    }

    private async Task<bool> ListensAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(Host, Port, cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private IEnumerable<string> Settings() =>
    [
        $"listeners.tcp.1 = {Host}:{Text(Port)}",
        "vm_memory_high_watermark.absolute = 512MB",
        "disk_free_limit.absolute = 50MB",
        // The default keeps up to half a gigabyte of quorum queues' log in memory.
        "raft.wal_max_size_bytes = 33554432",
        "log.console = true",
        "log.console.level = info",
        "log.file = false",
    ];

    private Dictionary<string, string> Variables() => new(StringComparer.Ordinal)
    {
        ["HOME"] = _folder.Path,
        ["RABBITMQ_NODENAME"] = $"interop-{Text(Port)}@localhost",
        ["RABBITMQ_NODE_PORT"] = Text(Port),
        ["RABBITMQ_NODE_IP_ADDRESS"] = Host,
        ["RABBITMQ_DIST_PORT"] = Text(LoopbackPorts.Next()),
        ["RABBITMQ_CONFIG_FILE"] = Path.Combine(_folder.Path, "rabbitmq.conf"),
        ["RABBITMQ_ENABLED_PLUGINS_FILE"] = Path.Combine(_folder.Path, "enabled_plugins"),
        ["RABBITMQ_MNESIA_BASE"] = Path.Combine(_folder.Path, "data"),
        ["RABBITMQ_LOG_BASE"] = Path.Combine(_folder.Path, "log"),
        ["RABBITMQ_LOGS"] = "-",
        ["RABBITMQ_PID_FILE"] = Path.Combine(_folder.Path, "pid"),
        ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "-kernel inet_dist_use_interface {127,0,0,1} +S 2:2 +sbwt none +sbwtdcpu none +sbwtdio none",
        ["ERL_EPMD_PORT"] = Text(LoopbackPorts.Next()),
        ["ERL_EPMD_ADDRESS"] = Host,
    };

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
