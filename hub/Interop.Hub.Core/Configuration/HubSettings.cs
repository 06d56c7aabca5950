using System.Net;

namespace Interop.Hub.Core.Configuration;

/// <summary>What a node is started with. Changing any of it needs a restart; the rest is <see cref="HubConfiguration"/>.</summary>
public sealed record HubSettings
{
    /// <summary>This node.</summary>
    public required NodeSettings Node { get; init; }

    /// <summary>
    /// The hub's address as partners see it, ending in a slash. Addresses in WSDLs and document links come from here,
    /// never from a request's Host header.
    /// </summary>
    public required Uri PublicBaseUrl { get; init; }

    /// <summary>Where it listens.</summary>
    public required ListenerSettings Listeners { get; init; }

    /// <summary>Where the ledger is.</summary>
    public required LedgerSettings Ledger { get; init; }

    /// <summary>Where files are.</summary>
    public required DocumentSettings Documents { get; init; }

    /// <summary>Reference of the master key (<c>file:/path</c> or <c>env:NAME</c>), see <see cref="SecretReference"/>.</summary>
    public required string MasterKey { get; init; }

    /// <summary>Where the evidence's heads are exported to.</summary>
    public EvidenceSettings Evidence { get; init; } = new(null, null);

    /// <summary>What carries hints between nodes.</summary>
    public required BusSettings Bus { get; init; }

    /// <summary>Where traces and metrics go.</summary>
    public required TelemetrySettings Telemetry { get; init; }

    /// <summary>The hub's own side of WS-Security.</summary>
    public MessageSecuritySettings MessageSecurity { get; init; } = new([], null);

    /// <summary>What the hub takes at most.</summary>
    public required LimitSettings Limits { get; init; }
}

/// <summary>One node of the hub.</summary>
/// <param name="Name">Its name, 1 to 32 characters; unique among the nodes of one ledger.</param>
/// <param name="Environment">What it is for.</param>
/// <param name="ClockOffsetFile">Full path of a file that says how far the hub's clock is ahead of the machine's; null: not at all, as always in production.</param>
public sealed record NodeSettings(string Name, HubEnvironment Environment, string? ClockOffsetFile = null);

/// <summary>What a hub is for. Decides which partners and which secrets it may have.</summary>
public enum HubEnvironment
{
    /// <summary>One machine, simulated partners; secrets may stand in the file.</summary>
    Sandbox = 0,

    /// <summary>Partners' test systems.</summary>
    Test = 1,

    /// <summary>Partners' production systems.</summary>
    Production = 2,
}

/// <summary>The addresses the hub listens on. Equal addresses are one listener.</summary>
/// <param name="Partners">API and SOAP.</param>
/// <param name="Public">Document links.</param>
/// <param name="Operators">Console. Loopback outside the sandbox: it has no log-in of its own.</param>
/// <param name="Metrics">Health for a probe that must not reach the partners' listener.</param>
/// <param name="Certificate">Server certificate of the https addresses; null when there is none.</param>
public sealed record ListenerSettings(
    ListenerAddress Partners,
    ListenerAddress Public,
    ListenerAddress Operators,
    ListenerAddress Metrics,
    CertificateSettings? Certificate);

/// <summary>One address to listen on.</summary>
/// <param name="Address">The bind address; <see cref="IPAddress.Any"/> for all.</param>
/// <param name="Port">The port; 0: any free one (sandbox and tests).</param>
/// <param name="Tls">True for https.</param>
public sealed record ListenerAddress(IPAddress Address, int Port, bool Tls);

/// <summary>A server certificate.</summary>
/// <param name="File">PEM with its chain, or PFX.</param>
/// <param name="KeyFile">PEM key; null: in <paramref name="File"/>.</param>
/// <param name="Password">Reference of the key's password; null: none.</param>
public sealed record CertificateSettings(string File, string? KeyFile, string? Password);

