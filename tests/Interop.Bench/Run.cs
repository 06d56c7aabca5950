using Interop.Bench.Load;
using Interop.Bench.Running;

namespace Interop.Bench;

/// <summary>One run: its partners, its load, its folder.</summary>
internal sealed class Run(BenchOptions options, Sinks sinks, Generator load, string folder, Form form)
{
    private int _next;

    public BenchOptions Options => options;

    public Sinks Sinks => sinks;

    public Generator Load => load;

    public Form Form => form;

    /// <summary>Where ledgers, logs and keys of this run stand.</summary>
    public string Folder => folder;

    /// <summary>Starts a hub with an empty ledger.</summary>
    public Task<ServedHub> HubAsync(CancellationToken cancellationToken) => HubAsync(HubFolder.Prepare(Fresh("hub")), cancellationToken);

    /// <summary>Starts a hub on a folder.</summary>
    public Task<ServedHub> HubAsync(HubFolder place, CancellationToken cancellationToken) =>
        ServedHub.StartAsync(form, place, sinks, options.Collector ? sinks.Collector : null, cancellationToken);

    /// <summary>Starts the floor.</summary>
    public Task<(Child Child, Target Target)> FloorAsync(CancellationToken cancellationToken) => Floor.StartAsync(form, Fresh("floor"), sinks.Hook, cancellationToken);

    /// <summary>Says where the run is; the table alone goes to the standard output.</summary>
    public static void Say(FormattableString text) => Console.Error.WriteLine(FormattableString.Invariant(text));

    private string Fresh(string what) => Path.Combine(folder, $"{what}-{Interlocked.Increment(ref _next)}");
}
