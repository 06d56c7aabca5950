using Interop.Hub.Core.Configuration;
using Interop.Hub.Core.Telemetry;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Interop.Hub.Host.Telemetry;

/// <summary>
/// Runs the exporters from start to stop. They work on threads and bounded queues of their own: with a collector that is
/// slow or gone, spans are dropped and no dossier waits, not even when the hub stops.
/// </summary>
internal sealed partial class TelemetryExport(TelemetrySettings settings, string node, ILogger<TelemetryExport> log) : IHostedLifecycleService, IDisposable
{
    private const int ExportTimeoutMilliseconds = 3000;

    /// <summary>How long the last flush may hold up a stop.</summary>
    private static readonly TimeSpan LastFlush = TimeSpan.FromSeconds(3);

    private IDisposable? _ids;
    private OpenTelemetrySdk? _sdk;

    /// <summary>Before every other service: the first intake has its trace.</summary>
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        _ids = TraceIds.Keep();
        if (settings.OtlpEndpoint is { } endpoint)
        {
            _sdk = OpenTelemetrySdk.Create(builder => builder
                .ConfigureResource(resource => resource.AddService(HubTelemetry.Name, serviceInstanceId: node, autoGenerateServiceInstanceId: false))
                .WithTracing(Traces)
                .WithMetrics(Metrics));
            LogExporting(endpoint.GetLeftPart(UriPartial.Authority), settings.OtlpProtocol);
        }

        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>After every other service: the last attempt is exported too, if the collector takes it in time.</summary>
    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _sdk, null) is not { } sdk)
        {
            return;
        }

        try
        {
            await Task.Run(sdk.Dispose, CancellationToken.None).WaitAsync(LastFlush, cancellationToken);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            LogNotFlushed();
        }
    }

    public void Dispose()
    {
        _ids?.Dispose();
        _sdk?.Dispose();
    }

    private void Traces(TracerProviderBuilder traces) => traces
        .AddSource(HubTelemetry.Name, "Microsoft.AspNetCore", "System.Net.Http", "MassTransit")
        .SetSampler(new TraceIdRatioBasedSampler(settings.SampleRatio))
        .AddProcessor(new AddressesStayHome())
        .AddOtlpExporter(otlp => Address(otlp, "v1/traces"));

    private void Metrics(MeterProviderBuilder metrics) => metrics
        .AddMeter(HubTelemetry.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Net.Http", "System.Runtime")
        .AddView("interop.*.duration", new ExplicitBucketHistogramConfiguration { Boundaries = [.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30] })
        .AddView("interop.delivery.latency", new ExplicitBucketHistogramConfiguration { Boundaries = [.01, .025, .05, .1, .25, .5, 1, 5, 30, 120, 600, 3600, 21_600, 86_400, 604_800] })
        .AddOtlpExporter(otlp => Address(otlp, "v1/metrics"));

    // Over HTTP an endpoint set in code is taken as it stands, so each signal's own path is put behind it.
    private void Address(OtlpExporterOptions otlp, string path)
    {
        var http = settings.OtlpProtocol != "grpc";
        otlp.Protocol = http ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc;
        otlp.Endpoint = http ? new Uri($"{settings.OtlpEndpoint!.AbsoluteUri.TrimEnd('/')}/{path}") : settings.OtlpEndpoint!;
        otlp.TimeoutMilliseconds = ExportTimeoutMilliseconds;
    }

    [LoggerMessage(EventId = TelemetryEvents.Exporting, Level = LogLevel.Information, Message = "Traces and metrics go to {Collector} by {Protocol}")]
    private partial void LogExporting(string collector, string protocol);

    [LoggerMessage(EventId = TelemetryEvents.NotFlushed, Level = LogLevel.Warning, Message = "The collector did not take the last spans in time; the ledger has every journey all the same")]
    private partial void LogNotFlushed();
}
