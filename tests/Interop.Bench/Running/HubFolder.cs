using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Interop.Bench.Load;

namespace Interop.Bench.Running;

/// <summary>
/// A hub's folder: configuration, keys, ledger, log. The configuration is one that a province could run: nothing in it
/// is there for a bench.
/// </summary>
internal sealed class HubFolder
{
    /// <summary>Sends to a partner's web hook.</summary>
    public const string RestSender = "MCDT";

    /// <summary>The web hook's partner.</summary>
    public const string RestReceiver = "MCND";

    /// <summary>Sends to the ministry.</summary>
    public const string SoapSender = "MCHT";

    /// <summary>The ministry: takes dossiers by SOAP, its files beside the XML, and sends results.</summary>
    public const string Ministry = "HOTICH";

    /// <summary>Sends to the partner that is dead.</summary>
    public const string DeadSender = "MCCH";

    /// <summary>The partner that is dead.</summary>
    public const string Dead = "CHET";

    private static readonly string[] Senders = [RestSender, SoapSender, DeadSender, Ministry];
    private readonly Dictionary<string, string> _keys;

    private HubFolder(string path, string ledger, Dictionary<string, string> keys) => (Path, Ledger, _keys) = (path, ledger, keys);

    public string Path { get; }

    /// <summary>The ledger's name.</summary>
    public string Ledger { get; }

    public string Configuration => System.IO.Path.Combine(Path, "interop.json");

    public string MasterKey => System.IO.Path.Combine(Path, "master.key");

    public string LedgerDirectory => System.IO.Path.Combine(Path, "ledger");

    /// <summary>Not beside the configuration, whose folder the hub watches.</summary>
    public string Log => System.IO.Path.Combine(Path, "log", "hub.log");

    /// <summary>Where the dead partner would be: nobody listens there.</summary>
    public Uri DeadHook { get; set; } = new("http://127.0.0.1:1/hook");

    /// <summary>A sender's API key.</summary>
    public string KeyOf(string sender) => _keys[sender];

    /// <summary>Makes the folder, or takes the one that is there with its keys.</summary>
    public static HubFolder Prepare(string path)
    {
        Directory.CreateDirectory(System.IO.Path.Combine(path, "ledger"));
        Directory.CreateDirectory(System.IO.Path.Combine(path, "log"));
        var folder = new HubFolder(path, System.IO.Path.GetFileName(path), Senders.ToDictionary(s => s, s => Secret(path, s, $"iop_{s.ToLowerInvariant()}_", bytes => Base64Url.EncodeToString(bytes)), StringComparer.Ordinal));
        Secret(path, "master", string.Empty, Convert.ToBase64String);
        Secret(path, "hook", string.Empty, Convert.ToHexStringLower);
        return folder;
    }

    /// <summary>Writes the configuration for these addresses.</summary>
    public async Task ConfigureAsync(Form form, Uri hub, Uri operators, Sinks sinks, Uri? collector, CancellationToken cancellationToken)
    {
        var interop = new JsonObject
        {
            ["Node"] = new JsonObject { ["Name"] = "bench", ["Environment"] = "test" },
            ["PublicBaseUrl"] = hub.AbsoluteUri,
            ["Listeners"] = new JsonObject { ["Partners"] = hub.AbsoluteUri, ["Operators"] = operators.AbsoluteUri, ["Metrics"] = operators.AbsoluteUri },
            ["Keys"] = new JsonObject { ["Master"] = $"file:{MasterKey}" },
            ["Organisations"] = new JsonObject
            {
                ["List"] = new JsonArray(
                    Organisation("H40", "UBND tỉnh Mẫu", "000.00.00.H40"),
                    Organisation("H40.18", "UBND phường Mẫu", "000.00.18.H40"),
                    Organisation("G15", "Bộ Tư pháp", "000.00.00.G15"),
                    Organisation("G22", "Văn phòng Chính phủ", "000.00.00.G22")),
            },
            ["Procedures"] = new JsonObject { [Dossiers.Procedure] = new JsonObject { ["Name"] = "Đăng ký khai sinh" } },
            ["Partners"] = new JsonObject
            {
                [RestSender] = Sender(RestSender, "Một cửa điện tử tỉnh Mẫu"),
                [SoapSender] = Sender(SoapSender, "Một cửa điện tử, hộ tịch"),
                [DeadSender] = Sender(DeadSender, "Một cửa điện tử, ngành khác"),
                [RestReceiver] = Receiver("Một cửa ngành dọc", "G22", Hook(sinks.Hook)),
                [Ministry] = Ministries(sinks.Ministry),
                [Dead] = Receiver("Hệ thống không trả lời", "G22", Hook(DeadHook)),
            },
            ["Routes"] = new JsonArray(Route("mot-cua", RestSender, RestReceiver), Route("ho-tich", SoapSender, Ministry), Route("ket-qua", Ministry, RestReceiver, "result"), Route("he-thong-chet", DeadSender, Dead)),
        };
        if (collector is not null)
        {
            interop["Telemetry"] = new JsonObject { ["Otlp"] = new JsonObject { ["Endpoint"] = collector.AbsoluteUri, ["Protocol"] = "http/protobuf" } };
        }

        await form.ConfigureAsync(interop, this, cancellationToken);
        await File.WriteAllTextAsync(Configuration, new JsonObject { ["Interop"] = interop }.ToJsonString(), cancellationToken);
    }

