using System.Collections.Concurrent;
using System.Collections.Frozen;
using Interop.Adapters.Configuration;
using Interop.Adapters.Delivery;
using Interop.Contracts.Codecs;
using Interop.Contracts.Documents;
using Interop.Contracts.Identifiers;
using Interop.Contracts.Packets;
using Interop.Hub.Core.Cluster;
using Interop.Hub.Core.Configuration;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Documents;
using Interop.Hub.Core.Inbox;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Core.Recovery;
using Interop.Hub.Core.Routing;
using Interop.Hub.Core.Security;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Interop.Hub.Core.Tests.Delivery;

/// <summary>The delivery side of one node, as the host composes it, over a scripted ledger and one scripted partner, HOTICH; MCDT is the sender.</summary>
internal sealed class OneNode : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private OneNode()
    {
        var services = new ServiceCollection().AddLogging().AddHubCore();
        services.RemoveAll<IHostedService>();
        _services = services
            .AddSingleton<TimeProvider>(Time)
            .AddSingleton<ILedger>(Ledger)
            .AddSingleton<IDueDeliveries>(Ledger)
            .AddSingleton(Unasked.Of<IInboxLedger>())
            .AddSingleton<IHubConfigurationSource>(Configuration)
            .AddSingleton<IAdapterRegistry>(Partner)
            .AddSingleton<IDispatchBus>(Bus)
            .AddSingleton<IKeyRing>(new FixedKeys())
            .AddSingleton<IDocumentStore>(new NoDocuments())
            .AddSingleton<IDocumentLinks>(new NoDocuments())
            .AddSingleton<IHubRecovery>(Recovery)
            .AddSingleton(new NodeIdentity("a"))
            .AddSingleton(Unasked.Of<IClusterLedger>())
            .AddSingleton(Unasked.Of<IReplayLedger>())
            .AddSingleton(Unasked.Of<IRecoveryLedger>())
            .AddSingleton(Unasked.Of<IHostApplicationLifetime>())
            .BuildServiceProvider();
    }

    public ManualTime Time { get; } = new();

    public TwoPartners Configuration { get; } = new();

    public ScriptedLedger Ledger { get; } = new();

    public NeverHeld Recovery { get; } = new();

    public ScriptedPartner Partner { get; } = new();

    public NotingBus Bus { get; } = new();

    public HandOver HandOver => _services.GetRequiredService<HandOver>();

    public Membership Membership => _services.GetRequiredService<Membership>();

    public Destinations Destinations => _services.GetRequiredService<Destinations>();

    public DeliveryEngine Engine => _services.GetRequiredService<DeliveryEngine>();

    public MisjudgedRejections Misjudged => _services.GetRequiredService<MisjudgedRejections>();

    public RemovedDestinations Removed => _services.GetRequiredService<RemovedDestinations>();

    public IInboxDesk Inbox => _services.GetRequiredService<IInboxDesk>();

    public DueHints DueHints => _services.GetRequiredService<DueHints>();

    public NewsWatch News => _services.GetRequiredService<NewsWatch>();

    /// <summary>One that was never started: it can be stopped.</summary>
    public Scheduler Scheduler => ActivatorUtilities.CreateInstance<Scheduler>(_services);

    public LeaseAdoption Adoption => _services.GetRequiredService<LeaseAdoption>();

    /// <summary>One that is composed, and not started yet.</summary>
    public static OneNode Make() => new();

    public static async Task<OneNode> StartAsync()
    {
        var node = Make();
        await node.Destinations.StartAsync(CancellationToken.None);
        return node;
    }

    /// <summary>A claim of a delivery, and a body that is whole.</summary>
    public Claim Claim(string id, string destination, DeliveryState from = DeliveryState.Ready) => new()
    {
        DeliveryId = id,
        Destination = destination,
        Role = DeliveryRole.Send,
        Token = 1,
        LeaseUntil = Time.GetUtcNow() + TimeSpan.FromMinutes(1),
        From = from,
        Attempts = 0,
        Probes = 0,
        PacketKey = "p",
        Sender = "MCDT",
        PacketId = "p-1",
        Kind = PacketKind.DeliveryStatus,
        AcceptedAt = Time.GetUtcNow(),
        Body = PacketJson.Write(new Packet
        {
            PacketId = "p-1",
            Kind = PacketKind.DeliveryStatus,
            SentAt = Time.GetUtcNow(),
            Identifiers = [],
            Content = new DeliveryStatus { RegardingPacketId = "p-0", Destination = "X", State = "parked", Since = Time.GetUtcNow() },
        }),
    };

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}

