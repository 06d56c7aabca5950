using System.Globalization;
using System.Security.Cryptography;
using Interop.Tests.Servers.Processes;

namespace Interop.Tests.Servers;

/// <summary>
/// A private PostgreSQL from this machine's binaries: a fresh cluster in a temporary folder, on a free loopback port,
/// gone with the tests. One serves a whole suite: each test takes a database of its own.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string Superuser = "interop";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly ServerFolder _folder;
    private readonly string _programs;
    private ServerProcess? _process;
    private int _databases;

    private PostgresServer(ServerFolder folder, string programs, int port, string password) =>
        (_folder, _programs, Port, Password) = (folder, programs, port, password);

    /// <summary>Always loopback.</summary>
    public string Host => "127.0.0.1";

    /// <summary>The port; the same over all its lives.</summary>
    public int Port { get; }

    /// <summary>A superuser's name.</summary>
    public string User => Superuser;

    /// <summary>Its password, made for this server.</summary>
    public string Password { get; }

    /// <summary>The postmaster's process id in its present life.</summary>
    /// <exception cref="InvalidOperationException">It does not run.</exception>
    public int ProcessId => _process is { IsRunning: true } running ? running.Id : throw new InvalidOperationException("PostgreSQL does not run.");

    /// <summary>False when it was stopped or killed, or gave up by itself.</summary>
    public bool IsRunning => _process is { IsRunning: true };

    /// <summary>What the server wrote in its present life.</summary>
    public string Log => _process?.Log ?? string.Empty;

    private string Data => Path.Combine(_folder.Path, "data");

    /// <summary>Makes a cluster and starts it; returns when it takes connections.</summary>
    /// <exception cref="FileNotFoundException">PostgreSQL is not on this machine.</exception>
    /// <exception cref="InvalidOperationException">It ended instead of starting; the message has its log.</exception>
    public static async Task<PostgresServer> StartAsync(PostgresSettings? settings = null, CancellationToken cancellationToken = default)
    {
        var programs = ServerPrograms.FolderOf("postgresql", ["postgres", "initdb", "psql", "pg_dump"], ServerPrograms.VersionsUnder("/usr/lib/postgresql"));
        var folder = await ServerFolder.CreateAsync("postgres", ServerUser.Choose("postgres", "nobody"), settings?.Parent, cancellationToken);
        var server = new PostgresServer(folder, programs, LoopbackPorts.Next(), Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));
        try
        {
            await server.InitialiseAsync(settings ?? new PostgresSettings(), cancellationToken);
            await server.RestartAsync(cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>An ADO.NET connection string to one of its databases.</summary>
    public string ConnectionString(string database) => $"Host={Host};Port={Port};Username={User};Password={Password};Database={database}";

    /// <summary>Makes an empty database under a fresh name and gives its connection string.</summary>
    public async Task<string> CreateDatabaseAsync(CancellationToken cancellationToken = default)
    {
        var name = $"test_{Interlocked.Increment(ref _databases)}";
        await QueryAsync("postgres", $"CREATE DATABASE {name}", cancellationToken);
        return ConnectionString(name);
    }

    /// <summary>Runs SQL through <c>psql</c>, beside whatever client is under test; rows as lines, columns with <c>|</c> between them.</summary>
    public async Task<string> QueryAsync(string database, string sql, CancellationToken cancellationToken = default) =>
        (await ShellCommand.RunAsync(
            [Path.Combine(_programs, "psql"), "-X", "-A", "-t", "-q", "-v", "ON_ERROR_STOP=1", "-h", Host, "-p", Text(Port), "-U", User, "-d", database, "-c", sql],
            cancellationToken,
            environment: new Dictionary<string, string>(StringComparer.Ordinal) { ["PGPASSWORD"] = Password })).TrimEnd('\n');

    /// <summary>Writes a database into a file as SQL, as it is at one moment, while others work in it.</summary>
    public Task DumpAsync(string database, string file, CancellationToken cancellationToken = default) =>
        ProgramAsync(["pg_dump", "-d", database, "-f", file], cancellationToken);

    /// <summary>Puts a dump in the place of a database, whoever is connected to it.</summary>
    public async Task PutBackAsync(string database, string file, CancellationToken cancellationToken = default)
    {
        await QueryAsync("postgres", $"DROP DATABASE {database} WITH (FORCE)", cancellationToken);
        await QueryAsync("postgres", $"CREATE DATABASE {database}", cancellationToken);
        await ProgramAsync(["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", database, "-f", file], cancellationToken);
    }

    /// <summary>SIGKILL to the postmaster and every backend, as a crash would. What was committed is on disk; nothing else need be.</summary>
    public void Kill() => _process?.Kill();

    /// <summary>Stops it and waits until it is gone.</summary>
    public async Task StopAsync(PostgresStop mode = PostgresStop.Fast, CancellationToken cancellationToken = default)
    {
        if (_process is { } process)
        {
            process.Signal(mode == PostgresStop.Fast ? Signals.Interrupt : Signals.Quit);
            await process.GoneAsync(Limit, cancellationToken);
        }
    }

    /// <summary>Starts it again on the same data and port, after stopping it if it still runs; returns when it takes connections.</summary>
    public async Task RestartAsync(CancellationToken cancellationToken = default)
    {
        if (_process is { } previous)
        {
            if (previous.IsRunning)
            {
                // A killed one may look alive for a moment; another signal does it no harm.
                previous.Signal(Signals.Interrupt);
            }

            await previous.GoneAsync(Limit, cancellationToken);
            previous.Dispose();
        }

        var started = ServerProcess.Start(_folder, Data, [Path.Combine(_programs, "postgres"), "-D", Data]);
        _process = started;
        await started.WaitUntilAsync(
            _ => Task.FromResult(started.Log.Contains("database system is ready to accept connections", StringComparison.Ordinal)), Limit, cancellationToken);
    }

    /// <summary>Kills it and removes its folder.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_process is { IsRunning: true })
        {
            // Killed, it would leave its shared memory with the system.
            await StopAsync(PostgresStop.Immediate);
        }

        await _folder.DisposeAsync();
        _process?.Dispose();
    }

    private async Task InitialiseAsync(PostgresSettings settings, CancellationToken cancellationToken)
    {
        var secret = Path.Combine(_folder.Path, "password");
        await File.WriteAllTextAsync(secret, Password, cancellationToken);
        File.SetUnixFileMode(secret, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        await ShellCommand.RunAsync(
            [
                .. _folder.User.Prefix, Path.Combine(_programs, "initdb"), "-D", Data, "-U", User, "-A", "scram-sha-256", $"--pwfile={secret}",
                "-E", "UTF8", "--locale=C", "--no-sync", "--no-instructions",
            ],
            cancellationToken,
            _folder.Path);
        await File.AppendAllLinesAsync(
            Path.Combine(Data, "postgresql.conf"),
            [
                $"listen_addresses = '{Host}'",
                $"port = {Text(Port)}",
                "unix_socket_directories = ''",
                $"max_connections = {Text(settings.MaxConnections)}",
                $"shared_buffers = {settings.SharedBuffers}",
                "dynamic_shared_memory_type = mmap",
                "log_timezone = 'UTC'",
                "timezone = 'UTC'",
                "lc_messages = 'C'",
                .. settings.Lines,
                "fsync = on",
            ],
            cancellationToken);
    }

    private Task<string> ProgramAsync(IReadOnlyList<string> command, CancellationToken cancellationToken) => ShellCommand.RunAsync(
        [Path.Combine(_programs, command[0]), "-h", Host, "-p", Text(Port), "-U", User, .. command.Skip(1)],
        cancellationToken,
        environment: new Dictionary<string, string>(StringComparer.Ordinal) { ["PGPASSWORD"] = Password });

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
