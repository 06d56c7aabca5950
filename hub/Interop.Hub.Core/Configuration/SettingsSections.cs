using System.Net;
using System.Text.RegularExpressions;

namespace Interop.Hub.Core.Configuration;

/// <summary>Reads the sections a node is started with.</summary>
internal static partial class SettingsSections
{
    private const string NameShape = "1 to 32 letters, digits, - _ .";

    private static readonly IReadOnlyDictionary<string, HubEnvironment> Environments = Choices<HubEnvironment>();

    public static HubSettings Read(SettingReader root, string baseDirectory)
    {
        var node = Node(root.Section("Node"), baseDirectory);
        var address = PublicBaseUrl(root, node.Environment);
        var listeners = Listeners(root.Section("Listeners"), node.Environment, baseDirectory);
        var ledger = Ledger(root.Section("Ledger"), node.Environment, baseDirectory);
        var settings = new HubSettings
        {
            Node = node,
            PublicBaseUrl = address,
            Listeners = listeners,
            Ledger = ledger,
            Documents = DocumentSections.Read(root.Section("Documents"), node.Environment, ledger),
            MasterKey = MasterKey(root.Section("Keys"), node.Environment),
            Evidence = Evidence(root.Section("Evidence"), node.Environment, baseDirectory),
            Bus = Bus(root.Section("Bus"), node.Environment),
            Telemetry = Telemetry(root.Section("Telemetry")),
            MessageSecurity = MessageSecuritySections.Settings(root.Section("MessageSecurity"), node.Environment),
            Limits = Limits(root.Section("Limits")),
        };
        return settings;
    }

    private static NodeSettings Node(SettingReader section, string baseDirectory)
    {
        var name = section.RequiredParsed<string>("Name", "node", NameShape, static (string s, out string v) => IsName(v = s));
        if (section.Text("Environment") is null)
        {
            section.Required("Environment", "sandbox, test or production");
        }

        var environment = section.Choice("Environment", HubEnvironment.Test, Environments);
        var clock = section.Text("ClockOffsetFile");
        if (clock is not null && environment == HubEnvironment.Production)
        {
            section.Error("ClockOffsetFile", "in production the hub's clock is the machine's; leave it out");
        }

        section.Done();
        return new NodeSettings(name, environment, clock is null ? null : Path.GetFullPath(Path.Combine(baseDirectory, clock)));
    }

    private static Uri PublicBaseUrl(SettingReader root, HubEnvironment environment)
    {
        const string Example = "https://lienthong.tinhmau.gov.vn/";
        var url = root.Address("PublicBaseUrl", Example, "http", "https");
        if (url is null)
        {
            if (root.Text("PublicBaseUrl") is null)
            {
                root.Required("PublicBaseUrl", $"the hub's address as partners see it, such as {Example}");
            }

            return new Uri("http://localhost/");
        }

        if (environment == HubEnvironment.Production && url.Scheme != Uri.UriSchemeHttps)
        {
            root.Error("PublicBaseUrl", $"in production partners reach the hub by https; write {Example}");
        }

        if (url.Query.Length > 0 || url.Fragment.Length > 0)
        {
            root.Error("PublicBaseUrl", "leave out the part behind ? or #");
        }

        return url.AbsolutePath.EndsWith('/') ? url : new Uri(url.GetLeftPart(UriPartial.Path) + "/");
    }

