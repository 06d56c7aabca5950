using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Interop.Adapters.Http;
using Interop.Adapters.Soap.Attachments;
using Interop.Adapters.Soap.Messages;
using Interop.Adapters.Soap.Reading;
using Interop.Adapters.Soap.Security;

namespace Interop.Adapters.Soap.Client;

/// <summary>
/// Calls a partner's service, in SOAP 1.1 or 1.2. What a partner can do comes back as data; no retry, no state but the
/// connection pool of the handler it is given.
/// </summary>
public sealed class SoapClient
{
    private readonly HttpMessageInvoker _http;
    private readonly SoapProfile _profile;
    private readonly TimeProvider _time;
    private readonly AuthenticationHeaderValue? _authorization;
    private readonly SecurityWriter _writer;
    private readonly AnswerTrust? _trust;

    /// <summary>A client of one partner.</summary>
    /// <param name="http">Its connections: TLS verified, no automatic redirects, no cookies, no time-out of its own.</param>
    /// <param name="profile">How the partner speaks.</param>
    /// <param name="time">The clock of the time-outs.</param>
    public SoapClient(HttpMessageInvoker http, SoapProfile profile, TimeProvider time)
    {
        _http = http;
        _profile = profile;
        _time = time;
        _writer = new SecurityWriter(time, RandomNumberGenerator.Create());
        _trust = profile.AnswerSecurity is { } rules ? new AnswerTrust(rules, time) : null;
        _authorization = profile.Basic is { } basic
            ? new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{basic.User}:{basic.Password}")))
            : null;
    }

    /// <summary>Sends one message, at most once, and reads the answer.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up before the first byte; after it, that is <see cref="NoAnswerReason.Cancelled"/>.</exception>
    public async Task<SoapExchange> SendAsync(SoapRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();

        // 1. The envelope, before any connection: what cannot be written is known to be unsent. Then its files' places.
        var (envelope, unwritable) = Write(request);
        if (unwritable is not null)
        {
            return unwritable;
        }

        using var clock = new CallClock(_profile, _time, cancellationToken);
        await using var turns = new FileTurns(request.Files, clock.Progress);
        var (message, lack) = await new MessageMaking(_profile, _writer, turns).MakeAsync(envelope, request, cancellationToken);
        if (message is null)
        {
            return lack!;
        }

        if (!await turns.OpenFirstAsync(cancellationToken))
        {
            return turns.Unavailable;
        }

        // 2. Send, with the clock of its phase.
        clock.Start();
        using var content = new SoapContent(message, clock.Progress);
        using var http = HttpMessage(request, content);
        HttpResponseMessage response;
        try
        {
            response = await SendAsync(http, clock.Token);
        }
        // SocketException bare: a connection reset while the framework still asks it for its address.
        catch (Exception failure) when (failure is HttpRequestException or IOException or SocketException or OperationCanceledException)
        {
            var cancelled = cancellationToken.IsCancellationRequested;
            var begun = content.Close();
            if (begun && NotConnectedException.In(failure) is null)
            {
                return turns.Failure is null
                    ? SendFailures.NoAnswer(failure, clock.Expired, cancelled)
                    : new SoapExchange.NoAnswer(NoAnswerReason.FileBroken, "A file could not be read to its end; the message was cut off in its middle.");
            }

            cancellationToken.ThrowIfCancellationRequested();
            return SendFailures.NotSent(failure, clock.Expired || failure is OperationCanceledException);
        }

        // 3. Read what came back, up to the limit.
        using (response)
        {
            return await AnswerAsync(response, request, clock, cancellationToken);
        }
    }

    // HttpClient would otherwise buffer the whole answer, without our limit.
    private Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, CancellationToken cancellationToken) => _http is HttpClient client
        ? client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
        : _http.SendAsync(message, cancellationToken);

    private async Task<SoapExchange> AnswerAsync(HttpResponseMessage response, SoapRequest request, CallClock clock, CancellationToken caller)
    {
        var status = (int)response.StatusCode;
        var answer = new Answer
        {
            Status = status,
            MediaType = response.Content.Headers.ContentType?.MediaType,
            Charset = response.Content.Headers.ContentType?.CharSet,
            RetryAfter = RetryAfter(response.Headers.RetryAfter),
        };
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(clock.Token);
            if (response.Content.Headers.NonValidated.TryGetValues("Content-Type", out var types) && PackageType.IsPackage(types.ToString()))
            {
                return await new AnswerPackage(_profile, _trust, request.TakeFile, clock.Progress).ReadAsync(stream, types.ToString(), answer, clock.Token);
            }

            var body = await BoundedBody.ReadAsync(stream, response.Content.Headers.ContentLength, _profile.MaxAnswerBytes, null, clock.Token);
            return body.Outcome == BodyReadOutcome.Whole
                ? await ReadAsync(answer with { Body = body.Bytes }, clock.Token)
                : AnswerReading.ByStatus(answer) ?? new SoapExchange.NoAnswer(NoAnswerReason.TooLarge, $"The answer is longer than {_profile.MaxAnswerBytes} bytes.", status);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or OperationCanceledException or InvalidDataException)
        {
            // A 401 is a 401 even if the page that came with it broke off.
            return AnswerReading.ByStatus(answer) ?? SendFailures.BodyLost(clock.Expired, caller.IsCancellationRequested, status);
        }
    }

    private async Task<SoapExchange> ReadAsync(Answer answer, CancellationToken cancellationToken)
    {
        if (_trust is null || answer.Body.IsEmpty)
        {
            return AnswerReading.Read(answer, _profile.Limits);
        }

        var (document, _, problem) = await _trust.JudgeAsync(answer.Body, answer.Charset, cancellationToken);
        return document is not null ? AnswerReading.Of(answer, new XmlReading.Read(document)) : AnswerReading.ByStatus(answer) ?? AnswerTrust.Broken(problem!, answer);
    }

    private HttpRequestMessage HttpMessage(SoapRequest request, SoapContent content)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, request.Endpoint)
        {
            Content = content,
            Version = System.Net.HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        message.Headers.ExpectContinue = false;
        message.Headers.Authorization = _authorization;
        if (SoapHeaders.ActionHeader(_profile, request.Action) is { } action)
        {
            message.Headers.TryAddWithoutValidation("SOAPAction", action);
        }

        foreach (var (name, value) in request.HttpHeaders)
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }

        return message;
    }

    private (ArraySegment<byte> Message, SoapExchange.NotSent? Unwritable) Write(SoapRequest request)
    {
        if (!IsHeaderText(request.Action) || request.HttpHeaders.Any(header => !IsHeaderText(header.Key) || !IsHeaderText(header.Value)))
        {
            return (default, new SoapExchange.NotSent(NotSentReason.NotWritable, "The action or a header holds a control character, or one beyond ASCII; an HTTP header cannot carry it."));
        }

        try
        {
            return (SoapEnvelopeWriter.Write(_profile.Version, request.SoapHeaders, request.Body), null);
        }
        catch (ArgumentException)
        {
            return (default, new SoapExchange.NotSent(NotSentReason.NotWritable, "The message holds a character that XML cannot carry; remove control characters and lone surrogates."));
        }
    }

    private static bool IsHeaderText(string text) => text.All(c => c is >= ' ' and <= '~');

    private TimeSpan? RetryAfter(RetryConditionHeaderValue? header)
    {
        var wish = header?.Delta ?? (header?.Date - _time.GetUtcNow());
        return wish is { } wait ? TimeSpan.FromTicks(Math.Clamp(wait.Ticks, 0, TimeSpan.TicksPerDay)) : null;
    }
}
