using Interop.Chaos.Plan;
using Interop.Simulators;
using Interop.Tests.Servers.Processes;

namespace Interop.Chaos.Running;

/// <summary>A hub of one or several processes, what it stands on, and its four partners.</summary>
internal sealed class Stage : IAsyncDisposable
{
    private static readonly TimeSpan s_start = TimeSpan.FromSeconds(120);
    private readonly List<HubNode> _nodes = [];

    private Stage(ChaosPlan plan, SimulatorProvince province, Foundation foundation) 
    {
        (Plan, Province, Foundation) = (plan, province, foundation);
        Time = plan.Faults.Any(f => f.Kind == FaultKind.PartnerAway) ? new HubTime() : null;
    }

    public ChaosPlan Plan { get; }

    public SimulatorProvince Province { get; }

    public Foundation Foundation { get; }

    /// <summary>The nodes' clock; null when no fault of the plan moves it.</summary>
    public HubTime? Time { get; }

    public HubCredentials Credentials { get; } = HubCredentials.Make();

    public IReadOnlyList<HubNode> Nodes => _nodes;

    /// <summary>Calls that partners have taken and not yet answered.</summary>
    public int InFlight => Province.All.Sum(p => p.InFlight);

    /// <summary>What every partner is like when nothing is wrong with it.</summary>
    public FaultSettings Usual => new() { SlowMs = Plan.Load.PartnerMs };

    /// <summary>Sets everything up; returns when every node is ready.</summary>
    public static async Task<Stage> SetAsync(ChaosPlan plan, CancellationToken cancellationToken)
    {
        var province = await SimulatorProvince.StartAsync(new ProvinceOptions { Temper = plan.Temper, Callbacks = CallbackMode.Off, RequestsKept = 200 }, cancellationToken);
        var stage = new Stage(plan, province, await Foundation.MakeAsync(plan, cancellationToken));
        try
        {
            foreach (var partner in province.All)
            {
                await partner.SetFaultsAsync(stage.Usual, cancellationToken);
            }

            for (var node = 1; node <= plan.Nodes; node++)
            {
                // One after another: the first lays out the database.
                await stage.StartNodeAsync(node, cancellationToken);
            }

            return stage;
        }
        catch
        {
            await stage.DisposeAsync();
            throw;
        }
    }

    /// <summary>The node of that name, such as <c>node-1</c>.</summary>
    public HubNode Node(string name) => _nodes[Ordinal(name) - 1];

    /// <summary>The number in a node's name.</summary>
    public static int Ordinal(string name) => name[^1] - '0';

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
        {
            await node.DisposeAsync();
        }

        Time?.Dispose();
        await Foundation.DisposeAsync();
        await Province.DisposeAsync();
    }

    private async Task StartNodeAsync(int ordinal, CancellationToken cancellationToken)
    {
        var configuration = new NodeConfiguration
        {
            Name = $"node-{ordinal}",
            Address = new Uri($"http://127.0.0.1:{LoopbackPorts.Next()}/"),
            Ledger = Foundation.Ledger(ordinal),
            Bus = Foundation.Bus(ordinal),
            MinFreeDiskBytes = Foundation.MinFreeDiskBytes,
            Credentials = Credentials,
            Province = Province,
            Temper = Plan.Temper,
            DaysOfRetries = Plan.DaysOfRetries,
            ClockOffsetFile = Time?.File,
        };
        var node = await HubNode.StartAsync(configuration.Name, configuration.Address, configuration.WriteAsync, cancellationToken);
        _nodes.Add(node);
        if (!await node.ReadyAsync(s_start, cancellationToken))
        {
            throw new InvalidOperationException($"{node.Name} is not ready after {s_start.TotalSeconds:0} s; its log:\n{(File.Exists(node.LogFile) ? await File.ReadAllTextAsync(node.LogFile, cancellationToken) : "none")}");
        }
    }
}
