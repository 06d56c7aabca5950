using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Interop.Hub.Host.Auth;
using Interop.Hub.Host.Composition;
using Interop.Hub.Host.Sandbox;
using Interop.Simulators;
using Microsoft.AspNetCore.Builder;

namespace Interop.Hub.Host.Tests;

/// <summary>The hub as <c>serve</c> composes it, in this process: real sockets, SQLite in a folder of its own, simulated partners.</summary>
internal sealed class HubUnderTest : IAsyncDisposable
{
    private WebApplication _app;
    private bool _ended;
    private readonly string _folder;
    private readonly List<IDisposable> _clients = [];

    private HubUnderTest(WebApplication app, SimulatorProvince province, Uri address, string folder, string configurationPath, IReadOnlyDictionary<string, string> keys) =>
        (_app, Province, Address, _folder, ConfigurationPath, Keys) = (app, province, address, folder, configurationPath, keys);

    public SimulatorProvince Province { get; }

    public Uri Address { get; }

    public string ConfigurationPath { get; }

    public IReadOnlyDictionary<string, string> Keys { get; }

    public IServiceProvider Services => _app.Services;

    public static async Task<HubUnderTest> StartAsync(Action<JsonObject>? change = null)
    {
        var province = await SimulatorProvince.StartAsync(new ProvinceOptions { Callbacks = CallbackMode.Off });
        var folder = Directory.CreateTempSubdirectory("interop-host-tests-").FullName;
        var address = new Uri($"http://127.0.0.1:{FreePort()}/");
        var (path, written) = SandboxConfiguration.Write(folder, address, province);
        Dictionary<string, string> keys = new(written, StringComparer.Ordinal);
        Rewrite(path, interop =>
        {
            // A party to nothing, with a key: for what a stranger sees.
            var (id, key) = ApiKey.Create();
            keys["CSDLDC"] = key;
            interop["Partners"]!["CSDLDC"]!["ApiKeys"] = new JsonArray(new JsonObject { ["Id"] = id, ["Sha256"] = Convert.ToHexStringLower(ApiKey.Hash(key)) });
            interop["Partners"]!["CSDLDC"]!["Permissions"] = new JsonObject { ["Units"] = new JsonArray("G01") };
            change?.Invoke(interop);
        });
        return new HubUnderTest(await RunAsync(path), province, address, folder, path, keys);
    }

    /// <summary>Changes the configuration's file.</summary>
    public static void Rewrite(string path, Action<JsonObject> change)
    {
        var root = JsonNode.Parse(File.ReadAllText(path), null, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip })!;
        change((JsonObject)root["Interop"]!);
        File.WriteAllText(path, root.ToJsonString());
    }

    /// <summary>A client that sends a partner's key; null: none.</summary>
    public HttpClient Client(string? partner)
    {
        var client = new HttpClient { BaseAddress = Address };
        if (partner is not null)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Keys.GetValueOrDefault(partner) ?? ApiKey.Create().Key);
        }

        _clients.Add(client);
        return client;
    }

    public static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    public static async Task<JsonElement> BodyAsync(HttpResponseMessage answer)
    {
        using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return document.RootElement.Clone();
    }

    /// <summary>Starts it again, after <see cref="StopAsync"/>, on the same files.</summary>
    public async Task StartAgainAsync()
    {
        _app = await RunAsync(ConfigurationPath);
        _ended = false;
    }

    /// <summary>Ends it in order, as SIGTERM does, its ledger last; its files stay.</summary>
    public async Task StopAsync()
    {
        if (!_ended)
        {
            _ended = true;
            await _app.StopAsync();
            await _app.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _clients.ForEach(c => c.Dispose());
        await StopAsync();
        await Province.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task<WebApplication> RunAsync(string path)
    {
        var loader = AdapterKinds.Loader(TimeProvider.System);
        var result = loader.LoadFile(path);
        Assert.That(result.Errors.Select(e => $"{e.Path}: {e.Message}"), Is.Empty);
        var app = HubHost.Build(new HubStart(path, result.Loaded!, loader, PlainLogs: true));
        await app.StartAsync();
        return app;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
