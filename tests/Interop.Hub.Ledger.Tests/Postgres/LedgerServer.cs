using Interop.Tests.Servers;

namespace Interop.Hub.Ledger.Tests.Postgres;

/// <summary>The one PostgreSQL of this suite; each test takes a database of its own.</summary>
[SetUpFixture]
internal sealed class LedgerServer
{
    private static PostgresServer? _server;

    public static PostgresServer Server => _server ?? throw new InvalidOperationException("PostgreSQL was not started: the test stands outside this namespace.");

    [OneTimeSetUp]
    public async Task StartAsync() => _server = await PostgresServer.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_server is { } server)
        {
            await server.DisposeAsync();
        }
    }
}
