using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Interop.Contracts.Packets;
using Interop.Hub.Core.Configuration;
using Interop.Hub.Core.Telemetry;
using Interop.Hub.Host.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Interop.Hub.Host.Tests.Telemetry;

[NonParallelizable]
public sealed class TelemetryExportTests
{
    private const string Token = "s3cret-link-token";
    private const string Searched = "Tran Thi Mau";

    [TestCase("http/protobuf")]
    [TestCase("grpc")]
    public async Task A_collector_that_never_answers_delays_nothing_not_even_the_end(string protocol)
    {
        // Takes connections and says nothing: worse than a refused one.
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        using var export = Export(new Uri($"http://{silent.LocalEndpoint}"), protocol);
        await export.StartingAsync(CancellationToken.None);
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < 50_000; i++)
        {
            using var intake = HubTelemetry.StartIntake("MCDT", "POST dossiers");
            HubTelemetry.Taken(intake, PacketKind.Submission, Disposition.New, "r", TimeSpan.FromMilliseconds(1));
        }

        var work = clock.Elapsed;
        clock.Restart();
        await export.StoppedAsync(CancellationToken.None);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(work, Is.LessThan(TimeSpan.FromSeconds(5)), "50,000 spans against a queue that drops");
            Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(6)), "the last flush is bounded");
        }
    }

    [Test]
    public async Task Without_a_collector_ids_are_kept_and_nothing_is_sent()
    {
        using var export = Export(null, "grpc");
        await export.StartingAsync(CancellationToken.None);
        using var intake = HubTelemetry.StartIntake("MCDT", "POST dossiers");
        Assert.That(intake!.Recorded, Is.False);
        await export.StoppedAsync(CancellationToken.None);
    }

    [Test]
    public async Task Spans_and_measurements_reach_the_collector_and_addresses_stay_home()
    {
        OpenTelemetryRegistration.LetServerSpansCarryTags();
        await using var collector = await Collector.StartAsync();
        using (var export = Export(collector.Address, "http/protobuf"))
        {
            await export.StartingAsync(CancellationToken.None);
            await using var hub = await HubLikeAsync();
            using var client = new HttpClient { BaseAddress = new Uri(hub.Urls.First()) };
            await client.GetStringAsync($"/d/{Token}?q={Uri.EscapeDataString(Searched)}");
            await hub.StopAsync();
            await export.StoppedAsync(CancellationToken.None);
        }

        var traces = collector.All("/v1/traces");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(traces, Does.Contain("Interop.Hub").And.Contain("node-a").And.Contain("intake").And.Contain("Microsoft.AspNetCore").And.Contain("System.Net.Http"));
            Assert.That(traces, Does.Contain("/d/{token}").And.Contain("http.response.status_code"), "the server's span carries its tags");
            Assert.That(traces, Does.Not.Contain("deliver-and-fail"), "a span that quotes an exception is not exported");
            Assert.That(collector.All("/v1/metrics"), Does.Contain("interop.packets.accepted").And.Contain("http.server.request.duration"));
            foreach (var (path, text) in collector.Received)
            {
                // The client's span is of the collector's own test client here; the hub's clients carry no secrets in a path.
                Assert.That(text, Does.Not.Contain(Searched).And.Not.Contain(Uri.EscapeDataString(Searched)).And.Not.Contain("quoted body"), path);
            }
        }

        Assert.That(Occurrences(traces, Token), Is.EqualTo(1), "once, in the test client's own span; the server's says the route");
    }

    private static int Occurrences(string text, string word) => text.Split(word).Length - 1;

    private static TelemetryExport Export(Uri? endpoint, string protocol) =>
        new(new TelemetrySettings(endpoint, protocol, 1), "node-a", NullLogger<TelemetryExport>.Instance);

    private static async Task<WebApplication> HubLikeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.UseServerSpans();
        app.MapGet("/d/{token}", () =>
        {
            using (var intake = HubTelemetry.StartIntake("MCDT", "POST dossiers"))
            {
                HubTelemetry.Taken(intake, PacketKind.Submission, Disposition.New, "r", TimeSpan.FromMilliseconds(1));
            }

            using var failed = HubTelemetry.Source.StartActivity("deliver-and-fail");
            failed?.AddException(new InvalidOperationException("quoted body"));
            return "ok";
        });
        await app.StartAsync();
        return app;
    }
}
