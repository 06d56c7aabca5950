using System.Buffers;
using Interop.Simulators.Faults;
using Microsoft.AspNetCore.Http;

namespace Interop.Simulators.Hosting;

/// <summary>
/// The way of one request, the same for every partner:
/// 1 keep it as it came, 2 the faults that come before any effect, 3 the partner's own rules, 4 slowness,
/// 5 the faults that meet the answer, 6 the answer.
/// </summary>
internal sealed class Exchange(PartnerSimulator partner, SimulatorOptions options, FaultDesk faults, SimulatorRecords records)
{
    private int _inFlight;

    /// <summary>Requests that came and are neither answered nor given up.</summary>
    public int InFlight => Volatile.Read(ref _inFlight);

    public async Task HandleAsync(HttpContext http)
    {
        Interlocked.Increment(ref _inFlight);
        try
        {
            await ExchangeAsync(http);
        }
        finally
        {
            Interlocked.Decrement(ref _inFlight);
        }
    }

    private async Task ExchangeAsync(HttpContext http)
    {
        var cancel = http.RequestAborted;
        if (faults.Left.Down == Outage.Dropped)
        {
            // A connection from before the outage: cut it like the new ones.
            http.Abort();
            return;
        }

        // 1
        var begun = options.Time.GetTimestamp();
        Call call;
        try
        {
            call = await ReadAsync(http);
        }
        catch (Exception broken) when (broken is IOException or OperationCanceledException or BadHttpRequestException)
        {
            await RefuseUnreadAsync(http, broken);
            return;
        }

        var record = call.Record;
        var kind = partner.KindOf(call);
        record.DeliveryId = partner.DeliveryOf(call);
        if (kind == CallKind.Business)
        {
            records.NoteCalled(record.DeliveryId);
        }

        Answer answer;
        try
        {
            // 2 and 3
            answer = await JudgeAsync(call, kind, cancel);
            record.Operation = answer.Operation.Length > 0 ? answer.Operation : record.Operation;
            record.DossierNumber = answer.DossierNumber.Length > 0 ? answer.DossierNumber : record.DossierNumber;
            record.DeliveryId = answer.DeliveryId.Length > 0 ? answer.DeliveryId : record.DeliveryId;
            record.Effects = answer.Effects;
            // 4
            if (faults.Left.SlowMs is > 0 and var slow)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(slow), options.Time, cancel);
            }
        }
        catch (OperationCanceledException)
        {
            records.Settle(CallKind.Other, null, refused: false);
            record.Fault ??= "the caller gave up";
            return;
        }

        // Before the bytes go out: who has the answer may call again at once.
        var ended = options.Time.GetTimestamp();
        await AnswerAsync(http, record, answer);
        // Who gave up meanwhile did not wait: what he sends next may overlap with this.
        if (record.Status is not null && answer.Kind == CallKind.Business && record is { DeliveryId.Length: > 0, DossierNumber.Length: > 0 } && !cancel.IsCancellationRequested)
        {
            records.NoteAnswered(record, begun, ended);
        }
    }

    private async ValueTask<Answer> JudgeAsync(Call call, CallKind kind, CancellationToken cancel)
    {
        var left = faults.Left;
        if (left.Destination != DestinationFault.None)
        {
            call.Record.Fault = left.Destination.ToString();
            return partner.DestinationAnswer(call, left.Destination) with { IsRefusal = true, Kind = CallKind.Other };
        }

        if (left.Hold)
        {
            await faults.WhenReleasedAsync(cancel);
        }

        if (kind == CallKind.Business && faults.TakeError() is { } error)
        {
            call.Record.Fault = $"error {error.Status}";
            return partner.ErrorAnswer(error.Status) with { IsRefusal = true, Kind = CallKind.Other, RetryAfter = error.RetryAfter };
        }

        return await partner.AnswerAsync(call, cancel);
    }

    private async Task AnswerAsync(HttpContext http, RequestRecord record, Answer answer)
    {
        // 5
        var damage = answer.Kind == CallKind.Business ? faults.TakeDamage(applied: answer.Effects > 0) : AnswerDamage.None;
        if (damage == AnswerDamage.Lost)
        {
            record.Fault = "answer lost after effect";
            records.Settle(answer.Kind, null, refused: false);
            http.Abort();
            return;
        }

        var body = answer.Body;
        if (damage == AnswerDamage.Garbled)
        {
            record.Fault = "garbled answer";
            body = faults.Noise(Math.Max(body.Length, 16));
        }

        var response = http.Response;
        response.StatusCode = answer.Status;
        response.ContentType = answer.ContentType;
        response.ContentLength = body.Length;
        if (answer.RetryAfter is { } seconds)
        {
            response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        if (damage == AnswerDamage.Truncated)
        {
            record.Fault = "truncated answer";
            records.Settle(answer.Kind, null, refused: false);
            // Fewer bytes than promised: the listener sends them and closes. A reset might overtake them, and be a lost answer instead.
            await response.Body.WriteAsync(body.AsMemory(0, body.Length / 2), CancellationToken.None);
            return;
        }

        // 6
        record.Status = answer.Status;
        // Before the bytes go out: who has the answer must find it counted.
        records.Settle(answer.Kind, answer.Status, answer.IsRefusal);
        await response.Body.WriteAsync(body, CancellationToken.None);
    }

    private async Task<Call> ReadAsync(HttpContext http)
    {
        var request = http.Request;
        var ordinal = records.NextOrdinal();
        var at = options.Time.GetUtcNow();
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in request.Headers)
        {
            if (!IsCredential(name))
            {
                headers[name] = value.ToString();
            }
        }

        var body = await ReadBodyAsync(request, http.RequestAborted);
        var record = new RequestRecord
        {
            Ordinal = ordinal,
            At = at,
            Method = request.Method,
            Path = request.Path.Value ?? "/",
            Headers = headers,
            Body = body,
            DeliveryId = headers.GetValueOrDefault("X-Interop-Delivery", ""),
            DossierNumber = headers.GetValueOrDefault("X-Dossier-Number", ""),
        };
        records.Keep(record);
        return new Call(record, request.QueryString.Value ?? "")
        {
            Authorization = request.Headers.Authorization.ToString(),
            ApiKey = request.Headers["ApiKey"].ToString(),
        };
    }

    private static bool IsCredential(string name) =>
        name.Equals("Authorization", StringComparison.OrdinalIgnoreCase) || name.Equals("ApiKey", StringComparison.OrdinalIgnoreCase);

    private static async Task<byte[]> ReadBodyAsync(HttpRequest request, CancellationToken cancel)
    {
        if (request.ContentLength is 0 || (request.ContentLength is null && !request.Headers.ContainsKey("Transfer-Encoding")))
        {
            return [];
        }

        var reader = request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(cancel);
            if (read.IsCompleted)
            {
                var body = read.Buffer.ToArray();
                reader.AdvanceTo(read.Buffer.End);
                return body;
            }

            // Nothing consumed, all examined: the pipe keeps the bytes and one copy is made at the end.
            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private async Task RefuseUnreadAsync(HttpContext http, Exception broken)
    {
        var status = broken is BadHttpRequestException bad ? bad.StatusCode : (int?)null;
        records.Settle(CallKind.Other, status, refused: status is not null);
        if (status is { } known && !http.RequestAborted.IsCancellationRequested)
        {
            http.Response.StatusCode = known;
            await http.Response.CompleteAsync();
        }
    }
}