/// <summary>The ledger's place.</summary>
/// <param name="Kind">The store.</param>
/// <param name="Directory">Folder of the embedded store, of documents on the local disk, and of what is under way, absolute.</param>
/// <param name="ConnectionString">Reference of the connection string (it holds the password), for <see cref="LedgerKind.Postgres"/>; else null.</param>
public sealed record LedgerSettings(LedgerKind Kind, string Directory, string? ConnectionString = null);

/// <summary>The export of signed checkpoints; both or neither.</summary>
/// <param name="CheckpointDirectory">Folder, absolute; off the ledger's machine, or it proves little. Null: none are exported.</param>
/// <param name="SigningKey">Reference of the private key, PEM.</param>
public sealed record EvidenceSettings(string? CheckpointDirectory, string? SigningKey);

/// <summary>The stores there are.</summary>
public enum LedgerKind
{
    /// <summary>Embedded: one node.</summary>
    Sqlite = 0,

    /// <summary>Shared: any number of nodes on one PostgreSQL.</summary>
    Postgres = 1,
}

/// <summary>The bus.</summary>
public sealed record BusSettings
{
    /// <summary>The transport.</summary>
    public BusTransport Transport { get; init; }

    /// <summary>The broker's host name; empty in memory.</summary>
    public string Host { get; init; } = string.Empty;

    /// <summary>The broker's port. Default 5672, with TLS 5671.</summary>
    public int Port { get; init; } = 5672;

    /// <summary>The virtual host. Default <c>/</c>.</summary>
    public string VirtualHost { get; init; } = "/";

    /// <summary>The user.</summary>
    public string User { get; init; } = string.Empty;

    /// <summary>Reference of the password; null: none.</summary>
    public string? Password { get; init; }

    /// <summary>True to speak TLS to the broker.</summary>
    public bool Tls { get; init; }
}

/// <summary>The transports there are.</summary>
public enum BusTransport
{
    /// <summary>In this process.</summary>
    InMemory = 0,

    /// <summary>RabbitMQ.</summary>
    RabbitMq = 1,
}

/// <summary>Telemetry.</summary>
/// <param name="OtlpEndpoint">Where traces and metrics are sent by OTLP; null: nowhere.</param>
/// <param name="OtlpProtocol"><c>grpc</c> or <c>http/protobuf</c>.</param>
/// <param name="SampleRatio">Share of traces that are sent, 0 to 1. The ledger holds every journey, sampled or not.</param>
public sealed record TelemetrySettings(Uri? OtlpEndpoint, string OtlpProtocol, double SampleRatio);

/// <summary>What the hub takes at most; beyond it a sender gets a clear answer.</summary>
public sealed record LimitSettings
{
    /// <summary>Bytes of one packet without its files. Default 1 MiB.</summary>
    public int MaxPacketBytes { get; init; } = 1024 * 1024;

    /// <summary>Bytes of one file. Default 2 GiB.</summary>
    public long MaxDocumentBytes { get; init; } = 2L * 1024 * 1024 * 1024;

    /// <summary>Files in one multipart request. Default 50.</summary>
    public int MaxMultipartFiles { get; init; } = 50;

    /// <summary>Bytes of the XML of one SOAP request, with the files that stand in it. Default 32 MiB.</summary>
    public int MaxSoapBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>Below this many free bytes on the ledger's disk nothing more is taken in. Default 512 MiB.</summary>
    public long MinFreeDiskBytes { get; init; } = 512L * 1024 * 1024;

    /// <summary>People that one officer may have looked up on one day. Default 200.</summary>
    public int LookUpsPerOfficer { get; init; } = 200;

    /// <summary>How long a document link works. Default 7 days.</summary>
    public TimeSpan LinkLifetime { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How long a stopping node waits for attempts under way. Default 30 s.</summary>
    public TimeSpan DrainTime { get; init; } = TimeSpan.FromSeconds(30);
}
