using System.Diagnostics;
using System.Globalization;

namespace Interop.Bench.Running;

/// <summary>A process of its own whose output goes into a file, as a service's does.</summary>
internal sealed class Child : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan EndsWithin = TimeSpan.FromSeconds(60);
    private static readonly HttpClient Health = new() { Timeout = TimeSpan.FromSeconds(2) };
    private readonly Process _process;
    private readonly string _log;

    private Child(Process process, string log) => (_process, _log) = (process, log);

    public int Id => _process.Id;

    /// <summary>Starts a program and waits until an address answers.</summary>
    /// <returns>The process, and how long it took until it answered.</returns>
    public static async Task<(Child Child, TimeSpan Ready)> StartAsync(
        string program, string[] arguments, IReadOnlyDictionary<string, string> environment, string log, Func<HttpClient, CancellationToken, Task<bool>> isReady, TimeSpan patience, CancellationToken cancellationToken)
    {
        // A shell gives its place to the program, so that nothing of the bench stands between it and its file.
        var start = new ProcessStartInfo("/bin/sh") { UseShellExecute = false };
        foreach (var argument in (string[])["-c", "exec dotnet \"$@\" >>\"$BENCH_LOG\" 2>&1", "sh", program, .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        start.Environment["BENCH_LOG"] = log;
        var clock = Stopwatch.StartNew();
        var child = new Child(Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start."), log);
        while (!await child.AnswersAsync(isReady, cancellationToken))
        {
            if (child._process.HasExited || clock.Elapsed > patience)
            {
                await child.DisposeAsync();
                throw new InvalidOperationException($"{Path.GetFileName(program)} is not ready after {clock.Elapsed.TotalSeconds:0.0} s; its output is in {log}:\n{child.Tail()}");
            }

            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        }

        return (child, clock.Elapsed);
    }

    /// <summary>Runs a program to its end and gives what it wrote.</summary>
    public static async Task<(int Code, string Output)> RunAsync(string program, string[] arguments, CancellationToken cancellationToken)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [program, .. arguments]) { RedirectStandardOutput = true, UseShellExecute = false })
            ?? throw new InvalidOperationException($"{program} did not start.");
        try
        {
            var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return (process.ExitCode, output);
        }
        catch
        {
            process.Kill();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            using (var terminate = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]))
            {
                await terminate.WaitForExitAsync();
            }

            try
            {
                await _process.WaitForExitAsync().WaitAsync(EndsWithin, TimeProvider.System);
            }
            catch (TimeoutException)
            {
                _process.Kill();
                await _process.WaitForExitAsync();
            }
        }

        _process.Dispose();
    }

    private async Task<bool> AnswersAsync(Func<HttpClient, CancellationToken, Task<bool>> isReady, CancellationToken cancellationToken)
    {
        try
        {
            return !_process.HasExited && await isReady(Health, cancellationToken);
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }

    private string Tail() => File.Exists(_log) ? string.Join('\n', File.ReadLines(_log).TakeLast(15)) : string.Empty;
}
