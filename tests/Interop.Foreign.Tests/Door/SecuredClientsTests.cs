using System.Collections.Concurrent;
using System.Text.Json;
using Interop.Adapters.Soap.Exchange;
using Interop.Foreign.Tests.Hub;
using Interop.Foreign.Tests.Matrix;
using Interop.Foreign.Tests.Security;
using Interop.Foreign.Tests.Stacks;
using Interop.Tests.Servers.Processes;

namespace Interop.Foreign.Tests.Door;

/// <summary>Foreign stacks import the hub's contract and call it, known by their messages alone.</summary>
public sealed class SecuredClientsTests
{
    private const string User = "bộ-mẫu";
    private const string Password = "mật khẩu & <dài>";

    private readonly ConcurrentDictionary<Peer, Task<JsonElement>> _outcomes = [];
    private Keys _keys = null!;
    private SecuredHub _hub = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _keys = new Keys();
        _hub = await SecuredHub.StartAsync(User, Password, _keys.Rsa, _keys.Receiver);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _hub.DisposeAsync();
        _keys.Dispose();
    }

    [Peers(Direction.ToTheHub)]
    public async Task A_password_in_the_message_is_taken_as_text(Peer peer) => await TakenAsync(peer, "text");

    [Peers(Direction.ToTheHub)]
    public async Task A_password_in_the_message_is_taken_as_digest(Peer peer) => await TakenAsync(peer, "digest");

    [Peers(Direction.ToTheHub)]
    public async Task A_wrong_password_is_told_by_its_fault(Peer peer)
    {
        var outcome = (await OutcomesAsync(peer)).GetProperty("wrong");
        Assert.That(outcome.GetProperty("fault").GetString(), peer.IsSoap12 ? Does.EndWith("Sender") : Does.EndWith("Client.FailedAuthentication"), outcome.ToString());
        Assert.That(_hub.Exchange.Arrived($"wrong-{peer.Version}"), Is.Null);
    }

    /// <summary>zeep verifies the answer's signature too.</summary>
    [Peers(Direction.ToTheHub)]
    public async Task A_signed_message_is_taken_and_its_answer_signed(Peer peer) => await TakenAsync(peer, "signature");

    [Peers(Direction.ToTheHub)]
    public async Task A_file_by_MTOM_is_taken(Peer peer)
    {
        await TakenAsync(peer, "file");
        var file = ((ResultCall)_hub.Exchange.Arrived($"file-{peer.Version}")!).Papers.Single().File!;
        Assert.That(_hub.Exchange.Kept(file.Sha256), Has.Length.EqualTo(100_000 + "%PDF-1.4 giấy khai sinh "u8.Length));
    }

    private async Task TakenAsync(Peer peer, string way)
    {
        var outcome = (await OutcomesAsync(peer)).GetProperty(way);
        Assert.That(outcome.TryGetProperty("answer", out var answer) ? answer.GetString() : null, Is.EqualTo($"BN-{way}-{peer.Version}"), outcome.ToString());
    }

    private Task<JsonElement> OutcomesAsync(Peer peer) => _outcomes.GetOrAdd(peer, async each =>
    {
        string[] command = each.Stack == Stack.Zeep ? ["/usr/bin/python3", Stack.Script("Python", "secured.py")]
            : each.Stack == Stack.Php ? ["php", Stack.Script("Php", "secured.php")]
            : ["node", Stack.Script("Node", "secured.js")];
        var output = await ShellCommand.RunAsync(
            [.. command, _hub.Wsdl.AbsoluteUri, each.Version, User, Password, _keys.Path("rsa.crt"), _keys.Path("rsa.key"), _keys.Path("receiver.crt")], CancellationToken.None, environment: Stack.Environment);
        using var document = JsonDocument.Parse(output);
        return document.RootElement.Clone();
    });
}
