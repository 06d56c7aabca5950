using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Interop.Simulators;

namespace Interop.Journey.Tests.Hub;

/// <summary>A hub process, its four partners and the one-stop's client, in a folder of their own.</summary>
internal sealed class Journey : IAsyncDisposable
{
    private readonly HttpClient _client;

    private Journey(SimulatorProvince province, JourneyConfiguration configuration, HubProcess hub)
    {
        (Province, Configuration, Hub) = (province, configuration, hub);
        _client = Client(configuration.Address, configuration.OneStopKey);
    }

    public SimulatorProvince Province { get; }

    public JourneyConfiguration Configuration { get; }

    public HubProcess Hub { get; }

    public static async Task<Journey> StartAsync(Temper temper = Temper.Honours, CallbackMode callbacks = CallbackMode.Automatic, Action<JourneyConfiguration>? change = null, params string[] wrapper)
    {
        var directory = Directory.CreateTempSubdirectory("interop-journey-");
        var province = await SimulatorProvince.StartAsync(new ProvinceOptions { Temper = temper, Callbacks = callbacks, CallbackDelay = TimeSpan.FromMilliseconds(100), RequestsKept = 100 });
        var configuration = new JourneyConfiguration(province, temper, directory.FullName, HubProcess.FreePort());
        change?.Invoke(configuration);
        var journey = new Journey(province, configuration, new HubProcess(configuration.Write(), configuration.Address, wrapper));
        province.ConnectTo(new HubAddress(configuration.Address, "HOTICH", configuration.MinistryKey));
        try
        {
            await journey.Hub.StartAsync();
        }
        catch
        {
            await journey.DisposeAsync();
            throw;
        }

        return journey;
    }

    public static HttpClient Client(Uri address, string key)
    {
        var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 64 }) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(20) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return client;
    }

    /// <summary>Posts a packet as the one-stop.</summary>
    public async Task<(HttpStatusCode Status, JsonElement Body)> PostAsync(string path, string json, CancellationToken cancellationToken = default)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var answer = await _client.PostAsync(new Uri(path, UriKind.Relative), content, cancellationToken);
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        return (answer.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement);
    }

    /// <summary>
    /// Posts until there is a receipt, as a one-stop must: before the receipt it may safely send again, whatever
    /// happened to the hub meanwhile.
    /// </summary>
    public async Task<JsonElement> InsistAsync(string path, string json, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            try
            {
                var (status, body) = await PostAsync(path, json, cancellationToken);
                if (status is HttpStatusCode.Accepted or HttpStatusCode.OK)
                {
                    return body;
                }

                if (status is not (HttpStatusCode.Conflict or HttpStatusCode.ServiceUnavailable))
                {
                    throw new AssertionException($"{(int)status} to {path}: {body}");
                }
            }
            catch (Exception e) when (e is HttpRequestException or IOException)
            {
                // The hub is dead at the moment.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>Uploads a file.</summary>
    public async Task<HttpStatusCode> PutAsync(string sha256, byte[] bytes)
    {
        using var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/pdf");
        using var answer = await _client.PutAsync(new Uri($"api/v1/documents/{sha256}", UriKind.Relative), content);
        return answer.StatusCode;
    }

    /// <summary>The dossier as the one-stop sees it.</summary>
    public async Task<JsonElement> DossierAsync(string number)
    {
        using var answer = await _client.GetAsync(new Uri($"api/v1/dossiers/{number}", UriKind.Relative));
        var text = await answer.Content.ReadAsStringAsync();
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), text);
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>Every delivery of a dossier, as the one-stop sees it.</summary>
    public async Task<IReadOnlyList<SeenDelivery>> DeliveriesAsync(string number) =>
        [.. (await DossierAsync(number)).GetProperty("timeline").EnumerateArray().SelectMany(p =>
            p.GetProperty("deliveries").EnumerateArray().Select(d => new SeenDelivery(
                d.GetProperty("id").GetString()!,
                p.GetProperty("kind").GetString()!,
                d.GetProperty("destination").GetString()!,
                d.GetProperty("role").GetString()!,
                d.GetProperty("state").GetString()!,
                d.GetProperty("attempts").GetInt32())))];

    public async ValueTask DisposeAsync()
    {
        await Hub.DisposeAsync();
        await Province.DisposeAsync();
        _client.Dispose();
        Directory.Delete(Configuration.Directory, recursive: true);
    }
}

/// <summary>A delivery as a partner sees it.</summary>
internal sealed record SeenDelivery(string Id, string Kind, string Destination, string Role, string State, int Attempts)
{
    /// <summary>True when the hub does not know whether it arrived, and says so.</summary>
    public bool IsInDoubt => State is "unknown" or "parked";
}
