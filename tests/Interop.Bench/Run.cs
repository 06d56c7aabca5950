using Interop.Bench.Load;
using Interop.Bench.Running;

namespace Interop.Bench;

/// <summary>One run: its partners, its load, its folder.</summary>
internal sealed class Run(BenchOptions options, Sinks sinks, Generator load, string folder, Form form) : IAsyncDisposable
{
    private readonly Dictionary<string, HubFolder> _filled = new(StringComparer.Ordinal);
    private readonly HashSet<string> _warm = new(StringComparer.Ordinal);
    private ServedHub? _hub;
    private (Child Child, Target Target)? _floor;
    private int _next;

    public BenchOptions Options => options;

    public Sinks Sinks => sinks;

    public Generator Load => load;

    public Form Form => form;

    /// <summary>Where ledgers, logs and keys of this run stand.</summary>
    public string Folder => folder;

    /// <summary>A way through the hub of the rows that need no ledger of their own: started once, and each way warmed up once.</summary>
    public async Task<(ServedHub Hub, Target Way)> WarmHubAsync(string name, string sender, CancellationToken cancellationToken)
    {
        _hub ??= await HubAsync(cancellationToken);
        return (_hub, await WarmAsync(_hub.Way(name, sender), sender, cancellationToken));
    }

    /// <summary>The floor beside it, warm.</summary>
    public async Task<Target> WarmFloorAsync(CancellationToken cancellationToken)
    {
        _floor ??= await FloorAsync(cancellationToken);
        return await WarmAsync(_floor.Value.Target, "floor", cancellationToken);
    }

    /// <summary>Ends the shared processes: nothing is to run beside what is measured.</summary>
    public async Task EndSharedAsync()
    {
        var (hub, floor) = (_hub, _floor);
        (_hub, _floor) = (null, null);
        _warm.Clear();
        if (hub is not null)
        {
            await hub.DisposeAsync();
        }

        if (floor is { } process)
        {
            await process.Child.DisposeAsync();
        }
    }

    /// <summary>A ledger that is filled once for all rows.</summary>
    public async Task<HubFolder> FilledAsync(string name, Func<HubFolder, Task> fill)
    {
        if (!_filled.TryGetValue(name, out var filled))
        {
            filled = HubFolder.Prepare(Path.Combine(folder, name));
            await fill(filled);
            _filled.Add(name, filled);
        }

        return filled;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await EndSharedAsync();

    /// <summary>Starts a hub with an empty ledger.</summary>
    public Task<ServedHub> HubAsync(CancellationToken cancellationToken) => HubAsync(HubFolder.Prepare(Fresh("hub")), cancellationToken);

    /// <summary>Starts a hub on a folder.</summary>
    public Task<ServedHub> HubAsync(HubFolder place, CancellationToken cancellationToken) =>
        ServedHub.StartAsync(form, place, sinks, options.Collector ? sinks.Collector : null, cancellationToken);

    /// <summary>Starts the floor.</summary>
    public Task<(Child Child, Target Target)> FloorAsync(CancellationToken cancellationToken) => Floor.StartAsync(form, Fresh("floor"), sinks.Hook, cancellationToken);

    /// <summary>Says where the run is; the table alone goes to the standard output.</summary>
    public static void Say(FormattableString text) => Console.Error.WriteLine(FormattableString.Invariant(text));

    private async Task<Target> WarmAsync(Target target, string what, CancellationToken cancellationToken)
    {
        if (_warm.Add(what))
        {
            await load.WarmAsync(target, options.WarmUp, cancellationToken);
        }

        return target;
    }

    private string Fresh(string what) => Path.Combine(folder, $"{what}-{Interlocked.Increment(ref _next)}");
}
