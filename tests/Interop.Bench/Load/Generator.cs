using System.Collections.Concurrent;
using System.Diagnostics;
using Interop.Bench.Figures;
using Interop.Bench.Running;

namespace Interop.Bench.Load;

/// <summary>Posts dossiers over 64 connections, as fast as they are answered or at a given rate.</summary>
internal sealed class Generator(Sinks sinks, TimeProvider time) : IDisposable
{
    /// <summary>Connections, as the floor was measured with.</summary>
    public const int Connections = 64;

    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan DrainsWithin = TimeSpan.FromSeconds(120);
    private readonly HttpClient _http = new(new SocketsHttpHandler { MaxConnectionsPerServer = Connections, UseProxy = false }) { Timeout = TimeSpan.FromSeconds(60) };
    private long _number = Dossiers.FirstLive;

    /// <summary>Closed loop: each connection posts its next when the last was answered. Ends when all that was taken has arrived.</summary>
    public async Task<Window> FullAsync(Target target, TimeSpan length, CancellationToken cancellationToken)
    {
        var latencies = new List<double>[Connections];
        var (began, cpu, before) = Begin(target);
        long failed = 0;
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(i => Task.Run(
            async () =>
            {
                var own = latencies[i] = [];
                while (Stopwatch.GetElapsedTime(began) < length)
                {
                    var sent = Stopwatch.GetTimestamp();
                    if (!await PostAsync(target, cancellationToken))
                    {
                        Interlocked.Increment(ref failed);
                    }

                    own.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
                }
            },
            cancellationToken)));
        return await EndAsync(target, [.. latencies.SelectMany(l => l)], failed, began, cpu, before, cancellationToken);
    }

    /// <summary>
    /// Open loop: posts at set times, whatever the answers do, and counts a latency from the time that was set. A relay
    /// that stalls is charged for all that would have come meanwhile.
    /// </summary>
    public async Task<Window> SteadyAsync(Target target, double perSecond, TimeSpan length, CancellationToken cancellationToken)
    {
        var count = (int)(perSecond * length.TotalSeconds);
        var latencies = new double[count];
        var posts = new List<Task>(count);
        var (began, cpu, before) = Begin(target);
        long failed = 0;
        for (var i = 0; i < count;)
        {
            var due = (int)Math.Min(count, Stopwatch.GetElapsedTime(began).TotalSeconds * perSecond);
            for (; i < due; i++)
            {
                posts.Add(OneAsync(i));
            }

            await Task.Delay(TimeSpan.FromMilliseconds(1), time, cancellationToken);
        }

        await Task.WhenAll(posts);
        return await EndAsync(target, latencies, failed, began, cpu, before, cancellationToken);

        async Task OneAsync(int i)
        {
            await Task.Yield();
            if (!await PostAsync(target, cancellationToken))
            {
                Interlocked.Increment(ref failed);
            }

            latencies[i] = Stopwatch.GetElapsedTime(began).TotalMilliseconds - (i * 1000 / perSecond);
        }
    }

    /// <summary>
    /// Closed loop until .NET has compiled what is measured: until the processor time per dossier no longer falls, or the
    /// time is up. Not before half of it: the first plateau, at three times the cost, is that of code that is still waiting
    /// to be compiled for good.
    /// </summary>
    public async Task WarmAsync(Target target, TimeSpan most, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        List<double> costs = [];
        do
        {
            costs.Add((await FullAsync(target, Step, cancellationToken)).CpuMicroseconds);
        }
        while (Stopwatch.GetElapsedTime(began) is var spent && spent < most && (spent < most / 2 || !HasSettled(costs)));
        Run.Say($"  {target.Name} is warm after {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s: {string.Join(", ", costs.Select(c => FormattableString.Invariant($"{c:0}")))} µs of processor each");
    }

    /// <summary>Open loop until it is told to end; each latency, in ms from the time that was set, is told as it comes, and whether the dossier was taken.</summary>
    public async Task FlowAsync(Target target, double perSecond, Action<double, bool> note, CancellationToken until)
    {
        var began = Stopwatch.GetTimestamp();
        var posts = new ConcurrentDictionary<long, Task>();
        for (long i = 0; !until.IsCancellationRequested;)
        {
            for (var due = (long)(Stopwatch.GetElapsedTime(began).TotalSeconds * perSecond); i < due; i++)
            {
                posts[i] = OneAsync(i);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(1), time, until).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await Task.WhenAll(posts.Values);

        async Task OneAsync(long i)
        {
            await Task.Yield();
            var taken = await PostAsync(target, CancellationToken.None);
            note(Stopwatch.GetElapsedTime(began).TotalMilliseconds - (i * 1000 / perSecond), taken);
            posts.TryRemove(i, out _);
        }
    }

    /// <summary>One dossier alone: from its post until the partner has it, in ms.</summary>
    public async Task<double> AloneAsync(Target target, CancellationToken cancellationToken)
    {
        var arrived = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        sinks.Watch((_, at) => arrived.TrySetResult(at));
        try
        {
            var began = Stopwatch.GetTimestamp();
            if (!await PostAsync(target, cancellationToken))
            {
                throw new InvalidOperationException($"{target.Name} refused a dossier while it was idle.");
            }

            return Stopwatch.GetElapsedTime(began, await arrived.Task.WaitAsync(DrainsWithin, time, cancellationToken)).TotalMilliseconds;
        }
        finally
        {
            sinks.Watch(null);
        }
    }

    /// <summary>Posts so many dossiers and waits for none of them to arrive.</summary>
    public async Task PostAsync(Target target, long count, CancellationToken cancellationToken)
    {
        var left = count;
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Task.Run(
            async () =>
            {
                while (Interlocked.Decrement(ref left) >= 0)
                {
                    await PostAsync(target, cancellationToken);
                }
            },
            cancellationToken)));
    }

    public void Dispose() => _http.Dispose();

    /// <summary>The last two steps cost about as much as the two before, which is what is left of noise.</summary>
    private static bool HasSettled(List<double> costs) => costs is [_, .., var a, var b, var c, var d] && c + d > (a + b) * 0.95;

    private (long Began, TimeSpan Cpu, long Arrived) Begin(Target target)
    {
        sinks.Forget();
        return (Stopwatch.GetTimestamp(), ProcessFigures.Cpu(target.ProcessId), sinks.Arrived);
    }

    private async Task<Window> EndAsync(Target target, double[] latencies, long failed, long began, TimeSpan cpu, long before, CancellationToken cancellationToken)
    {
        var answered = Stopwatch.GetElapsedTime(began);
        var taken = latencies.Length - failed;
        while (sinks.Arrived - before < taken)
        {
            if (Stopwatch.GetElapsedTime(began) > answered + DrainsWithin)
            {
                throw new InvalidOperationException($"{target.Name} took {taken} dossiers, and {sinks.Arrived - before} arrived.");
            }

            await Task.Delay(Pause, time, cancellationToken);
        }

        var all = Stopwatch.GetElapsedTime(began);
        var used = ProcessFigures.Cpu(target.ProcessId) - cpu;
        Array.Sort(latencies);
        return new Window(
            latencies.Length,
            failed,
            taken / all.TotalSeconds,
            taken / answered.TotalSeconds,
            Statistics.Percentile(latencies, 50),
            Statistics.Percentile(latencies, 99),
            used.TotalMicroseconds / Math.Max(1, taken));
    }

    private async Task<bool> PostAsync(Target target, CancellationToken cancellationToken)
    {
        using var message = target.Dossier(Interlocked.Increment(ref _number));
        try
        {
            using var answer = await _http.SendAsync(message, cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
