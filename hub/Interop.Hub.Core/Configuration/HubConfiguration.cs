using System.Collections.Frozen;
using Interop.Contracts.Identifiers;
using Interop.Contracts.Packets;
using Interop.Hub.Core.Inbox;
using Interop.Hub.Core.Queries;
using Interop.Hub.Core.Retention;
using Interop.Hub.Core.Routing;

namespace Interop.Hub.Core.Configuration;

/// <summary>
/// All that can change without a restart: immutable, validated as a whole, swapped as a whole. A request or an attempt
/// works with the one it began with.
/// </summary>
public sealed record HubConfiguration
{
    /// <summary>Counts the configurations since start, from 1.</summary>
    public required int Generation { get; init; }

    /// <summary>SHA-256 of the configuration's text, without secrets and without what each node has for itself (its name, listeners, folders): nodes compare it.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Partners by code (any letter case).</summary>
    public required FrozenDictionary<string, PartnerConfiguration> Partners { get; init; }

    /// <summary>Procedures by short code.</summary>
    public required FrozenDictionary<string, ProcedureConfiguration> Procedures { get; init; }

    /// <summary>The routes.</summary>
    public required RouteTable Routes { get; init; }

    /// <summary>The organisations.</summary>
    public required OrganisationDirectory Organisations { get; init; }

    /// <summary>How long contents are kept.</summary>
    public RetentionPolicy Retention { get; init; } = new();

    /// <summary>The schemes whose identifiers decide a dossier's identity. Receipt numbers restart every day and never do.</summary>
    public required FrozenSet<IdentifierScheme> UniqueSchemes { get; init; }
}

/// <summary>One organisation's system: what it may send, and how it is reached.</summary>
public sealed record PartnerConfiguration
{
    /// <summary>Its code, 1 to 32 letters, digits, <c>- _ .</c>; upper case.</summary>
    public required string Code { get; init; }

    /// <summary>Its Vietnamese name, for people.</summary>
    public required string Name { get; init; }

    /// <summary>The organisation it belongs to; identifiers that the partner gives in answers are of its issue.</summary>
    public required OrganisationCode Organisation { get; init; }

    /// <summary>True for a production system; false for a test system.</summary>
    public required bool Production { get; init; }

    /// <summary>Hashes of its API keys; several, so that keys rotate without a gap. Empty: it cannot call in.</summary>
    public IReadOnlyList<ApiKeyHash> ApiKeys { get; init; } = [];

    /// <summary>What its SOAP messages must prove; null: nothing but what HTTP knows, or its key in a UsernameToken.</summary>
    public MessageSecurity? MessageSecurity { get; init; }

    /// <summary>What it may send.</summary>
    public required PartnerPermissions Permissions { get; init; }

    /// <summary>How it is reached; null: it cannot be called.</summary>
    public DestinationConfiguration? Destination { get; init; }
}

/// <summary>One API key, hashed.</summary>
/// <param name="Id">Names the key in logs; no secret.</param>
/// <param name="Hash">SHA-256 of the key. Keys are random (256 bits), so no slow hash is needed: there is nothing to guess.</param>
/// <param name="NotAfter">When it ends; null: it does not.</param>
public sealed record ApiKeyHash(string Id, ReadOnlyMemory<byte> Hash, DateTimeOffset? NotAfter);

/// <summary>What a partner may send, and which dossiers it may act on.</summary>
public sealed record PartnerPermissions
{
    /// <summary>Packet kinds.</summary>
    public required FrozenSet<PacketKind> Kinds { get; init; }

    /// <summary>Short procedure codes; null: every configured one.</summary>
    public FrozenSet<string>? Procedures { get; init; }

    /// <summary>Units whose dossiers it may submit and see, each with all below it; null: all.</summary>
    public IReadOnlyList<OrganisationCode>? Units { get; init; }

    /// <summary>Organisations for which it issues identifiers, each with all below it. Only the issuer attaches an identifier.</summary>
    public required IReadOnlyList<OrganisationCode> Issues { get; init; }

    /// <summary>What its officers may look up at authorities, for its dossiers. Default: nothing.</summary>
    public FrozenSet<LookUpName> LookUps { get; init; } = FrozenSet<LookUpName>.Empty;
}

/// <summary>How a partner is reached and treated as a destination.</summary>
public sealed record DestinationConfiguration
{
    /// <summary>The adapter's type name.</summary>
    public required string AdapterType { get; init; }

    /// <summary>The delivery policy.</summary>
    public required DeliveryPolicy Policy { get; init; }

    /// <summary>How it is called.</summary>
    public ConnectionSettings Connection { get; init; } = new();