    private static ListenerSettings Listeners(SettingReader section, HubEnvironment environment, string baseDirectory)
    {
        var partners = Listener(section, "Partners", new ListenerAddress(IPAddress.Loopback, 8080, Tls: false));
        var open = Listener(section, "Public", partners);
        var operators = Listener(section, "Operators", new ListenerAddress(IPAddress.Loopback, 8081, Tls: false));
        var metrics = Listener(section, "Metrics", new ListenerAddress(IPAddress.Loopback, 9464, Tls: false));
        var certificate = Certificate(section.Section("Certificate"), environment, baseDirectory);
        section.Done();

        if (environment != HubEnvironment.Sandbox)
        {
            if (!IPAddress.IsLoopback(operators.Address))
            {
                section.Error("Operators", "the console has no log-in of its own; bind it to 127.0.0.1 and reach it through a tunnel or a proxy that asks who it is");
            }

            if (operators.Port == partners.Port || operators.Port == open.Port)
            {
                section.Error("Operators", "must not share a port with Partners or Public outside the sandbox; write a port of its own");
            }
        }

        ListenerAddress[] all = [partners, open, operators, metrics];
        foreach (var port in all.Distinct().GroupBy(l => l.Port).Where(g => g.Key != 0 && g.Count() > 1))
        {
            section.Error($"port {port.Key} is named with different addresses; give each listener its own port, or write the same address");
        }

        if (certificate is null && all.Any(l => l.Tls))
        {
            section.Error("Certificate", "missing, and a listener is https; write { \"File\": \"/path/server.pem\" }");
        }

        return new ListenerSettings(partners, open, operators, metrics, certificate);
    }

    private static ListenerAddress Listener(SettingReader section, string name, ListenerAddress otherwise) =>
        section.Parsed<ListenerAddress>(name, otherwise, "an address and a port such as http://127.0.0.1:8081 or https://0.0.0.0:443", static (string s, out ListenerAddress v) =>
        {
            v = new ListenerAddress(IPAddress.Loopback, 0, Tls: false);
            if (!Uri.TryCreate(s, UriKind.Absolute, out var url) || url.AbsolutePath != "/" || url.Scheme is not ("http" or "https"))
            {
                return false;
            }

            var address = url.Host == "localhost" ? IPAddress.Loopback : IPAddress.TryParse(url.Host.Trim('[', ']'), out var ip) ? ip : null;
            v = new ListenerAddress(address ?? IPAddress.Loopback, url.Port, url.Scheme == "https");
            return address is not null;
        });

    private static CertificateSettings? Certificate(SettingReader section, HubEnvironment environment, string baseDirectory)
    {
        if (!section.Exists)
        {
            return null;
        }

        var file = Path.Combine(baseDirectory, section.Required("File", "the path of a PEM or PFX file"));
        var key = section.Text("KeyFile") is { } k ? Path.Combine(baseDirectory, k) : null;
        foreach (var (name, path) in new[] { ("File", file), ("KeyFile", key) })
        {
            if (path is not null && section.Text(name) is not null && !File.Exists(path))
            {
                section.Error(name, $"there is no file {path}");
            }
        }

        var password = Secret(section, "Password", environment, required: false);
        section.Done();
        return new CertificateSettings(file, key, password);
    }

    private static LedgerSettings Ledger(SettingReader section, HubEnvironment environment, string baseDirectory)
    {
        var kind = section.Choice("Kind", LedgerKind.Sqlite, Choices<LedgerKind>());
        var directory = section.Required("Directory", "a folder on a local disk, such as /var/lib/interop");
        var connection = Secret(section, "ConnectionString", environment, required: kind == LedgerKind.Postgres);
        if (kind == LedgerKind.Sqlite && connection is not null)
        {
            section.Error("ConnectionString", "the embedded ledger has none; write Kind postgres, or take it out");
        }

        section.Done();
        return new LedgerSettings(kind, Path.GetFullPath(Path.Combine(baseDirectory, directory)), connection);
    }

    private static string MasterKey(SettingReader section, HubEnvironment environment)
    {
        var reference = Secret(section, "Master", environment, required: true) ?? string.Empty;
        section.Done();
        return reference;
    }

    private static EvidenceSettings Evidence(SettingReader section, HubEnvironment environment, string baseDirectory)
    {
        var directory = section.Text("CheckpointDirectory");
        var key = Secret(section, "SigningKey", environment, required: directory is not null);
        if (directory is null && key is not null)
        {
            section.Error("CheckpointDirectory", "missing, and there is a SigningKey; write the folder that checkpoints go to, off this machine");
        }

        section.Done();
        return new EvidenceSettings(directory is null ? null : Path.GetFullPath(Path.Combine(baseDirectory, directory)), key);
    }

