using System.Globalization;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using Interop.Hub.Core.Intake;

namespace Interop.Hub.Host.Sandbox;

/// <summary>A dossier to be sent, with its files.</summary>
internal sealed record SampleDossier(string Number, byte[] Json, IReadOnlyList<(string Name, byte[] Bytes)> Files);

/// <summary>Birth registrations made from the contracts' own sample, each with a number of its own.</summary>
internal sealed class SampleDossiers(TimeProvider time)
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    private int _count;

    public SampleDossier Next(bool withFiles)
    {
        var now = time.GetUtcNow().ToOffset(BusinessTime.Offset);
        var sequence = ((int)now.TimeOfDay.TotalSeconds * 100) + (Interlocked.Increment(ref _count) % 100);
        var number = string.Create(CultureInfo.InvariantCulture, $"000.00.18.H40-{now:yyMMdd}-{sequence:0000000}");
        var packet = JsonNode.Parse(Resource("samples/birth-submission.json"))!;
        packet["packetId"] = $"MC-{number}";
        packet["sentAt"] = Instant(now);
        packet["identifiers"] = new JsonArray(new JsonObject { ["scheme"] = "local", ["issuer"] = "000.00.18.H40", ["value"] = number });
        var dossier = packet["content"]!["dossier"]!;
        dossier["times"] = new JsonObject { ["submitted"] = Instant(now.AddMinutes(-10)), ["received"] = Instant(now), ["due"] = Instant(now.AddDays(1)) };
        dossier["status"] = new JsonObject { ["code"] = 2, ["since"] = Instant(now) };

        List<(string, byte[])> files = [];
        foreach (var component in dossier["components"]!.AsArray())
        {
            if (!withFiles)
            {
                component!.AsObject().Remove("files");
                continue;
            }

            foreach (var file in component!["files"]?.AsArray() ?? [])
            {
                var name = file!["name"]!.GetValue<string>();
                files.Add((name, Resource($"samples/documents/{name}")));
            }
        }

        return new SampleDossier(number, JsonSerializer.SerializeToUtf8Bytes(packet, Readable), files);
    }

    private static string Instant(DateTimeOffset at) => at.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    private static byte[] Resource(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
