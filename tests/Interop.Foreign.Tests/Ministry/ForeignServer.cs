using System.Globalization;
using System.Net.Sockets;
using Interop.Adapters.Soap.Client;
using Interop.Adapters.Soap.Messages;
using Interop.Foreign.Tests.Stacks;
using Interop.Tests.Servers.Processes;

namespace Interop.Foreign.Tests.Ministry;

/// <summary>A ministry's service on a foreign stack, each contract in both SOAP versions; gone with the tests.</summary>
internal sealed class ForeignServer : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly ServerFolder _folder;
    private readonly ServerProcess _process;
    private readonly int _port;
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false }) { Timeout = Timeout.InfiniteTimeSpan };

    private ForeignServer(ServerFolder folder, ServerProcess process, int port) => (_folder, _process, _port) = (folder, process, port);

    public static async Task<ForeignServer> StartAsync(Stack stack)
    {
        var port = LoopbackPorts.Next();
        var command = stack.Server(port.ToString(CultureInfo.InvariantCulture)) ?? throw new ArgumentException($"{stack.Name} has no server.", nameof(stack));
        var folder = await ServerFolder.CreateAsync("foreign", new ServerUser(Name: null), parent: null, CancellationToken.None);
        ForeignServer server = new(folder, ServerProcess.Start(folder, folder.Path, command, Stack.Environment), port);
        try
        {
            await server._process.WaitUntilAsync(server.ListensAsync, Limit, CancellationToken.None);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>One call of our client, in the peer's version.</summary>
    public Task<SoapExchange> CallAsync(Peer peer, Call call, string password = "mật khẩu") => new SoapClient(
        _http,
        new SoapProfile { Version = peer.IsSoap12 ? SoapVersion.Soap12 : SoapVersion.Soap11, Basic = new BasicCredentials("truc", password) },
        TimeProvider.System).SendAsync(
        SoapRequest.Of(new Uri($"http://127.0.0.1:{_port.ToString(CultureInfo.InvariantCulture)}/{call.Contract}/{peer.Version}"), call.Action, call.Body) with { SoapHeaders = call.Headers },
        CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        _process.Kill();
        await _folder.DisposeAsync();
        _process.Dispose();
    }

    private async Task<bool> ListensAsync(CancellationToken cancellationToken)
    {
        using TcpClient client = new();
        try
        {
            await client.ConnectAsync("127.0.0.1", _port, cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
