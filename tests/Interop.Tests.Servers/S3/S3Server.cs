using System.Globalization;
using System.Net.Sockets;
using Interop.Tests.Servers.Processes;

namespace Interop.Tests.Servers;

/// <summary>
/// A private S3 server (s3rver, from npm) on a free loopback port, its objects in a temporary folder, gone with the
/// tests. It knows its key's id, takes multipart uploads, pages lists and answers ranges; it checks no signature, and cannot
/// abort or list uploads under way.
/// </summary>
public sealed class S3Server : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly ServerFolder _folder;
    private readonly string _program;
    private readonly int _port = LoopbackPorts.Next();
    private ServerProcess? _process;
    private int _buckets;

    private S3Server(ServerFolder folder, string program) => (_folder, _program) = (folder, program);

    /// <summary>Its address; the same over all its lives.</summary>
    public Uri Endpoint => new($"http://127.0.0.1:{Port}");

    /// <summary>The one access key it knows.</summary>
    public string AccessKey => "S3RVER";

    /// <summary>The key's secret.</summary>
    public string SecretKey => "S3RVER";

    /// <summary>What the server wrote in its present life.</summary>
    public string Log => _process?.Log ?? string.Empty;

    private string Port => _port.ToString(CultureInfo.InvariantCulture);

    private string Data => Path.Combine(_folder.Path, "data");

    /// <summary>Starts it; returns when it takes connections.</summary>
    /// <exception cref="FileNotFoundException">It is not installed.</exception>
    /// <exception cref="InvalidOperationException">It ended instead of starting; the message has its log.</exception>
    public static async Task<S3Server> StartAsync(CancellationToken cancellationToken = default)
    {
        var program = Program();
        S3Server server = new(await ServerFolder.CreateAsync("s3", new ServerUser(Name: null), parent: null, cancellationToken), program);
        try
        {
            Directory.CreateDirectory(server.Data);
            await server.RestartAsync(cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Makes an empty bucket and gives its name.</summary>
    public string CreateBucket()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"bucket-{Interlocked.Increment(ref _buckets)}");
        Directory.CreateDirectory(Path.Combine(Data, name));
        return name;
    }

    /// <summary>SIGKILL.</summary>
    public void Kill() => _process?.Kill();

    /// <summary>Starts it again on the same data and port, after killing it if it still runs.</summary>
    public async Task RestartAsync(CancellationToken cancellationToken = default)
    {
        if (_process is { } previous)
        {
            previous.Kill();
            await previous.GoneAsync(Limit, cancellationToken);
            previous.Dispose();
        }

        _process = ServerProcess.Start(_folder, Data, ["node", "--openssl-legacy-provider", _program, Port, Data]);
        await _process.WaitUntilAsync(AnswersAsync, Limit, cancellationToken);
    }

    /// <summary>Kills it and removes its folder.</summary>
    public async ValueTask DisposeAsync()
    {
        _process?.Kill();
        await _folder.DisposeAsync();
        _process?.Dispose();
    }

    private static string Program()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var program = Path.Combine(folder.FullName, "artifacts", "s3", "server.js");
            if (File.Exists(program))
            {
                return program;
            }
        }

        throw new FileNotFoundException("s3rver is not in artifacts/s3: tests/run installs it there, by npm.");
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        using TcpClient client = new();
        try
        {
            await client.ConnectAsync("127.0.0.1", _port, cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
