using System.Globalization;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text;
using Interop.Bench.Figures;
using Interop.Bench.Load;
using Interop.Bench.Running;

namespace Interop.Bench.Rows;

/// <summary>
/// One very large file by SOAP: with a dossier out to the ministry, beside the XML (SOAP with Attachments), and with a
/// result in from it (MTOM).
/// </summary>
internal sealed class SoapDocument : IRow
{
    private const string Out = "soap-document-out";
    private const string In = "soap-document-in";
    private const long MiB = 1 << 20;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private long _number = Dossiers.FirstLive - 100_001;

    public IReadOnlyList<string> Names { get; } = [Out, In];

    public async IAsyncEnumerable<RowResult> MeasureAsync(Run run, IReadOnlySet<string> wanted, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (hub, _) = await run.WarmHubAsync("hub", HubFolder.SoapSender, cancellationToken);
        using var sender = hub.Client(HubFolder.SoapSender);
        using var ministry = hub.Client(HubFolder.Ministry);
        var dossier = await SendAsync(run, sender, 1 * MiB, cancellationToken);
        await ReceiveAsync(ministry, dossier, 1 * MiB, cancellationToken);

        var size = (run.Options.Quick ? 128 : 1024) * MiB;
        yield return await MeasureAsync(Out, "out by SwA", hub, size, () => SendAsync(run, sender, size, cancellationToken));
        yield return await MeasureAsync(In, "in by MTOM", hub, size, () => ReceiveAsync(ministry, dossier, size, cancellationToken));
    }

    private static async Task<RowResult> MeasureAsync(string name, string way, ServedHub hub, long size, Func<Task> relay)
    {
        ProcessFigures.ForgetPeak(hub.ProcessId);
        var before = ProcessFigures.ResidentMiB(hub.ProcessId);
        var began = TimeProvider.System.GetTimestamp();
        await relay();
        var took = TimeProvider.System.GetElapsedTime(began);
        return new RowResult
        {
            Name = name,
            Figure = $"memory growth, a file of {size / MiB} MiB {way}",
            Unit = "MiB",
            Reading = Reading.OwnDown,
            Hub = [Math.Max(0, ProcessFigures.PeakMiB(hub.ProcessId) - before)],
            Must = 200,
            Aim = 64,
            Notes = [string.Create(CultureInfo.InvariantCulture, $"peak during it less resident before it ({before:0} MiB, after a full load); {took.TotalSeconds:0.0} s")],
        };
    }

    /// <returns>The dossier's number.</returns>
    private async Task<string> SendAsync(Run run, HttpClient client, long size, CancellationToken cancellationToken)
    {
        using var file = new BigDocument(size);
        var digest = await file.DigestAsync(cancellationToken);
        using (var kept = await client.PutAsync(new Uri($"api/v1/documents/{digest}", UriKind.Relative), file, cancellationToken))
        {
            kept.EnsureSuccessStatusCode();
        }

        var number = _number--;
        var arrived = new TaskCompletionSource<(string? Type, long? Length)>(TaskCreationOptions.RunContinuationsAsynchronously);
        run.Sinks.Watch((request, _) => arrived.TrySetResult((request.ContentType, request.ContentLength)));
        try
        {
            using var dossier = new ByteArrayContent(Document.With(number, digest, size));
            dossier.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using var taken = await client.PostAsync(new Uri("api/v1/dossiers", UriKind.Relative), dossier, cancellationToken);
            taken.EnsureSuccessStatusCode();
            var (type, length) = await arrived.Task.WaitAsync(Patience, TimeProvider.System, cancellationToken);
            return type?.StartsWith("multipart/related", StringComparison.Ordinal) == true && length > size
                ? Dossiers.Local(number)
                : throw new InvalidOperationException($"The ministry got {length} bytes of {type}.");
        }
        finally
        {
            run.Sinks.Watch(null);
        }
    }

    private async Task ReceiveAsync(HttpClient client, string dossier, long size, CancellationToken cancellationToken)
    {
        using var message = new MultipartContent("related", "bien-gioi");
        using var root = new StringContent(
            "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><ResultRequest xmlns=\"urn:interop:dossier-exchange:1\">"
            + $"<packetId>KQ-{_number--}</packetId><dossierNumber>{dossier}</dossierNumber><occurredAt>2026-06-03T15:10:00+07:00</occurredAt><statusCode>9</statusCode>"
            + "<result><code>KQ.G15.000031</code><name>Giấy khai sinh</name><file><name>gks.pdf</name><mediaType>application/pdf</mediaType>"
            + "<data><xop:Include xmlns:xop=\"http://www.w3.org/2004/08/xop/include\" href=\"cid:gks\"/></data></file></result></ResultRequest></s:Body></s:Envelope>",
            Encoding.UTF8);
        root.Headers.ContentType = MediaTypeHeaderValue.Parse("application/xop+xml; charset=utf-8; type=\"text/xml\"");
        using var file = new BigDocument(size);
        file.Headers.TryAddWithoutValidation("Content-ID", "<gks>");
        message.Add(root);
        message.Add(file);
        message.Headers.ContentType!.Parameters.Add(new NameValueHeaderValue("type", "\"application/xop+xml\""));
        using var answer = await client.PostAsync(new Uri("soap/dossier-exchange", UriKind.Relative), message, cancellationToken);
        if (!answer.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"The hub answered a result with {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(cancellationToken)}");
        }
    }
}
