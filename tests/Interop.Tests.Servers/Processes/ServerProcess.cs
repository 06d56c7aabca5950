using System.Diagnostics;

namespace Interop.Tests.Servers.Processes;

/// <summary>One life of a server's process. What it writes goes to a file, so that neither waits for the other.</summary>
internal sealed class ServerProcess : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly Process _process;
    private readonly string _log;
    private readonly string _folder;
    private readonly long _from;

    private ServerProcess(Process process, string log, string folder, long from) => (_process, _log, _folder, _from) = (process, log, folder, from);

    public int Id => _process.Id;

    public bool IsRunning => !_process.HasExited;

    /// <summary>What it wrote in this life.</summary>
    public string Log
    {
        get
        {
            if (!File.Exists(_log))
            {
                // It has not come to write anything.
                return string.Empty;
            }

            using var stream = new FileStream(_log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            stream.Position = Math.Min(_from, stream.Length);
            using var reader = new StreamReader(stream);
            return reader.ReadToEnd();
        }
    }

    public static ServerProcess Start(ServerFolder home, string folder, IReadOnlyList<string> command, IReadOnlyDictionary<string, string>? environment = null)
    {
        var log = Path.Combine(home.Path, $"{Path.GetFileName(command[0])}.log");
        var from = File.Exists(log) ? new FileInfo(log).Length : 0;
        string[] whole = [.. home.User.Prefix, "sh", "-c", "exec \"$@\" </dev/null >>\"$0\" 2>&1", log, .. command];
        var start = new ProcessStartInfo(whole[0]) { WorkingDirectory = folder };
        foreach (var argument in whole.Skip(1))
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            start.Environment[name] = value;
        }

        return new ServerProcess(Process.Start(start) ?? throw new InvalidOperationException($"{command[0]} did not start."), log, folder, from);
    }

    /// <summary>Waits until the server says or shows that it is ready.</summary>
    /// <exception cref="InvalidOperationException">It ended instead; the message has its log.</exception>
    public async Task WaitUntilAsync(Func<CancellationToken, Task<bool>> ready, TimeSpan limit, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            if (!IsRunning)
            {
                throw new InvalidOperationException($"The server ended with {_process.ExitCode}:\n{Log}");
            }

            if (await ready(cancellationToken))
            {
                return;
            }

            if (clock.Elapsed > limit)
            {
                throw new TimeoutException($"The server was not ready after {limit.TotalSeconds:0} s:\n{Log}");
            }

            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>Sends it a signal.</summary>
    public void Signal(int signal) => Signals.Send(Id, signal);

    /// <summary>SIGKILL to the server and to all that works in its folder, at once: nothing is flushed, nobody says good-bye.</summary>
    public void Kill()
    {
        // The head first: it would restart or mourn the others.
        Signal(Signals.Kill);
        foreach (var id in Signals.WorkingIn(_folder))
        {
            Signals.Send(id, Signals.Kill);
        }
    }

    /// <summary>Waits until it and all it has started are gone.</summary>
    public async Task GoneAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        while (IsRunning || Signals.WorkingIn(_folder).Count > 0)
        {
            if (clock.Elapsed > limit)
            {
                throw new TimeoutException($"The server was not gone after {limit.TotalSeconds:0} s:\n{Log}");
            }

            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        }
    }

    public void Dispose() => _process.Dispose();
}
