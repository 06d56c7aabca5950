using System.Text.Json.Nodes;
using Interop.Hub.Ledger;
using Microsoft.Extensions.DependencyInjection;

namespace Interop.Bench.Running;

/// <summary>Embedded or production: the stores behind hub and floor.</summary>
internal abstract class Form : IAsyncDisposable
{
    /// <summary><c>embedded</c> or <c>production</c>, as the floor calls them too.</summary>
    public abstract string Name { get; }

    /// <summary>What the floor must be told.</summary>
    public abstract IReadOnlyDictionary<string, string> FloorEnvironment { get; }

    /// <summary>Writes the hub's ledger and bus into the section <c>Interop</c> of its configuration.</summary>
    public abstract Task ConfigureAsync(JsonObject interop, HubFolder folder, CancellationToken cancellationToken);

    /// <summary>Registers the same ledger for a loader in this process.</summary>
    public abstract Task AddLedgerAsync(IServiceCollection services, HubFolder folder, CancellationToken cancellationToken);

    /// <summary>Tells how many messages a broker's queue for a destination of the folder's hub holds, those with a consumer too; null without a broker.</summary>
    public virtual Task<Func<long?>> CountMessagesAsync(HubFolder folder, string destination) => Task.FromResult<Func<long?>>(static () => null);

    public virtual ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

/// <summary>SQLite and the bus in the process.</summary>
internal sealed class EmbeddedForm : Form
{
    public override string Name => "embedded";

    public override IReadOnlyDictionary<string, string> FloorEnvironment { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public override Task ConfigureAsync(JsonObject interop, HubFolder folder, CancellationToken cancellationToken)
    {
        interop["Ledger"] = new JsonObject { ["Kind"] = "sqlite", ["Directory"] = "ledger" };
        interop["Bus"] = new JsonObject { ["Transport"] = "inMemory" };
        return Task.CompletedTask;
    }

    public override Task AddLedgerAsync(IServiceCollection services, HubFolder folder, CancellationToken cancellationToken)
    {
        services.AddSqliteLedger(new SqliteLedgerOptions { Path = Path.Combine(folder.LedgerDirectory, "ledger.db"), Node = "bench" });
        return Task.CompletedTask;
    }
}
