using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Interop.Bench.Load;

namespace Interop.Bench.Running;

/// <summary>The floor, as a process.</summary>
internal static class Floor
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async Task<(Child Child, Target Target)> StartAsync(Form form, string folder, Uri sink, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var port = Ports.Free();
        var address = new Uri($"http://127.0.0.1:{port}/");
        var environment = new Dictionary<string, string>(form.FloorEnvironment, StringComparer.Ordinal) 
        {
            ["TMPDIR"] = folder,
            // As in the bench itself: a watcher of the folder it runs in would be told of every write of every ledger.
            ["DOTNET_hostBuilder__reloadConfigOnChange"] = "false",
        };
        var (child, _) = await Child.StartAsync(
            Tree.Floor,
            ["relay", form.Name, port.ToString(CultureInfo.InvariantCulture), sink.AbsoluteUri],
            environment,
            Path.Combine(folder, "floor.log"),
            async (http, token) =>
            {
                // It has no health to ask for: any answer is one.
                using var answer = await http.GetAsync(address, token);
                return true;
            },
            Patience,
            cancellationToken);
        return (child, new Target("floor", address, child.Id, number => Post(address, number)));
    }

    private static HttpRequestMessage Post(Uri address, long number)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(Body) };
        message.Content.Headers.ContentType = Json;
        message.Headers.Add("X-Id", number.ToString(CultureInfo.InvariantCulture));
        return message;
    }

    private static readonly byte[] Body = Encoding.UTF8.GetBytes("{\"x\":\"" + new string('d', Dossiers.Bytes - 8) + "\"}");

    private static readonly MediaTypeHeaderValue Json = new("application/json");
}