/// <summary>Takes every kind, and answers as a test says.</summary>
internal sealed class ScriptedPartner : IAdapterRegistry, IDeliveryAdapter
{
    private int _calls;

    /// <summary>Calls that have begun.</summary>
    public int Calls => Volatile.Read(ref _calls);

    public DeliveryOutcome Answer { get; set; } = new DeliveryOutcome.Accepted(new PartnerReceipt());

    /// <summary>Completed, unless a call is to last.</summary>
    public TaskCompletionSource Go { get; set; } = Now();

    public AdapterManifest Manifest { get; } = new() { Kinds = Enum.GetValues<PacketKind>().ToFrozenSet(), FilePassing = FilePassing.None, Idempotent = true };

    /// <summary>What HOTICH is reached by instead: it fetches.</summary>
    public IDeliveryAdapter? Inbox { get; set; }

    public AdapterInstance? Get(string destination) => destination is "HOTICH" or "MCDT" ? new AdapterInstance(destination == "HOTICH" ? Inbox ?? this : this) : null;

    public async Task<DeliveryOutcome> DeliverAsync(DeliveryRequest request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _calls);
        await Go.Task.WaitAsync(cancellationToken);
        return Answer;
    }

    private static TaskCompletionSource Now()
    {
        var now = new TaskCompletionSource();
        now.SetResult();
        return now;
    }
}

/// <summary>HOTICH and MCDT under one policy, which a reload may change.</summary>
internal sealed class TwoPartners : IHubConfigurationSource
{
    private readonly List<Action<HubConfiguration>> _changed = [];

    public HubConfiguration Current { get; private set; } = With(new DeliveryPolicy { MaxConcurrency = 1 });

    public void Reload(DeliveryPolicy policy)
    {
        Current = With(policy);
        _changed.ForEach(c => c(Current));
    }

    public IDisposable OnChange(Action<HubConfiguration> changed)
    {
        _changed.Add(changed);
        return new CancellationTokenSource();
    }

    private static HubConfiguration With(DeliveryPolicy policy) => new()
    {
        Generation = 1,
        Fingerprint = "c",
        Partners = new[] { "HOTICH", "MCDT" }.Select(code => new PartnerConfiguration
        {
            Code = code,
            Name = code,
            Organisation = OrganisationCode.Parse("G15", null),
            Production = false,
            Permissions = new PartnerPermissions { Kinds = FrozenSet<PacketKind>.Empty, Issues = [] },
            Destination = new DestinationConfiguration { AdapterType = "scripted", Policy = policy },
        }).ToFrozenDictionary(p => p.Code),
        Procedures = FrozenDictionary<string, ProcedureConfiguration>.Empty,
        Routes = new RouteTable([]),
        Organisations = OrganisationDirectory.Empty,
        UniqueSchemes = FrozenSet<IdentifierScheme>.Empty,
    };
}

/// <summary>Notes what it is given; others would take it.</summary>
internal sealed class NotingBus : IDispatchBus
{
    public ConcurrentQueue<string> Hinted { get; } = new();

    public bool HasCeased { get; private set; }

    public bool IsShared { get; set; } = true;

    public Task HintAsync(ReadyDelivery delivery, CancellationToken cancellationToken)
    {
        Hinted.Enqueue(delivery.Id);
        return Task.CompletedTask;
    }

    public Task CeaseAsync()
    {
        HasCeased = true;
        return Task.CompletedTask;
    }
}

file sealed class NoDocuments : IDocumentStore, IDocumentLinks
{
    public Task<PutResult> PutAsync(string owner, Sha256Digest? expected, Stream content, long maxBytes, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<StoredDocument?> OpenAsync(DocumentKey key, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Uri Create(long dossierKey, Sha256Digest digest, string destination) => throw new NotSupportedException();
}
