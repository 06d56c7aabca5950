using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Interop.Journey.Tests.Hub;

/// <summary>The hub as provincial IT runs it: a process of its own, started, killed and started again.</summary>
internal sealed class HubProcess : IAsyncDisposable
{
    private static readonly HttpClient Health = new() { Timeout = TimeSpan.FromSeconds(2) };
    private readonly string _configuration;
    private readonly string[] _wrapper;
    private readonly StringBuilder _log = new();
    private Process? _process;

    public HubProcess(string configuration, Uri address, params string[] wrapper)
    {
        (_configuration, Address, _wrapper) = (configuration, address, wrapper);
    }

    public Uri Address { get; }

    /// <summary>What it wrote so far, over all its lives.</summary>
    public string Log
    {
        get
        {
            lock (_log)
            {
                return _log.ToString();
            }
        }
    }

    public bool IsRunning => _process is { HasExited: false };

    public int ProcessId => _process?.Id ?? throw new InvalidOperationException("The hub is not running.");

    /// <summary>A free loopback port.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Starts it and waits until it says that it is ready, or that it is held.</summary>
    public async Task StartAsync(bool held = false)
    {
        string[] command = [.. _wrapper, "dotnet", HostPath(), "serve", "--config", _configuration];
        var start = new ProcessStartInfo(command[0]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in command[1..])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["DOTNET_gcServer"] = "0";
        _process = Process.Start(start) ?? throw new InvalidOperationException("The hub did not start.");
        _process.OutputDataReceived += (_, line) => Note(line.Data);
        _process.ErrorDataReceived += (_, line) => Note(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await Eventually.Async(
            async () =>
            {
                if (_process.HasExited)
                {
                    throw new InvalidOperationException($"The hub ended with {_process.ExitCode}:\n{Log}");
                }

                using var answer = await Health.GetAsync(new Uri(Address, "health/ready"));
                return held ? (await answer.Content.ReadAsStringAsync()).Contains("\"recovery\":\"held\"", StringComparison.Ordinal) : answer.IsSuccessStatusCode;
            },
            TimeSpan.FromSeconds(60),
            () => $"the hub to be ready; its log:\n{Log}");
    }

    /// <summary>Runs one of the hub's other commands on the same configuration, to its end.</summary>
    public async Task<(int Code, string Output)> CommandAsync(CancellationToken cancellationToken, params string[] command)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in (string[])[HostPath(), .. command, "--config", _configuration])
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start) ?? throw new InvalidOperationException("The command did not start.");
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return (process.ExitCode, await output + await errors);
    }

    /// <summary>SIGTERM, as a service manager ends it: it drains, and exports where its evidence has come to.</summary>
    public async Task StopAsync()
    {
        if (_process is { } process)
        {
            using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
            await process.WaitForExitAsync();
            process.Dispose();
            _process = null;
        }
    }

    /// <summary>SIGKILL: no handler runs, no buffer is flushed.</summary>
    public async Task KillAsync()
    {
        if (_process is { } process)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            process.Dispose();
            _process = null;
        }
    }

    public async ValueTask DisposeAsync() => await KillAsync();

    private void Note(string? line)
    {
        if (line is not null)
        {
            lock (_log)
            {
                // Enough to explain a failure; a night's chatter is not.
                if (_log.Length > 4_000_000)
                {
                    _log.Remove(0, 2_000_000);
                }

                _log.AppendLine(line);
            }
        }
    }

    private static string HostPath()
    {
        // …/tests/Interop.Journey.Tests/bin/Release/net10.0 → …/hub/Interop.Hub.Host/bin/Release/net10.0
        var here = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var (framework, build) = (here.Name, here.Parent!.Name);
        var root = here.Parent.Parent!.Parent!.Parent!.Parent!;
        var path = Path.Combine(root.FullName, "hub", "Interop.Hub.Host", "bin", build, framework, "Interop.Hub.Host.dll");
        return File.Exists(path) ? path : throw new FileNotFoundException("Build the hub first.", path);
    }
}
