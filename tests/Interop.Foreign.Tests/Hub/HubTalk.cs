using System.Text.Json;
using Interop.Adapters.Soap.Exchange;
using Interop.Foreign.Tests.Stacks;
using Interop.Tests.Servers.Processes;

namespace Interop.Foreign.Tests.Hub;

/// <summary>A stack has imported a contract of the hub and made every call of <c>Data/{service}.calls.json</c>: what arrived, and what it told of each.</summary>
internal sealed class HubTalk : IAsyncDisposable
{
    private readonly ForeignHub _hub;
    private readonly JsonElement _told;

    private HubTalk(ForeignHub hub, JsonElement told) => (_hub, _told) = (hub, told);

    /// <summary>Name and version of the stack, in its own words.</summary>
    public string Stack => _told.GetProperty("stack").GetString()!;

    /// <summary>The operations that it found, by port.</summary>
    public IReadOnlyDictionary<string, string[]> Ports =>
        _told.GetProperty("ports").EnumerateObject().ToDictionary(port => port.Name, port => port.Value.EnumerateArray().Select(name => name.GetString()!).ToArray(), StringComparer.Ordinal);

    /// <summary>Every message as it came.</summary>
    public IReadOnlyCollection<HeardMessage> Messages => _hub.Messages;

    public static async Task<HubTalk> HoldAsync(Peer peer, string service)
    {
        var hub = await ForeignHub.StartAsync();
        try
        {
            var output = await ShellCommand.RunAsync(
                [.. peer.Stack.Client, hub.WsdlOf(service).AbsoluteUri, peer.Version, ForeignHub.User, ForeignHub.Key, Stacks.Stack.Script("Data", $"{service}.calls.json")],
                CancellationToken.None,
                environment: Stacks.Stack.Environment);
            using var document = JsonDocument.Parse(output);
            return new HubTalk(hub, document.RootElement.Clone());
        }
        catch
        {
            await hub.DisposeAsync();
            throw;
        }
    }

    /// <summary>What arrived about documents.</summary>
    public RecordingDocuments Documents => _hub.Documents;

    /// <summary>What was looked up.</summary>
    public RecordingLookUps LookUps => _hub.LookUps;

    /// <summary>What arrived under a packet id.</summary>
    public T Arrived<T>(string packetId)
        where T : ExchangeCall
    {
        Assert.That(_hub.Exchange.Arrived(packetId), Is.TypeOf<T>(), () => $"{packetId}: {_told.GetProperty("calls")}");
        return (T)_hub.Exchange.Arrived(packetId)!;
    }

    /// <summary>What an operation was called with, of those whose calls have no packet id.</summary>
    public T Called<T>(string key) => (T)_hub.Exchange.Called(key);

    /// <summary>The bytes of a file that the hub kept.</summary>
    public byte[] Kept(IssuedFile file) => _hub.Exchange.Kept(file.Sha256);

    /// <summary>The answer that the stack read.</summary>
    public JsonElement Answer(string call) => Outcome(call, "answer");

    /// <summary>The fault that the stack read.</summary>
    public ToldFault Fault(string call) => ToldFault.Of(Outcome(call, "fault"));

    public ValueTask DisposeAsync() => _hub.DisposeAsync();

    private JsonElement Outcome(string call, string kind)
    {
        var outcome = _told.GetProperty("calls").GetProperty(call);
        Assert.That(outcome.TryGetProperty(kind, out var value), Is.True, () => $"{call}: {outcome}");
        return value;
    }
}

/// <summary>A fault in a stack's own words.</summary>
/// <param name="Code">With its prefix.</param>
/// <param name="Subcodes">Of SOAP 1.2, outermost first.</param>
/// <param name="Text">faultstring or Reason.</param>
/// <param name="DetailCode">The code in the detail; null: no detail of the contract's.</param>
/// <param name="Errors">The detail's errors.</param>
internal sealed record ToldFault(string Code, IReadOnlyList<string> Subcodes, string Text, string? DetailCode, IReadOnlyList<ToldError> Errors)
{
    public static ToldFault Of(JsonElement told)
    {
        var detail = told.GetProperty("detail");
        var has = detail.ValueKind == JsonValueKind.Object;
        return new ToldFault(
            told.GetProperty("code").GetString()!,
            [.. told.GetProperty("subcodes").EnumerateArray().Select(code => code.GetString()!)],
            told.GetProperty("text").GetString()!,
            has ? detail.GetProperty("code").GetString() : null,
            has && detail.TryGetProperty("error", out var errors) ? [.. Each(errors).Select(ToldError.Of)] : []);
    }

    // A stack without the contract's types makes one element of several an array, and of one a value.
    private static IEnumerable<JsonElement> Each(JsonElement value) => value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [value];
}

/// <summary>One error of a fault's detail.</summary>
internal sealed record ToldError(string Path, string? Line, string Message)
{
    public static ToldError Of(JsonElement told) => new(
        told.GetProperty("path").GetString()!,
        told.TryGetProperty("line", out var line) && line.ValueKind != JsonValueKind.Null ? line.ToString() : null,
        told.GetProperty("message").GetString()!);
}
