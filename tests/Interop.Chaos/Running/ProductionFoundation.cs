using System.Globalization;
using System.Text.Json.Nodes;
using Interop.Chaos.Plan;
using Interop.Tests.Servers;

namespace Interop.Chaos.Running;

/// <summary>One PostgreSQL and one RabbitMQ; each node reaches each of them over a wire of its own.</summary>
internal sealed class ProductionFoundation : Foundation
{
    private const long DiskBytes = 1L << 30;

    private static readonly PostgresSettings s_settings = new()
    {
        SharedBuffers = "128MB",
        // On a small disk too there must be room for the write-ahead log between two checkpoints.
        Lines = ["max_wal_size = 256MB", "min_wal_size = 64MB"],
    };

    private readonly List<CutProxy> _databaseWires = [];
    private readonly List<CutProxy> _brokerWires = [];
    private SmallDisk? _disk;
    private PostgresServer? _database;
    private RabbitServer? _broker;
    private string _connection = "";

    private ProductionFoundation()
    {
    }

    public override PostgresServer? Database => _database;

    public override RabbitServer? Broker => _broker;

    public override SmallDisk? Disk => _disk;

    public static async Task<ProductionFoundation> LayAsync(ChaosPlan plan, CancellationToken cancellationToken)
    {
        var foundation = new ProductionFoundation();
        try
        {
            await foundation.StartAsync(plan, cancellationToken);
            return foundation;
        }
        catch
        {
            await foundation.DisposeAsync();
            throw;
        }
    }

    public override JsonObject Ledger(int node) => new()
    {
        ["Kind"] = "postgres",
        ["Directory"] = "ledger",
        ["ConnectionString"] = $"plain:{_connection.Replace(Port(_database!.Port), Port(DatabaseWire(node).Port), StringComparison.Ordinal)}",
    };

    public override JsonObject? Bus(int node) => new()
    {
        ["Transport"] = "rabbitMq",
        ["Host"] = BrokerWire(node).Host,
        ["Port"] = BrokerWire(node).Port,
        ["User"] = _broker!.User,
        ["Password"] = $"plain:{_broker.Password}",
    };

    public override CutProxy DatabaseWire(int node) => _databaseWires[node - 1];

    public override CutProxy BrokerWire(int node) => _brokerWires[node - 1];

    public override async ValueTask DisposeAsync()
    {
        foreach (var wire in _databaseWires.Concat(_brokerWires))
        {
            await wire.DisposeAsync();
        }

        if (_broker is not null)
        {
            await _broker.DisposeAsync();
        }

        if (_database is not null)
        {
            await _database.DisposeAsync();
        }

        if (_disk is not null)
        {
            await _disk.DisposeAsync();
            Directory.Delete(_disk.Path, recursive: true);
        }
    }

    private async Task StartAsync(ChaosPlan plan, CancellationToken cancellationToken)
    {
        if (plan.Faults.Any(f => f.Kind == FaultKind.DiskFull))
        {
            _disk = await SmallDisk.MountAsync(Directory.CreateTempSubdirectory("interop-chaos-disk-").FullName, DiskBytes, cancellationToken);
        }

        _database = await PostgresServer.StartAsync(s_settings with { Parent = _disk?.Path }, cancellationToken);
        _connection = await _database.CreateDatabaseAsync(cancellationToken);
        _broker = await RabbitServer.StartAsync(cancellationToken);
        for (var node = 1; node <= plan.Nodes; node++)
        {
            _databaseWires.Add(await CutProxy.StartAsync(_database.Host, _database.Port));
            _brokerWires.Add(await CutProxy.StartAsync(_broker.Host, _broker.Port));
        }
    }

    private static string Port(int port) => string.Create(CultureInfo.InvariantCulture, $"Port={port};");
}
