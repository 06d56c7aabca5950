using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Interop.Adapters.Configuration;
using Interop.Hub.Host.Composition;
using Interop.Simulators;

namespace Interop.Hub.Host.Sandbox;

/// <summary>The whole on one machine: four simulated partners over real sockets, and the hub as <c>serve</c> runs it.</summary>
internal sealed class SandboxWorld : IAsyncDisposable
{
    private readonly WebApplication _hub;
    private readonly HttpClient _oneStop;
    private readonly string? _temporary;

    private SandboxWorld(WebApplication hub, SimulatorProvince province, Uri address, string configuration, IReadOnlyDictionary<string, string> keys, string? temporary)
    {
        _hub = hub;
        _temporary = temporary;
        (Province, Address, ConfigurationPath, Keys) = (province, address, configuration, keys);
        _oneStop = new HttpClient { BaseAddress = address };
        _oneStop.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", keys["MCDT"]);
    }

    public SimulatorProvince Province { get; }

    public Uri Address { get; }

    public string ConfigurationPath { get; }

    public IReadOnlyDictionary<string, string> Keys { get; }

    /// <summary>Ends with Ctrl+C.</summary>
    public CancellationToken Stopping => _hub.Lifetime.ApplicationStopping;

    /// <summary>The dossiers of this world; one source, so that no number comes twice.</summary>
    public SampleDossiers Samples { get; } = new(TimeProvider.System);

    /// <summary>Starts it; what is wrong with the configuration (somebody may have changed the template) is listed.</summary>
    public static async Task<(SandboxWorld? World, IReadOnlyList<ConfigurationError> Errors)> StartAsync(int port, string? data, string? down, CancellationToken cancellation)
    {
        var province = await SimulatorProvince.StartAsync(new ProvinceOptions { FetchFiles = true }, cancellation);
        WebApplication? hub = null;
        string? temporary = null;
        try
        {
            // The parents of the sample's child, so that the look-up has somebody to confirm.
            province.Population.Registry.Add(new Citizen("036300000001", null, "TRẦN THỊ MẸ", "20000101", 2));
            province.Population.Registry.Add(new Citizen("036099000001", null, "NGUYỄN VĂN MẪU", "19990101", 1));
            if (down is not null)
            {
                await province[down].GoDownAsync(cancellation);
            }

            temporary = data is null ? Directory.CreateTempSubdirectory("interop-sandbox-").FullName : null;
            var folder = Path.GetFullPath(data ?? temporary!);
            var address = new Uri($"http://127.0.0.1:{(port == 0 ? FreePort() : port)}/");
            var (path, keys) = SandboxConfiguration.Write(folder, address, province);
            var loader = AdapterKinds.Loader(TimeProvider.System);
            var result = loader.LoadFile(path);
            if (result.Loaded is not { } loaded)
            {
                await EndAsync(null, province, temporary);
                return (null, result.Errors);
            }

            hub = HubHost.Build(new HubStart(path, loaded, loader, PlainLogs: true));
            await hub.StartAsync(cancellation);
            province.ConnectTo(new HubAddress(address, "HOTICH", keys["HOTICH"]));
            return (new SandboxWorld(hub, province, address, path, keys, temporary), []);
        }
        catch
        {
            await EndAsync(hub, province, temporary);
            throw;
        }
    }

    /// <summary>Sends a dossier as the one-stop does; the time is when its receipt came. Null: it was refused.</summary>
    public async Task<DateTimeOffset?> SendAsync(SampleDossier dossier, CancellationToken cancellation)
    {
        using var json = new ByteArrayContent(dossier.Json);
        json.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        HttpContent content = json;
        if (dossier.Files.Count > 0)
        {
            var parts = new MultipartFormDataContent { { json, "dossier" } };
            foreach (var (name, bytes) in dossier.Files)
            {
                var file = new ByteArrayContent(bytes);
                file.Headers.ContentType = new MediaTypeHeaderValue("application/pdf");
                parts.Add(file, "file", name);
            }

            content = parts;
        }

        var sent = TimeProvider.System.GetUtcNow();
        using var answer = await _oneStop.PostAsync("api/v1/dossiers", content, cancellation);
        if (answer.IsSuccessStatusCode)
        {
            return sent;
        }

        SandboxLog.Refused(_hub.Logger, dossier.Number, (int)answer.StatusCode);
        return null;
    }

    /// <summary>What the hub shows the one-stop of a dossier.</summary>
    public async Task<string> SeeAsync(string number, CancellationToken cancellation) =>
        await _oneStop.GetStringAsync($"api/v1/dossiers/{Uri.EscapeDataString(number)}", cancellation);

    public async ValueTask DisposeAsync()
    {
        _oneStop.Dispose();
        using (var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10)))
        {
            await _hub.StopAsync(limit.Token);
        }

        await EndAsync(_hub, Province, _temporary);
    }

    private static async Task EndAsync(WebApplication? hub, SimulatorProvince province, string? temporary)
    {
        if (hub is not null)
        {
            await hub.DisposeAsync();
        }

        await province.DisposeAsync();
        if (temporary is not null)
        {
            Directory.Delete(temporary, recursive: true);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

/// <summary>What the sandbox says in the log.</summary>
internal static partial class SandboxLog
{
    [LoggerMessage(EventId = LogEvents.SandboxDossierRefused, Level = LogLevel.Error, Message = "The sample dossier {Number} was refused with {Status}")]
    public static partial void Refused(ILogger logger, string number, int status);
}
