using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using Interop.Bench.Load;
using Interop.Bench.Running;

namespace Interop.Bench.Return;

/// <summary>Looks at the hub, the broker and both partners twice a second, from outside.</summary>
internal sealed class Watch(ServedHub hub, ReturningPartner partner, Sinks sinks, Func<long?> messages)
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(500);
    private readonly ConcurrentQueue<double> _latencies = new();
    private readonly ConcurrentQueue<Moment> _moments = new();
    private readonly long _began = Stopwatch.GetTimestamp();
    private long _refused;

    /// <summary>Seconds since it began.</summary>
    public double Now => Stopwatch.GetElapsedTime(_began).TotalSeconds;

    public IReadOnlyList<Moment> Moments => [.. _moments];

    /// <summary>Posts of the other partner's dossiers that were not taken.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    /// <summary>Takes one answer to the other partner's traffic.</summary>
    public void Note(double milliseconds, bool taken)
    {
        _latencies.Enqueue(milliseconds);
        if (!taken)
        {
            Interlocked.Increment(ref _refused);
        }
    }

    /// <summary>Looks until it is told to end.</summary>
    public async Task RunAsync(CancellationToken until)
    {
        using var http = new HttpClient { BaseAddress = hub.Operators };
        using var timer = new PeriodicTimer(Every);
        try
        {
            do
            {
                var doors = await http.GetFromJsonAsync<Seen[]>(new Uri("api/v1/operator/destinations", UriKind.Relative), until);
                var door = doors!.Single(d => d.Destination == HubFolder.Dead);
                _moments.Enqueue(new Moment
                {
                    At = Now,
                    ResidentMiB = ProcessFigures.ResidentMiB(hub.ProcessId),
                    Door = door.Door,
                    AtOnce = door.AtOnce,
                    Hints = door.Hints,
                    Messages = messages(),
                    Served = partner.Arrived,
                    Most = partner.TakeMost(),
                    Others = sinks.Arrived,
                    Latencies = TakeLatencies(),
                });
            }
            while (await timer.WaitForNextTickAsync(until));
        }
        catch (OperationCanceledException) when (until.IsCancellationRequested)
        {
            // Told to end.
        }
    }

    /// <summary>Waits until a moment is as asked.</summary>
    /// <exception cref="TimeoutException">None was within the time.</exception>
    public async Task<Moment> UntilAsync(string what, Func<Moment, bool> asked, TimeSpan within, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            if (_moments.LastOrDefault() is { } last && asked(last))
            {
                return last;
            }

            if (Stopwatch.GetElapsedTime(began) > within)
            {
                throw new TimeoutException($"Not within {within.TotalSeconds:0} s: {what}; last seen: {_moments.LastOrDefault()}.");
            }

            await Task.Delay(Every / 5, TimeProvider.System, cancellationToken);
        }
    }

    private List<double> TakeLatencies()
    {
        List<double> taken = [];
        while (_latencies.TryDequeue(out var one))
        {
            taken.Add(one);
        }

        return taken;
    }

    private sealed record Seen(string Destination, string Door, int AtOnce, int Hints);
}
