using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Interop.Simulators;
using Interop.Tests.Servers;

namespace Interop.Journey.Tests.Hub;

/// <summary>A hub's configuration for simulated partners: quick schedules, everything else as in service.</summary>
internal sealed class JourneyConfiguration
{
    private readonly SimulatorProvince _province;

    public JourneyConfiguration(SimulatorProvince province, Temper temper, string directory, int port)
    {
        _province = province;
        Directory = directory;
        Address = new Uri($"http://127.0.0.1:{port}/");
        OneStopKey = NewKey("onestop");
        MinistryKey = NewKey("ministry");
        Root = Make(temper);
    }

    public string Directory { get; }

    public Uri Address { get; }

    public string OneStopKey { get; }

    public string MinistryKey { get; }

    public JsonObject Root { get; }

    /// <summary>Settings of one partner's deliveries.</summary>
    public JsonObject Delivery(string partner) => (JsonObject)Root["Interop"]!["Partners"]![partner]!["Delivery"]!;

    /// <summary>Settings of one partner's adapter.</summary>
    public JsonObject Adapter(string partner) => (JsonObject)Root["Interop"]!["Partners"]![partner]!["Adapter"]!["Settings"]!;

    /// <summary>Sends the hints over RabbitMQ.</summary>
    public void HintOver(string host, int port, string user, string password) => Root["Interop"]!["Bus"] = new JsonObject
    {
        ["Transport"] = "rabbitMq",
        ["Host"] = host,
        ["Port"] = port,
        ["User"] = user,
        ["Password"] = $"plain:{password}",
    };

    /// <summary>Keeps the ledger in PostgreSQL.</summary>
    public void Share(string connectionString)
    {
        var ledger = (JsonObject)Root["Interop"]!["Ledger"]!;
        ledger["Kind"] = "postgres";
        ledger["ConnectionString"] = $"plain:{connectionString}";
    }

