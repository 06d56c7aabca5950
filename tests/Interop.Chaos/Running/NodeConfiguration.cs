using System.Text.Json.Nodes;
using Interop.Simulators;

namespace Interop.Chaos.Running;

/// <summary>A node's configuration: quick schedules and the shortest leases that are allowed; everything else as in service.</summary>
internal sealed record NodeConfiguration
{
    /// <summary>The node's name.</summary>
    public required string Name { get; init; }

    /// <summary>Where it listens.</summary>
    public required Uri Address { get; init; }

    /// <summary>Section <c>Ledger</c>.</summary>
    public required JsonObject Ledger { get; init; }

    /// <summary>Section <c>Bus</c>; null: the bus in memory.</summary>
    public JsonObject? Bus { get; init; }

    /// <summary>Below so much room nothing is taken in.</summary>
    public long MinFreeDiskBytes { get; init; }

    /// <summary>Shared by all nodes.</summary>
    public required HubCredentials Credentials { get; init; }

    /// <summary>The partners.</summary>
    public required SimulatorProvince Province { get; init; }

    /// <summary>How they treat repeats: the hub is told the truth.</summary>
    public required Temper Temper { get; init; }

    /// <summary>For how many days it tries on.</summary>
    public required int DaysOfRetries { get; init; }

    /// <summary>Says how far the node's clock is ahead; null: it goes by the machine's and the database's, as in service.</summary>
    public string? ClockOffsetFile { get; init; }

    /// <summary>Writes it into the folder and gives the file.</summary>
    public async Task<string> WriteAsync(string folder)
    {
        var master = Path.Combine(folder, "master.key");
        await File.WriteAllTextAsync(master, Credentials.MasterKey);
        File.SetUnixFileMode(master, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        JsonObject interop = new()
        {
            ["Node"] = new JsonObject { ["Name"] = Name, ["Environment"] = "sandbox" },
            ["PublicBaseUrl"] = Address.AbsoluteUri,
            ["Listeners"] = new JsonObject { ["Partners"] = Address.AbsoluteUri, ["Public"] = Address.AbsoluteUri, ["Operators"] = Address.AbsoluteUri, ["Metrics"] = Address.AbsoluteUri },
            ["Ledger"] = Ledger.DeepClone(),
            ["Keys"] = new JsonObject { ["Master"] = $"file:{master}" },
            ["Limits"] = new JsonObject { ["MinFreeDiskBytes"] = MinFreeDiskBytes, ["DrainTime"] = "5s" },
            ["Organisations"] = new JsonObject { ["List"] = new JsonArray([.. s_organisations.Select(o => Organisation(o.Code, o.Name, o.Alias))]) },
            ["Procedures"] = new JsonObject { ["1.001193"] = Procedure() },
            ["Partners"] = new PartnerSections(this).Make(),
            ["Routes"] = new JsonArray(
                Route("submissions", ["submission", "correction"], ["HOTICH", "DVCQG"]),
                Route("progress", ["progress", "result"], ["DVCQG", "MCDT"])),
        };
        if (ClockOffsetFile is not null)
        {
            interop["Node"]!["ClockOffsetFile"] = ClockOffsetFile;
        }

        if (Bus is not null)
        {
            interop["Bus"] = Bus.DeepClone();
        }

        var path = Path.Combine(folder, "hub.json");
        await File.WriteAllTextAsync(path, new JsonObject { ["Interop"] = interop }.ToJsonString());
        return path;
    }

    private static readonly (string Code, string Name, string Alias)[] s_organisations =
    [
        ("H40", "Tỉnh Mẫu", "000.00.00.H40"),
        ("H40.18", "UBND phường Mẫu", "000.00.18.H40"),
        ("G15", "Bộ Tư pháp", "000.00.00.G15"),
        ("G22", "Văn phòng Chính phủ", "000.00.00.G22"),
        ("G01", "Bộ Công an", "000.00.00.G01"),
    ];

    private static JsonNode Organisation(string code, string name, string alias) =>
        new JsonObject { ["Code"] = code, ["Name"] = name, ["Aliases"] = new JsonArray(alias) };

    private static JsonObject Procedure() => new()
    {
        ["Name"] = "Đăng ký khai sinh",
        ["Gates"] = new JsonArray(new JsonObject
        {
            ["Name"] = "identity",
            ["Destination"] = "CSDLDC",
            ["Subjects"] = new JsonArray("/content/dossier/eForm/data/mother", "/content/dossier/eForm/data/father"),
            ["Holds"] = new JsonArray("HOTICH"),
            ["Officer"] = "canbo01",
        }),
    };

    private static JsonObject Route(string name, string[] kinds, string[] to) => new()
    {
        ["Name"] = name,
        ["Kinds"] = new JsonArray([.. kinds.Select(k => JsonValue.Create(k))]),
        ["To"] = new JsonArray([.. to.Select(t => JsonValue.Create(t))]),
        ["Mode"] = "live",
    };
}