    /// <summary>True when the partner is not called: it fetches what is its.</summary>
    public bool IsInbox => string.Equals(AdapterType, InboxRegistration.Kind, StringComparison.OrdinalIgnoreCase);
}

/// <summary>How deliveries to one destination are made. Defaults are those of the guarantees.</summary>
public sealed record DeliveryPolicy
{
    /// <summary>Attempts at once on this node, 1 to 512. Default 16.</summary>
    public int MaxConcurrency { get; init; } = 16;

    /// <summary>Attempts per second on this node; null: no limit.</summary>
    public double? RatePerSecond { get; init; }

    /// <summary>Hints in the bus at once, 1 to 10,000. Default 512. The rest wait in the ledger.</summary>
    public int HandOverWindow { get; init; } = 512;

    /// <summary>How long one attempt may take. Default 30 s.</summary>
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a lease is; longer than <see cref="AttemptTimeout"/> by at least 5 s. Default 60 s.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Delays before the 2nd, 3rd … attempt; the last repeats. Default 5 s, 30 s, 2 min, 10 min, 30 min, 1 h.</summary>
    public IReadOnlyList<TimeSpan> Schedule { get; init; } =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2),
        TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(30), TimeSpan.FromHours(1),
    ];

    /// <summary>Share by which each delay is varied, 0 to 0.5. Default 0.2.</summary>
    public double Jitter { get; init; } = 0.2;

    /// <summary>When the destination may be called. Default: always.</summary>
    public ServiceHours Hours { get; init; } = ServiceHours.Always;

    /// <summary>How long is tried before it is parked; time behind a closed door or outside <see cref="Hours"/> is not counted. Default 7 days.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Failures of destination scope in a row that break the circuit. Default 3.</summary>
    public int BreakAfter { get; init; } = 3;

    /// <summary>Delays between probes of a broken circuit; the last repeats. Default 5 s, 15 s, 30 s, 1 min.</summary>
    public IReadOnlyList<TimeSpan> ProbeSchedule { get; init; } =
        [TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(1)];

    /// <summary>Identical rejections in a row, of different dossiers, that are judged a fault of the destination. Default 5; 0: never.</summary>
    public int PauseAfterIdenticalRejections { get; init; } = 5;

    /// <summary>When a business answer is due, for kinds that expect one. Default 3 days.</summary>
    public TimeSpan AnswerWithin { get; init; } = TimeSpan.FromDays(3);
}

/// <summary>One procedure.</summary>
public sealed record ProcedureConfiguration
{
    /// <summary>Short code.</summary>
    public required string Code { get; init; }

    /// <summary>Vietnamese name.</summary>
    public required string Name { get; init; }

    /// <summary>Gates before its submissions and corrections are sent.</summary>
    public IReadOnlyList<GateConfiguration> Gates { get; init; } = [];

    /// <summary>The partner that officers may ask about identities for its dossiers; null: that of its gate, and without one nobody.</summary>
    public string? LookUp { get; init; }

    /// <summary>How long contents of its dossiers are kept; null: as all.</summary>
    public ProcedureRetention? Retention { get; init; }
}

/// <summary>One gate of a procedure.</summary>
public sealed record GateConfiguration
{
    /// <summary>Its name; <c>identity</c> is the one there is.</summary>
    public required string Name { get; init; }

    /// <summary>The partner that is asked.</summary>
    public required string Destination { get; init; }

    /// <summary>Where in the packet the subjects stand: JSON pointers to objects with fullName, birthDate, citizenNumber or paperNumber.</summary>
    public required IReadOnlyList<string> Subjects { get; init; }

    /// <summary>The destinations that wait for it; null: all of the packet's.</summary>
    public FrozenSet<string>? Holds { get; init; }

    /// <summary>How long an outage is waited out before the dossier goes on, flagged; null: it waits.</summary>
    public TimeSpan? ProceedAfter { get; init; }

    /// <summary>True: a contradicted or unknown identity is refused (a fault to the sender); false: it goes on, flagged.</summary>
    public bool RefuseContradicted { get; init; }

    /// <summary>The officer in whose name the hub asks (MaCanBo).</summary>
    public required string Officer { get; init; }
}

/// <summary>Where the configuration in effect is read. Swapped as a whole on reload.</summary>
public interface IHubConfigurationSource
{
    /// <summary>The configuration in effect.</summary>
    HubConfiguration Current { get; }

    /// <summary>Calls back after each swap, until disposed. The callback must be quick and must not throw.</summary>
    IDisposable OnChange(Action<HubConfiguration> changed);
}
