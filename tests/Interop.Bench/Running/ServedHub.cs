using System.Net.Http.Headers;
using Interop.Bench.Load;

namespace Interop.Bench.Running;

/// <summary>The hub as <c>serve</c> runs it, from a Release build.</summary>
internal sealed class ServedHub : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly MediaTypeHeaderValue Json = new("application/json");
    private readonly Child _child;
    private readonly HubFolder _folder;

    private ServedHub(Child child, HubFolder folder, Uri address, Uri operators, TimeSpan ready) => (_child, _folder, Address, Operators, Ready) = (child, folder, address, operators, ready);

    public Uri Address { get; }

    /// <summary>The operators' listener.</summary>
    public Uri Operators { get; }

    public int ProcessId => _child.Id;

    /// <summary>From the start of the process until it said that it is ready.</summary>
    public TimeSpan Ready { get; }

    public static async Task<ServedHub> StartAsync(Form form, HubFolder folder, Sinks sinks, Uri? collector, CancellationToken cancellationToken)
    {
        var address = new Uri($"http://127.0.0.1:{Ports.Free()}/");
        var operators = new Uri($"http://127.0.0.1:{Ports.Free()}/");
        await folder.ConfigureAsync(form, address, operators, sinks, collector, cancellationToken);
        var (child, ready) = await Child.StartAsync(
            Tree.Hub,
            ["serve", "--config", folder.Configuration],
            new Dictionary<string, string>(StringComparer.Ordinal),
            folder.Log,
            async (http, token) =>
            {
                using var answer = await http.GetAsync(new Uri(operators, "health/ready"), token);
                return answer.IsSuccessStatusCode;
            },
            Patience,
            cancellationToken);
        return new ServedHub(child, folder, address, operators, ready);
    }

    /// <summary>One way through the hub.</summary>
    public Target Way(string name, string sender)
    {
        var url = new Uri(Address, "api/v1/dossiers");
        var key = _folder.KeyOf(sender);
        return new Target(name, url, ProcessId, number =>
        {
            var message = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(Dossiers.Write(number)) };
            message.Content.Headers.ContentType = Json;
            message.Headers.Add("X-Api-Key", key);
            return message;
        });
    }

    /// <summary>A client that comes as a sender.</summary>
    public HttpClient Client(string sender)
    {
        var client = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromMinutes(10) };
        client.DefaultRequestHeaders.Add("X-Api-Key", _folder.KeyOf(sender));
        return client;
    }

    public ValueTask DisposeAsync() => _child.DisposeAsync();
}
