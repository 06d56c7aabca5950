using Interop.Tests.Servers;

namespace Interop.Hub.Ledger.Tests.Postgres.S3;

/// <summary>The one S3 server of this suite; each test takes a bucket of its own.</summary>
[SetUpFixture]
internal sealed class ObjectServer
{
    private static S3Server? _server;

    public static S3Server Server => _server ?? throw new InvalidOperationException("The S3 server was not started: the test stands outside this namespace.");

    [OneTimeSetUp]
    public async Task StartAsync() => _server = await S3Server.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_server is { } server)
        {
            await server.DisposeAsync();
        }
    }
}
