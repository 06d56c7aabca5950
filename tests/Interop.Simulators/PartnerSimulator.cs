using Interop.Simulators.Faults;
using Interop.Simulators.Hosting;
using Microsoft.AspNetCore.Http;

namespace Interop.Simulators;

/// <summary>
/// A partner's system on loopback: real sockets, its own rules, knobs for its faults, and a memory of what it received.
/// What is common to all four stands here; what a partner accepts and answers stands in its own folder.
/// </summary>
public abstract class PartnerSimulator : IAsyncDisposable
{
    private readonly FaultDesk _faults = new();
    private readonly PartnerListener _partnerPort;
    private readonly PartnerListener _adminPort;
    private readonly SemaphoreSlim _knobs = new(1, 1);
    private readonly Exchange _exchange;

    private protected PartnerSimulator(SimulatorOptions options, string name)
    {
        Options = options;
        Name = name;
        Code = options.Code ?? throw new ArgumentException("A simulator needs its code", nameof(options));
        (Temper, Repeats) = (options.Temper, options.Repeats);
        Records = new SimulatorRecords(options);
        _exchange = new Exchange(this, options, _faults, Records);
        var admin = new AdminDesk(this);
        _partnerPort = new PartnerListener(
            options.Port,
            options.MaxBodyBytes,
            () => _faults.Left.Down == Outage.Dropped,
            http => AdminDesk.Serves(http.Request.Path) ? admin.HandleAsync(http, onPartnerPort: true) : _exchange.HandleAsync(http));
        _adminPort = new PartnerListener(
            options.AdminPort,
            1 << 20,
            static () => false,
            http => admin.HandleAsync(http, onPartnerPort: false));
    }

    /// <summary>The adapter it speaks to, such as <c>one-stop</c>.</summary>
    public string Name { get; }

    /// <summary>The system's code, such as <c>MCDT</c>.</summary>
    public string Code { get; }

    /// <summary>Where partners call it, with a trailing slash.</summary>
    public Uri BaseUrl => _partnerPort.Url;

    /// <summary>Where its knobs and records answer even while it is down, with a trailing slash.</summary>
    public Uri AdminUrl => _adminPort.Url;

    /// <summary>How it treats a repeated delivery from now on.</summary>
    public Temper Temper { get; set; }

    /// <summary>How <see cref="Temper.Honours"/> answers a repeat from now on.</summary>
    public RepeatAnswer Repeats { get; set; }

    /// <summary>What it received and did.</summary>
    public SimulatorRecords Records { get; }

    /// <summary>The faults in force, with what is left of their counters.</summary>
    public FaultSettings Faults => _faults.Left;

    /// <summary>Requests that came and are neither answered nor given up by their caller.</summary>
    public int InFlight => _exchange.InFlight;

    /// <summary>What it was started with.</summary>
    internal SimulatorOptions Options { get; }

    /// <summary>The partner's own routes under <c>/_sim</c>, for whoever asks for one that is not there.</summary>
    internal virtual IReadOnlyList<string> AdminRoutes =>
        ["GET PUT DELETE /_sim/faults", "GET PUT /_sim/temper", "GET /_sim/counts", "GET /_sim/requests", "GET /_sim/effects", "GET /_sim/effects/{dossierNumber}", "DELETE /_sim/records"];

    /// <summary>Replaces every knob. Returns when it is in force: after <see cref="Outage.Refused"/> no connection is accepted.</summary>
    /// <param name="settings">All knobs; what is left out is off.</param>
    /// <param name="cancel">Gives up waiting.</param>
    /// <exception cref="ArgumentException">A knob is out of its bounds; the message lists all that are.</exception>
    public async Task SetFaultsAsync(FaultSettings settings, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var problems = string.Join("; ", settings.Problems());
        if (problems.Length > 0)
        {
            throw new ArgumentException(problems, nameof(settings));
        }

        await _knobs.WaitAsync(cancel);
        try
        {
            _faults.Set(settings);
            if (settings.Down == Outage.Refused)
            {
                await _partnerPort.StopAsync();
            }
            else
            {
                await _partnerPort.StartAsync(cancel);
            }
        }
        finally
        {
            _knobs.Release();
        }
    }

    /// <summary>Turns every knob off: up, quick and healthy.</summary>
    /// <param name="cancel">Gives up waiting.</param>
    public Task ResetFaultsAsync(CancellationToken cancel = default) => SetFaultsAsync(new FaultSettings(), cancel);

    /// <summary>Switches it off: connecting is refused, open connections are cut.</summary>
    /// <param name="cancel">Gives up waiting.</param>
    public Task GoDownAsync(CancellationToken cancel = default) => SetFaultsAsync(Faults with { Down = Outage.Refused }, cancel);

    /// <summary>Switches it on again; the other knobs stay as they are.</summary>
    /// <param name="cancel">Gives up waiting.</param>
    public Task ComeBackAsync(CancellationToken cancel = default) => SetFaultsAsync(Faults with { Down = Outage.None }, cancel);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _faults.Set(new FaultSettings());
        await ShutAsync();
        await _partnerPort.DisposeAsync();
        await _adminPort.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    internal object Describe() => new { Name, Code, BaseUrl, AdminUrl, Temper, Repeats, Faults, Records.Counts, Routes = AdminRoutes };

    /// <summary>What a call is about, before it is judged: the knobs for business calls leave log-ins and probes alone.</summary>
    internal abstract CallKind KindOf(Call call);

    /// <summary>The delivery that a call names, before it is judged: a call that is answered with an error was a call all the same.</summary>
    internal virtual string DeliveryOf(Call call) => call.Record.DeliveryId;

    /// <summary>The partner's rules.</summary>
    internal abstract ValueTask<Answer> AnswerAsync(Call call, CancellationToken cancel);

    /// <summary>A fault of the whole destination, in the partner's words.</summary>
    internal abstract Answer DestinationAnswer(Call call, DestinationFault fault);

    /// <summary>An HTTP error in the partner's form.</summary>
    internal abstract Answer ErrorAnswer(int status);

    /// <summary>A route of this partner's own under <c>/_sim</c>; null when there is none.</summary>
    internal virtual Task<Answer?> AdminAsync(HttpContext http, string path) => Task.FromResult<Answer?>(null);

    private protected async Task OpenAsync(CancellationToken cancel)
    {
        await _adminPort.StartAsync(cancel);
        await SetFaultsAsync(Options.Faults, cancel);
    }

    /// <summary>Ends what runs beside the requests.</summary>
    private protected virtual ValueTask ShutAsync() => ValueTask.CompletedTask;
}
