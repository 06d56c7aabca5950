using System.Text;
using Interop.Adapters.Configuration;
using Interop.Adapters.Delivery;
using Interop.Adapters.Soap.Declarative;
using Interop.Adapters.Soap.Transforms;
using Interop.Adapters.Tests.Conformance;
using Interop.Adapters.Tests.Soap.Transforms;

namespace Interop.Adapters.Tests.Soap.Profiles;

/// <summary>A folder of profiles and workers of its own, and a destination that is made as the hub makes it.</summary>
public abstract class ProfileTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private protected ProfileTests(TimeSpan? transformTime = null) =>
        Soap = transformTime is { } time ? new(Workers.Command, new TransformPoolOptions { Time = time }) : new(Workers.Command);

    private protected DeclarativeSoapRegistration Soap { get; }

    private protected ProfileShelf Shelf { get; private set; } = null!;

    private protected AdapterBench Bench { get; private set; } = null!;

    [SetUp]
    public void Open() => (Shelf, Bench) = (new ProfileShelf(), new AdapterBench());

    [TearDown]
    public void Close()
    {
        Shelf.Dispose();
        Bench.Dispose();
    }

    [OneTimeTearDown]
    public async Task EndWorkersAsync() => await Soap.DisposeAsync();

    private protected static Task<DeliveryOutcome> DeliverAsync(AdapterInstance adapter) =>
        adapter.Delivery!.DeliverAsync(Samples.Requests.Submission(), CancellationToken.None);

    private protected AdapterInstance Make(Uri url, params (string Name, string Value)[] more) => Make(url, "x", "DICH", more);

    private protected AdapterInstance Make(Uri url, string profile, string destination = "DICH", params (string Name, string Value)[] more)
    {
        Dictionary<string, string?> settings = new() { ["Profile"] = profile, ["Folder"] = Shelf.Folder, ["Endpoint"] = url.AbsoluteUri };
        foreach (var (name, value) in more)
        {
            settings[name] = value;
        }

        return Bench.Make(Soap, settings, destination);
    }

    private protected static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var patience = new CancellationTokenSource(s_patience);
        while (!await condition())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, patience.Token);
        }
    }

    private protected static PeerAnswer Answer(string body) => PeerAnswer.Http(200, "text/xml; charset=utf-8", Encoding.UTF8.GetBytes(
        $"""<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>{body}</s:Body></s:Envelope>"""));
}