    private string HookSecret => System.IO.Path.Combine(Path, "hook.key");

    private static JsonObject Organisation(string code, string name, string alias) => new() { ["Code"] = code, ["Name"] = name, ["Aliases"] = new JsonArray(alias) };

    private static JsonObject Route(string name, string from, string to, string kind = "submission") => new()
    {
        ["Name"] = name,
        ["Kinds"] = new JsonArray(kind),
        ["From"] = from,
        ["To"] = new JsonArray(to),
        ["Mode"] = "live",
    };

    private static JsonObject Receiver(string name, string organisation, JsonObject adapter) => new()
    {
        ["Name"] = name,
        ["Organisation"] = organisation,
        ["Adapter"] = adapter,
        ["Delivery"] = new JsonObject { ["MaxConcurrency"] = 128 },
    };

    private JsonObject Ministries(Uri service)
    {
        var partner = Receiver("Phần mềm hộ tịch", "G15", new JsonObject
        {
            ["Type"] = "civil-status",
            ["Settings"] = new JsonObject
            {
                ["Url"] = service.AbsoluteUri, ["User"] = "tinhmau", ["PasswordRef"] = $"file:{HookSecret}", ["Files"] = "attachment", ["MaxFileBytes"] = "2147483648",
            },
        });
        // As who takes files of gigabytes sets it: an attempt lasts as long as the largest needs on the line.
        partner["Delivery"]!["AttemptTimeout"] = "10m";
        partner["Delivery"]!["Lease"] = "11m";
        partner["ApiKeys"] = Keys(Ministry);
        partner["Permissions"] = new JsonObject { ["Kinds"] = new JsonArray("result"), ["Units"] = new JsonArray("H40"), ["Issues"] = new JsonArray("G15") };
        return partner;
    }

    private JsonArray Keys(string code) =>
        new(new JsonObject { ["Id"] = code.ToLowerInvariant(), ["Sha256"] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(KeyOf(code)))) });

    private JsonObject Hook(Uri url) => new() { ["Type"] = "one-stop", ["Settings"] = new JsonObject { ["Url"] = url.AbsoluteUri, ["SecretRef"] = $"file:{HookSecret}", ["Idempotent"] = "true" } };

    private JsonObject Sender(string code, string name) => new()
    {
        ["Name"] = name,
        ["Organisation"] = "H40",
        ["ApiKeys"] = Keys(code),
        ["Permissions"] = new JsonObject { ["Kinds"] = new JsonArray("submission"), ["Units"] = new JsonArray("H40"), ["Issues"] = new JsonArray("H40") },
    };

    private static string Secret(string folder, string name, string prefix, Func<byte[], string> write)
    {
        var path = System.IO.Path.Combine(folder, name + ".key");
        if (!File.Exists(path))
        {
            File.WriteAllText(path, prefix + write(RandomNumberGenerator.GetBytes(32)));
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        return File.ReadAllText(path);
    }
}