    /// <summary>Exports the evidence's heads, signed with a fresh key; gives the folder and the key's public half.</summary>
    public (string Folder, string PublicKey) ExportEvidence()
    {
        var folder = System.IO.Directory.CreateDirectory(Path.Combine(Directory, "exported")).FullName;
        var file = Path.Combine(Directory, "signing.pem");
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        File.WriteAllText(file, key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(file + ".pub", key.ExportSubjectPublicKeyInfoPem());
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        Root["Interop"]!["Evidence"] = new JsonObject { ["CheckpointDirectory"] = folder, ["SigningKey"] = $"file:{file}" };
        return (folder, file + ".pub");
    }

    /// <summary>Keeps files in a bucket.</summary>
    public void Bucket(S3Server server, string bucket) => Root["Interop"]!["Documents"] = new JsonObject
    {
        ["Kind"] = "s3",
        ["S3"] = new JsonObject
        {
            ["Endpoint"] = server.Endpoint.AbsoluteUri,
            ["Bucket"] = bucket,
            ["Prefix"] = "interop/",
            ["AccessKey"] = $"plain:{server.AccessKey}",
            ["SecretKey"] = $"plain:{server.SecretKey}",
        },
    };

    /// <summary>Writes it, and gives its path.</summary>
    public string Write()
    {
        var path = Path.Combine(Directory, "hub.json");
        File.WriteAllText(path, Root.ToJsonString());
        return path;
    }

    private JsonObject Make(Temper temper)
    {
        var idempotent = temper == Temper.Honours;
        var master = Path.Combine(Directory, "master.key");
        File.WriteAllText(master, Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(master, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        JsonObject oneStop = new()
        {
            ["Url"] = new Uri(_province.OneStop.BaseUrl, "hook").AbsoluteUri,
            ["SecretRef"] = "plain:bi-mat-mau-cua-mot-cua",
            ["Idempotent"] = idempotent,
            ["SettleTime"] = "200ms",
            ["Timeout"] = "2s",
        };
        if (temper != Temper.Neither)
        {
            oneStop["ProbeUrl"] = new Uri(_province.OneStop.BaseUrl, "hook").AbsoluteUri;
        }

        var partners = new JsonObject
        {
            ["MCDT"] = Partner("Một cửa điện tử tỉnh Mẫu", "H40", OneStopKey, ["submission", "correction", "progress", "supplementReply", "payment", "withdrawal", "result"], ["H40"], new JsonObject
            {
                ["Type"] = "one-stop",
                ["Settings"] = oneStop,
            }),
            ["DVCQG"] = Partner("Cổng dịch vụ công quốc gia", "G22", null, [], ["G22"], new JsonObject
            {
                ["Type"] = "national-portal",
                ["Settings"] = new JsonObject
                {
                    ["Url"] = _province.NationalPortal.BaseUrl.AbsoluteUri,
                    ["Username"] = "tinhmau",
                    ["PasswordRef"] = "plain:mat-khau-mau-cong-quoc-gia",
                    ["Unit"] = "000.00.00.H40",
                    ["DestinationCode"] = "VN:GOV:000.00.00.G22:dvcqg-mau",
                    ["Idempotent"] = idempotent,
                    ["SettleTime"] = "200ms",
                    ["Timeout"] = "2s",
                },
            }),
            ["CSDLDC"] = Partner("Cơ sở dữ liệu quốc gia về dân cư", "G01", null, [], ["G01"], new JsonObject
            {
                ["Type"] = "population",
                ["Settings"] = new JsonObject
                {
                    ["Url"] = _province.Population.BaseUrl.AbsoluteUri,
                    ["User"] = "tinhmau",
                    ["SecretRef"] = "plain:bi-mat-mau-dan-cu",
                    ["ApiKeyRef"] = "plain:khoa-mau-dan-cu",
                    ["XRoadClient"] = "VN/GOV/H40/mau",
                    ["Timeout"] = "2s",
                },
            }),
            ["HOTICH"] = Partner("Hệ thống hộ tịch, Bộ Tư pháp", "G15", MinistryKey, ["progress", "supplementRequest", "feeNotice", "result"], ["G15"], new JsonObject
            {
                ["Type"] = "civil-status",
                ["Settings"] = new JsonObject
                {
                    ["Url"] = _province.CivilStatus.BaseUrl.AbsoluteUri,
                    ["User"] = "tinhmau",
                    ["PasswordRef"] = "plain:mat-khau-mau-ho-tich",
                    ["Idempotent"] = idempotent,
                    ["SettleTime"] = "200ms",
                    ["ConnectTimeout"] = "1s",
                    ["AnswerTimeout"] = "2s",
                },
            }),
        };
        return new JsonObject
        {
            ["Interop"] = new JsonObject
            {
                ["Node"] = new JsonObject { ["Name"] = "journey-1", ["Environment"] = "sandbox" },
                ["PublicBaseUrl"] = Address.AbsoluteUri,
                ["Listeners"] = new JsonObject { ["Partners"] = Address.AbsoluteUri, ["Public"] = Address.AbsoluteUri, ["Operators"] = Address.AbsoluteUri, ["Metrics"] = Address.AbsoluteUri },
                ["Ledger"] = new JsonObject { ["Kind"] = "sqlite", ["Directory"] = Path.Combine(Directory, "ledger") },
                ["Keys"] = new JsonObject { ["Master"] = $"file:{master}" },
                ["Limits"] = new JsonObject { ["MinFreeDiskBytes"] = 0 },
                ["Organisations"] = new JsonObject
                {
                    ["List"] = new JsonArray(
                        Organisation("H40", "Tỉnh Mẫu", "000.00.00.H40"),
                        Organisation("H40.18", "UBND phường Mẫu", "000.00.18.H40"),
                        Organisation("G15", "Bộ Tư pháp", "000.00.00.G15"),
                        Organisation("G22", "Văn phòng Chính phủ", "000.00.00.G22"),
                        Organisation("G01", "Bộ Công an", "000.00.00.G01")),
                },
                ["Procedures"] = new JsonObject
                {
                    ["1.001193"] = new JsonObject
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
                    },
                },
                ["Partners"] = partners,
                ["Routes"] = new JsonArray(
                    Route("submissions", ["submission", "correction"], ["HOTICH", "DVCQG"]),
                    Route("progress", ["progress", "result"], ["DVCQG", "MCDT"]),
                    Route("withdrawals", ["withdrawal"], ["HOTICH", "DVCQG"])),
            },
        };
    }

    private static JsonObject Partner(string name, string organisation, string? key, string[] kinds, string[] issues, JsonObject adapter)
    {
        var partner = new JsonObject
        {
            ["Name"] = name,
            ["Organisation"] = organisation,
            ["Adapter"] = adapter,
            // Attempts that die with the hub are judged when their lease ends, so leases are as short as may be.
            ["Delivery"] = new JsonObject
            {
                ["MaxConcurrency"] = 48,
                ["AttemptTimeout"] = "2s",
                ["Lease"] = "7s",
                ["Schedule"] = new JsonArray("200ms", "500ms", "1s"),
                ["ProbeSchedule"] = new JsonArray("200ms", "500ms", "1s"),
            },
        };
        if (key is not null)
        {
            partner["ApiKeys"] = new JsonArray(new JsonObject { ["Id"] = key.Split('_')[1], ["Sha256"] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key))) });
            partner["Permissions"] = new JsonObject
            {
                ["Kinds"] = new JsonArray([.. kinds.Select(k => JsonValue.Create(k))]),
                ["Issues"] = new JsonArray([.. issues.Select(i => JsonValue.Create(i))]),
            };
        }

        return partner;
    }

    private static JsonObject Organisation(string code, string name, string alias) =>
        new() { ["Code"] = code, ["Name"] = name, ["Aliases"] = new JsonArray(alias) };

    private static JsonObject Route(string name, string[] kinds, string[] to) => new()
    {
        ["Name"] = name,
        ["Kinds"] = new JsonArray([.. kinds.Select(k => JsonValue.Create(k))]),
        ["To"] = new JsonArray([.. to.Select(t => JsonValue.Create(t))]),
        ["Mode"] = "live",
    };

    private static string NewKey(string id) => $"iop_{id}_{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32))}";
}
