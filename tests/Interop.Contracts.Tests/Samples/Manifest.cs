using System.Text.Json;
using Interop.Contracts.Codecs;
using Interop.Contracts.Packets;

namespace Interop.Contracts.Tests.Samples;

/// <summary>The samples' manifest, as contracts/samples/README.md describes it.</summary>
public sealed record Manifest(int Version, IReadOnlyList<SampleEntry> Entries)
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow };

    public static string Folder => Path.Combine(TestContext.CurrentContext.TestDirectory, "samples");

    public static Manifest Load() => JsonSerializer.Deserialize<Manifest>(File.ReadAllBytes(Path.Combine(Folder, "manifest.json")), Strict)!;

    public static byte[] Bytes(string file) => File.ReadAllBytes(Path.Combine(Folder, file));
}

public sealed record SampleEntry(
    string Id,
    string Shows,
    string Judge,
    string? File,
    SampleGenerate? Generate,
    string Partner,
    string Method,
    string Path,
    string? ContentType,
    IReadOnlyDictionary<string, string>? Headers,
    IReadOnlyList<string>? After,
    IReadOnlyList<string>? Documents,
    bool? Http,
    SampleExpectation Expect)
{
    public bool IsXml => ContentType?.StartsWith("application/xml", StringComparison.Ordinal) == true;

    public bool IsPacket => Method == "POST" && (IsXml || ContentType?.StartsWith("application/json", StringComparison.Ordinal) == true);

    public byte[] Body()
    {
        if (Generate is { } generate)
        {
            var body = Manifest.Bytes(generate.Base);
            var padded = Enumerable.Repeat((byte)' ', generate.PadTo).ToArray();
            body.CopyTo(padded, 0);
            return padded;
        }

        return Manifest.Bytes(File!);
    }

    public PacketReading Read()
    {
        var options = new ReadOptions
        {
            IdentifiersFromPath = Path.Count(c => c == '/') > 3,
            ExpectedKind = Path[(Path.LastIndexOf('/') + 1)..] switch
            {
                "progress" => PacketKind.Progress,
                "results" => PacketKind.Result,
                "payments" => PacketKind.Payment,
                "withdrawal" => PacketKind.Withdrawal,
                _ => null,
            },
        };
        return IsXml ? PacketXml.Read(Body(), options) : PacketJson.Read(Body(), options);
    }

    public override string ToString() => Id;
}

public sealed record SampleGenerate(string Base, int PadTo);

public sealed record SampleExpectation(
    int Status,
    string? Kind,
    string? Disposition,
    IReadOnlyList<string>? Pointers,
    IReadOnlyList<string>? Codes,
    IReadOnlyList<string>? Warnings,
    IReadOnlyList<string>? Digests);
