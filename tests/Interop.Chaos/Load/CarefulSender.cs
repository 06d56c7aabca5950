using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Interop.Chaos.Load;

/// <summary>
/// Sends as a careful one-stop does: the same packet under the same key until there is a receipt, at whichever node
/// answers. Before the receipt it may safely send again, whatever happened meanwhile.
/// </summary>
internal sealed class CarefulSender : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(2);
    private readonly HttpClient[] _nodes;
    private readonly ReceiptBook _book;
    private int _next;

    public CarefulSender(IReadOnlyList<Uri> nodes, string key, ReceiptBook book)
    {
        _book = book;
        _nodes = [.. nodes.Select(address => Client(address, key))];
    }

    /// <summary>Sends a packet until there is a receipt.</summary>
    /// <returns>The receipt's id; null when the hub refused what is in order, which the book then holds.</returns>
    public async Task<string?> InsistAsync(string path, string packetId, string json, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            if (await TryAsync(path, packetId, json, cancellationToken) is { } answer)
            {
                if (answer.Status is HttpStatusCode.Accepted or HttpStatusCode.OK)
                {
                    return JsonDocument.Parse(answer.Body).RootElement.GetProperty("receiptId").GetString();
                }

                if (answer.Status is not (HttpStatusCode.Conflict or HttpStatusCode.ServiceUnavailable))
                {
                    _book.NoteWrong($"{(int)answer.Status} to {packetId}: {answer.Body}");
                    if ((int)answer.Status < 500)
                    {
                        return null;
                    }
                }
            }

            await RestAsync(attempt, cancellationToken);
        }
    }

    /// <summary>Uploads a file until it is there.</summary>
    public async Task UploadAsync(Scan scan, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            using var content = new ReadOnlyMemoryContent(bytes);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/pdf");
            var answer = await AskAsync(node => node.PutAsync(new Uri($"api/v1/documents/{scan.Sha256}", UriKind.Relative), content, cancellationToken), cancellationToken);
            switch ((int?)answer?.Status)
            {
                case 200 or 201:
                    return;
                case >= 400 and < 500 and not 409:
                    throw new InvalidOperationException($"The hub refused a scan: {answer}");
            }

            await RestAsync(attempt, cancellationToken);
        }
    }

    /// <summary>A dossier as the one-stop sees it; null when no node tells just now.</summary>
    public async Task<string?> DossierAsync(string number, CancellationToken cancellationToken) =>
        await AskAsync(node => node.GetAsync(new Uri($"api/v1/dossiers/{number}", UriKind.Relative), cancellationToken), cancellationToken) is { Status: HttpStatusCode.OK, Body: var body } ? body : null;

    public void Dispose()
    {
        foreach (var node in _nodes)
        {
            node.Dispose();
        }
    }

    /// <summary>Longer each time, as with a partner that is not there: crowds at the door keep it from opening.</summary>
    private static Task RestAsync(int attempt, CancellationToken cancellationToken) =>
        Task.Delay(s_pause * (1 << Math.Min(attempt, 10)) is var rest && rest < s_longest ? rest : s_longest, TimeProvider.System, cancellationToken);

    private static HttpClient Client(Uri address, string key)
    {
        var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 256 }) { BaseAddress = address, Timeout = s_patience };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return client;
    }

    private async Task<(HttpStatusCode Status, string Body)?> TryAsync(string path, string packetId, string json, CancellationToken cancellationToken)
    {
        return await AskAsync(SendAsync, cancellationToken);

        async Task<HttpResponseMessage> SendAsync(HttpClient node)
        {
            using var message = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative)) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
            message.Headers.Add("Idempotency-Key", packetId);
            return await node.SendAsync(message, cancellationToken);
        }
    }

    private async Task<(HttpStatusCode Status, string Body)?> AskAsync(Func<HttpClient, Task<HttpResponseMessage>> ask, CancellationToken cancellationToken)
    {
        try
        {
            // Another node each time: one may be dead, asleep or cut off.
            using var answer = await ask(_nodes[(int)((uint)Interlocked.Increment(ref _next) % (uint)_nodes.Length)]);
            var body = await answer.Content.ReadAsStringAsync(cancellationToken);
            _book.Note(answer.StatusCode);
            return (answer.StatusCode, body);
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            _book.NoteUnanswered();
            return null;
        }
    }
}
