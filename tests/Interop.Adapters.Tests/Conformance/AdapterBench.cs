using Interop.Adapters.Configuration;
using Microsoft.Extensions.Configuration;

namespace Interop.Adapters.Tests.Conformance;

/// <summary>Makes adapters the way the hub does: from a factory, settings and secrets.</summary>
internal sealed class AdapterBench : IDisposable
{
    private readonly List<HttpClient> _clients = [];

    public List<ConfigurationError> Errors { get; } = [];

    public static TimeProvider Time => TimeProvider.System;

    public AdapterInstance Make(IAdapterFactory factory, IReadOnlyDictionary<string, string?> settings, string destination = "DICH")
    {
        var made = TryMake(factory, settings, destination);
        Assert.That(Errors, Is.Empty);
        return made!;
    }

    public AdapterInstance? TryMake(IAdapterFactory factory, IReadOnlyDictionary<string, string?> settings, string destination = "DICH") => factory.Create(new AdapterContext
    {
        Destination = destination,
        Settings = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(s => new KeyValuePair<string, string?>("S:" + s.Key, s.Value)))
            .Build()
            .GetSection("S"),
        HttpClient = Client,
        Time = Time,
        Secret = reference => reference.StartsWith("plain:", StringComparison.Ordinal) ? reference[6..] : null,
        PublicBaseUrl = new Uri("https://hub.example.vn/"),
        Errors = Errors,
    });

    public void Dispose() => _clients.ForEach(client => client.Dispose());

    private HttpClient Client()
    {
        var client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectTimeout = TimeSpan.FromSeconds(5),
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        _clients.Add(client);
        return client;
    }
}