    private static BusSettings Bus(SettingReader section, HubEnvironment environment)
    {
        var transport = section.Choice("Transport", BusTransport.InMemory, Choices<BusTransport>());
        var tls = section.Flag("Tls", false);
        var rabbit = transport == BusTransport.RabbitMq;
        var bus = new BusSettings
        {
            Transport = transport,
            Tls = tls,
            Host = rabbit ? section.Required("Host", "the broker's host name") : section.Text("Host") ?? string.Empty,
            Port = (int)section.Whole("Port", tls ? 5671 : 5672, 1, 65535),
            VirtualHost = section.Text("VirtualHost") ?? "/",
            User = rabbit ? section.Required("User", "the broker's user") : section.Text("User") ?? string.Empty,
            Password = Secret(section, "Password", environment, required: rabbit),
        };
        section.Done();
        return bus;
    }

    private static TelemetrySettings Telemetry(SettingReader section)
    {
        var otlp = section.Section("Otlp");
        var endpoint = otlp.Address("Endpoint", "http://127.0.0.1:4317", "http", "https");
        var protocol = otlp.Choice("Protocol", "grpc", new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["grpc"] = "grpc", ["http/protobuf"] = "http/protobuf" });
        otlp.Done();
        var ratio = section.Decimal("SampleRatio", 1, 0, 1);
        section.Done();
        return new TelemetrySettings(endpoint, protocol, ratio);
    }

    private static LimitSettings Limits(SettingReader section)
    {
        var d = new LimitSettings();
        var limits = new LimitSettings
        {
            MaxPacketBytes = (int)section.Whole("MaxPacketBytes", d.MaxPacketBytes, 16 * 1024, 64 * 1024 * 1024),
            MaxDocumentBytes = section.Whole("MaxDocumentBytes", d.MaxDocumentBytes, 64 * 1024, 1L << 40),
            MaxMultipartFiles = (int)section.Whole("MaxMultipartFiles", d.MaxMultipartFiles, 1, 1000),
            MaxSoapBytes = (int)section.Whole("MaxSoapBytes", d.MaxSoapBytes, 64 * 1024, 512 * 1024 * 1024),
            MinFreeDiskBytes = section.Whole("MinFreeDiskBytes", d.MinFreeDiskBytes, 0, 1L << 50),
            LookUpsPerOfficer = (int)section.Whole("LookUpsPerOfficer", d.LookUpsPerOfficer, 1, 100_000),
            LinkLifetime = section.Duration("LinkLifetime", d.LinkLifetime, TimeSpan.FromMinutes(1), TimeSpan.FromDays(365)),
            DrainTime = section.Duration("DrainTime", d.DrainTime, TimeSpan.Zero, TimeSpan.FromMinutes(10)),
        };
        section.Done();
        return limits;
    }

    internal static string? Secret(SettingReader section, string name, HubEnvironment environment, bool required)
    {
        var reference = required ? section.Required(name, "a secret's reference: env:NAME or file:/path", 4000) : section.Text(name, 4000);
        if (reference is not { Length: > 0 })
        {
            return null;
        }

        if (SecretReference.Check(reference, environment) is { } wrong)
        {
            section.Error(name, wrong);
        }

        return reference;
    }

    internal static IReadOnlyDictionary<string, T> Choices<T>()
        where T : struct, Enum =>
        Enum.GetValues<T>().ToDictionary(v => char.ToLowerInvariant(v.ToString()[0]) + v.ToString()[1..], v => v, StringComparer.OrdinalIgnoreCase);

    internal static bool IsName(string text) => NamePattern().IsMatch(text);

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]{0,31}\z", RegexOptions.CultureInvariant)]
    private static partial Regex NamePattern();
}
