using System.Globalization;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Interop.Bench.Figures;
using Interop.Bench.Load;
using Interop.Bench.Running;

namespace Interop.Bench.Rows;

/// <summary>One very large file: up, referred to by a dossier, delivered as a link, fetched by the partner.</summary>
internal sealed class Document : IRow
{
    private const string Name = "document-memory";
    private const long MiB = 1 << 20;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private long _number = Dossiers.FirstLive - 1;

    public IReadOnlyList<string> Names { get; } = [Name];

    public async IAsyncEnumerable<RowResult> MeasureAsync(Run run, IReadOnlySet<string> wanted, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (hub, _) = await run.WarmHubAsync("hub", HubFolder.RestSender, cancellationToken);
        using var client = hub.Client(HubFolder.RestSender);
        await RelayAsync(run, client, 1 * MiB, cancellationToken);

        var size = (run.Options.Quick ? 128 : 1024) * MiB;
        ProcessFigures.ForgetPeak(hub.ProcessId);
        var before = ProcessFigures.ResidentMiB(hub.ProcessId);
        var began = TimeProvider.System.GetTimestamp();
        await RelayAsync(run, client, size, cancellationToken);
        var took = TimeProvider.System.GetElapsedTime(began);
        yield return new RowResult
        {
            Name = Name,
            Figure = $"memory growth while relaying a file of {size / MiB} MiB",
            Unit = "MiB",
            Reading = Reading.OwnDown,
            Hub = [Math.Max(0, ProcessFigures.PeakMiB(hub.ProcessId) - before)],
            Must = 200,
            Aim = 64,
            Notes = [string.Create(CultureInfo.InvariantCulture, $"peak during it less resident before it ({before:0} MiB, after a full load); uploaded, sealed, delivered and fetched in {took.TotalSeconds:0.0} s")],
        };
    }

    private async Task RelayAsync(Run run, HttpClient client, long size, CancellationToken cancellationToken)
    {
        using var file = new BigDocument(size);
        var digest = await file.DigestAsync(cancellationToken);
        using (var kept = await client.PutAsync(new Uri($"api/v1/documents/{digest}", UriKind.Relative), file, cancellationToken))
        {
            kept.EnsureSuccessStatusCode();
        }

        var link = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        run.Sinks.Watch((request, _) => link.TrySetResult(request.Headers.Link.ToString()));
        try
        {
            using var dossier = new ByteArrayContent(With(digest, size));
            dossier.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using var taken = await client.PostAsync(new Uri("api/v1/dossiers", UriKind.Relative), dossier, cancellationToken);
            taken.EnsureSuccessStatusCode();
            var header = await link.Task.WaitAsync(Patience, TimeProvider.System, cancellationToken);
            await FetchAsync(client, new Uri(header[1..header.IndexOf('>', StringComparison.Ordinal)]), size, cancellationToken);
        }
        finally
        {
            run.Sinks.Watch(null);
        }
    }

    private static async Task FetchAsync(HttpClient client, Uri link, long size, CancellationToken cancellationToken)
    {
        using var answer = await client.GetAsync(link, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        answer.EnsureSuccessStatusCode();
        await using var stream = await answer.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[128 * 1024];
        long total = 0;
        int read;
        while ((read = await stream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            total += read;
        }

        if (total != size)
        {
            throw new InvalidOperationException($"The partner fetched {total} of {size} bytes.");
        }
    }

    private byte[] With(string digest, long size) => With(_number--, digest, size);

    /// <summary>A dossier with one file.</summary>
    public static byte[] With(long number, string digest, long size)
    {
        var packet = JsonNode.Parse(Dossiers.Write(number))!;
        packet["content"]!["dossier"]!["components"]![0]!["files"] = new JsonArray(new JsonObject
        {
            ["id"] = "TL-1",
            ["name"] = "tai-lieu.bin",
            ["mediaType"] = "application/octet-stream",
            ["size"] = size,
            ["sha256"] = digest,
        });
        return System.Text.Encoding.UTF8.GetBytes(packet.ToJsonString());
    }
}
