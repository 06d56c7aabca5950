using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Interop.Hub.Ledger;
using Interop.Tests.Servers;
using Microsoft.Extensions.DependencyInjection;

namespace Interop.Bench.Running;

/// <summary>PostgreSQL and RabbitMQ, started for the run: a database and a virtual host for each hub.</summary>
internal sealed class ProductionForm : Form
{
    private readonly PostgresServer _postgres;
    private readonly RabbitServer _rabbit;
    private readonly ConcurrentDictionary<string, string> _databases = new(StringComparer.Ordinal);

    private ProductionForm(PostgresServer postgres, RabbitServer rabbit, string floor)
    {
        (_postgres, _rabbit) = (postgres, rabbit);
        FloorEnvironment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["FLOOR_PG"] = floor,
            ["FLOOR_AMQP"] = $"amqp://{rabbit.User}:{rabbit.Password}@{rabbit.Host}:{rabbit.Port}",
        };
    }

    public override string Name => "production";

    public override IReadOnlyDictionary<string, string> FloorEnvironment { get; }

    public static async Task<Form> StartAsync(CancellationToken cancellationToken)
    {
        var postgres = await PostgresServer.StartAsync(cancellationToken: cancellationToken);
        try
        {
            return new ProductionForm(postgres, await RabbitServer.StartAsync(cancellationToken), await postgres.CreateDatabaseAsync(cancellationToken));
        }
        catch
        {
            await postgres.DisposeAsync();
            throw;
        }
    }

    public override async Task ConfigureAsync(JsonObject interop, HubFolder folder, CancellationToken cancellationToken)
    {
        var connection = await SecretAsync(folder, "connection", await DatabaseAsync(folder, cancellationToken), cancellationToken);
        interop["Ledger"] = new JsonObject { ["Kind"] = "postgres", ["Directory"] = "ledger", ["ConnectionString"] = connection };
        interop["Bus"] = new JsonObject
        {
            ["Transport"] = "rabbitMq",
            ["Host"] = _rabbit.Host,
            ["Port"] = _rabbit.Port,
            ["VirtualHost"] = folder.Ledger,
            ["User"] = _rabbit.User,
            ["Password"] = await SecretAsync(folder, "broker", _rabbit.Password, cancellationToken),
        };
    }

    public override async Task AddLedgerAsync(IServiceCollection services, HubFolder folder, CancellationToken cancellationToken) =>
        services.AddPostgresLedger(new PostgresLedgerOptions { ConnectionString = await DatabaseAsync(folder, cancellationToken), Node = "bench" });

    public override async Task<Func<long?>> CountMessagesAsync(HubFolder folder, string destination)
    {
        var counts = await _rabbit.CountMessagesAsync(folder.Ledger);
        return () => counts().Where(c => c.Key.Equals($"interop-delivery-{destination}", StringComparison.OrdinalIgnoreCase)).Select(c => (long?)c.Value).FirstOrDefault();
    }

    public override async ValueTask DisposeAsync()
    {
        await _rabbit.DisposeAsync();
        await _postgres.DisposeAsync();
        await base.DisposeAsync();
    }

    private static async Task<string> SecretAsync(HubFolder folder, string name, string value, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder.Path, name + ".key");
        await File.WriteAllTextAsync(path, value, cancellationToken);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return $"file:{path}";
    }

    private async Task<string> DatabaseAsync(HubFolder folder, CancellationToken cancellationToken)
    {
        if (_databases.TryGetValue(folder.Ledger, out var known))
        {
            return known;
        }

        await _rabbit.ControlAsync("-q", "add_vhost", folder.Ledger);
        await _rabbit.ControlAsync("-q", "set_permissions", "-p", folder.Ledger, _rabbit.User, ".*", ".*", ".*");
        return _databases[folder.Ledger] = await _postgres.CreateDatabaseAsync(cancellationToken);
    }
}
