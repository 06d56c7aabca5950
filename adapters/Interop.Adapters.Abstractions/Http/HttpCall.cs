using System.Net;

namespace Interop.Adapters.Http;

/// <summary>
/// One HTTP call to a partner, once, with its end as data. Never throws for anything a partner can do: refusing the
/// connection, hanging up, answering nonsense or without end.
/// </summary>
public sealed record HttpCall
{
    /// <summary>The address.</summary>
    public required Uri Address { get; init; }

    /// <summary>The body to POST; null: a GET.</summary>
    public ReadOnlyMemory<byte>? Body { get; init; }

    /// <summary>The body's media type. Default <c>application/json; charset=utf-8</c>.</summary>
    public string MediaType { get; init; } = "application/json; charset=utf-8";

    /// <summary>Further headers, in order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>How long the whole call may take; null: as long as the caller's token allows.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Bound of the answer's body in bytes. Default 1 MiB. A longer answer is not understood.</summary>
    public int MaxAnswerBytes { get; init; } = 1024 * 1024;

    /// <summary>Calls once.</summary>
    /// <exception cref="OperationCanceledException">
    /// <paramref name="cancellationToken"/> ended before the first byte of the body was sent.
    /// </exception>
    public async Task<HttpExchange> SendAsync(HttpClient client, TimeProvider time, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var ownEnd = Timeout is { } timeout ? new CancellationTokenSource(timeout, time) : null;
        using var linked = ownEnd is null ? null : CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, ownEnd.Token);
        var token = linked?.Token ?? cancellationToken;
        var content = Body is { } body ? new NotedContent(body, MediaType) : null;
        using var request = Request(content);
        try
        {
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, token);
            return await HttpAnswerReading.ReadAsync(response, MaxAnswerBytes, time, token);
        }
        catch (OperationCanceledException) when (content is { Begun: false } && cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception broken) when (content is { Begun: true } || HttpBreaks.IsOfTheWire(broken))
        {
            return content is { Begun: true } ? HttpBreaks.AfterSending(broken) : HttpBreaks.BeforeSending(broken);
        }
    }

    private HttpRequestMessage Request(NotedContent? content)
    {
        var request = new HttpRequestMessage(content is null ? HttpMethod.Get : HttpMethod.Post, Address)
        {
            Content = content,
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        foreach (var (name, value) in Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }
}
