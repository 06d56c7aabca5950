using System.Net.Http.Headers;
using System.Text;
using System.Xml.Linq;
using Interop.Simulators.Soap;

namespace Interop.Simulators.CivilStatus;

/// <summary>Sends one callback until the hub has taken it or refuses it for good.</summary>
internal sealed class CallbackCaller(CivilStatusOptions options, Func<HubAddress?> hub, Func<bool> isDown) : IDisposable
{
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(30) };
    private readonly SemaphoreSlim _atOnce = new(options.CallbacksAtOnce);

    public async Task SendAsync(Callback callback, byte[] envelope, CancellationToken cancel)
    {
        callback.State = callback.State == CallbackState.Waiting ? CallbackState.Sending : callback.State;
        var wait = options.FirstRetry;
        while (!await TryAsync(callback, envelope, cancel))
        {
            await Task.Delay(wait, options.Time, cancel);
            wait = wait * 2 < options.LongestRetry ? wait * 2 : options.LongestRetry;
        }
    }

    public void Dispose()
    {
        _http.Dispose();
        _atOnce.Dispose();
    }

    /// <summary>True when there is nothing more to send. A ministry that is down calls nobody.</summary>
    private async Task<bool> TryAsync(Callback callback, byte[] envelope, CancellationToken cancel)
    {
        if (isDown() || hub() is not { } address)
        {
            return false;
        }

        await _atOnce.WaitAsync(cancel);
        try
        {
            callback.Attempts++;
            using var request = Request(address, callback.Kind, envelope);
            using var answer = await _http.SendAsync(request, cancel);
            callback.LastStatus = (int)answer.StatusCode;
            return Judge(callback, await answer.Content.ReadAsByteArrayAsync(cancel), (int)answer.StatusCode);
        }
        catch (Exception lost) when (lost is HttpRequestException or IOException || (lost is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            callback.LastStatus = null;
            return false;
        }
        finally
        {
            _atOnce.Release();
        }
    }

    private bool Judge(Callback callback, byte[] body, int status)
    {
        var (reply, _) = SoapText.Read(body);
        if (reply is null)
        {
            return false;
        }

        if (reply.Name == SoapText.Envelope + "Fault")
        {
            var isOurs = (reply.Element("faultcode")?.Value ?? "").EndsWith("Client", StringComparison.Ordinal);
            // A key the hub does not know (yet) is for its operator to mend, not a reason to give the packet up.
            if (isOurs && status is not (401 or 403 or 429 or 503))
            {
                callback.State = CallbackState.Refused;
                callback.Disposition = reply.Element("faultstring")?.Value;
                return true;
            }

            return false;
        }

        if (status != 200 || reply.Name.Namespace != CallbackText.Exchange)
        {
            return false;
        }

        callback.ReceiptId = Text(reply, "receiptId");
        callback.Disposition = Text(reply, "disposition");
        callback.TakenAt ??= options.Time.GetUtcNow();
        callback.State = CallbackState.Taken;
        return true;
    }

    private static string? Text(XElement reply, string name) => reply.Element(CallbackText.Exchange + name)?.Value;

    private static HttpRequestMessage Request(HubAddress address, CallbackKind kind, byte[] envelope)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address.BaseUrl, "soap/dossier-exchange")) { Content = new ByteArrayContent(envelope) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(SoapText.ContentType);
        request.Headers.TryAddWithoutValidation("SOAPAction", $"\"{CallbackText.Action(kind)}\"");
        request.Headers.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{address.Partner}:{address.ApiKey}")));
        return request;
    }
}
