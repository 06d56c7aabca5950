using System.Collections.Frozen;
using System.Text;
using Interop.Adapters.Configuration;
using Interop.Adapters.Inbound;
using Interop.Contracts.Identifiers;
using Interop.Contracts.Packets;
using Interop.Hub.Core.Configuration;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Core.Recovery;
using Interop.Hub.Core.Routing;
using Interop.Hub.Core.Security;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Interop.Hub.Core.Tests.Intake;

/// <summary>Guarantee 3: a second request while the first with its key is still running.</summary>
public sealed class RunningRequestTests
{
    private const string Body = """
        { "packetId": "p-1", "kind": "document", "content": {
            "documentId": "000.00.18.H40,2026/06/03,1/UBND", "businessType": 0, "subject": "Công văn mẫu", "from": "H40.18", "to": ["G15"] } }
        """;

    [Test]
    public async Task It_is_told_to_come_again_and_then_gets_the_receipt()
    {
        var ledger = new HeldLedger();
        await using var services = Services(ledger);
        var intake = services.GetRequiredService<IPacketIntake>();
        var first = intake.AcceptAsync(Packet("key-1"), CancellationToken.None);
        await ledger.Asked.Task.WaitAsync(TimeSpan.FromSeconds(10));

        var second = await intake.AcceptAsync(Packet("key-1"), CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(10));
        Assert.That(second, Is.InstanceOf<IntakeOutcome.Refused>());
        var refusal = ((IntakeOutcome.Refused)second).Refusal;
        Assert.That((refusal.Kind, refusal.RetryAfter > TimeSpan.Zero), Is.EqualTo((RefusalKind.Running, true)));

        ledger.Go.SetResult();
        Assert.That(await first, Is.InstanceOf<IntakeOutcome.Accepted>());
        Assert.That(await intake.AcceptAsync(Packet("key-1"), CancellationToken.None), Is.InstanceOf<IntakeOutcome.Accepted>(), "the key is free again once the first is done");
    }

    [Test]
    public async Task Another_key_does_not_wait()
    {
        var ledger = new HeldLedger();
        await using var services = Services(ledger);
        var intake = services.GetRequiredService<IPacketIntake>();
        var first = intake.AcceptAsync(Packet("key-1"), CancellationToken.None);
        await ledger.Asked.Task.WaitAsync(TimeSpan.FromSeconds(10));
        var other = intake.AcceptAsync(Packet("key-2"), CancellationToken.None);
        ledger.Go.SetResult();
        Assert.That(new[] { await first, await other }, Has.All.InstanceOf<IntakeOutcome.Accepted>());
    }

    [Test]
    public async Task A_request_that_failed_frees_its_key()
    {
        var ledger = new HeldLedger { Fails = true };
        await using var services = Services(ledger);
        var intake = services.GetRequiredService<IPacketIntake>();
        ledger.Go.SetResult();
        var refused = (IntakeOutcome.Refused)await intake.AcceptAsync(Packet("key-1"), CancellationToken.None);
        Assert.That(refused.Refusal.Kind, Is.EqualTo(RefusalKind.Overloaded));
        ledger.Fails = false;
        Assert.That(await intake.AcceptAsync(Packet("key-1"), CancellationToken.None), Is.InstanceOf<IntakeOutcome.Accepted>());
    }

    private static InboundPacket Packet(string key) =>
        new() { Partner = "MCDT", Operation = "POST packets", IdempotencyKey = key, Json = Encoding.UTF8.GetBytes(Body) };

    private static ServiceProvider Services(ILedger ledger)
    {
        var services = new ServiceCollection().AddLogging().AddHubCore();
        services.RemoveAll<Microsoft.Extensions.Hosting.IHostedService>();
        return services
            .AddSingleton<ILedger>(ledger)
            .AddSingleton<ILedgerReader>(new NoDossiers())
            .AddSingleton<IDueDeliveries>(new NothingDue())
            .AddSingleton<IHubConfigurationSource>(new Configured())
            .AddSingleton<IAdapterRegistry>(new NoAdapters())
            .AddSingleton<IDispatchBus>(new NoBus())
            .AddSingleton<IKeyRing>(new FixedKeys())
            .AddSingleton(new NodeIdentity("a"))
            .AddSingleton<IHubRecovery>(new NeverHeld())
            .BuildServiceProvider();
    }
}

/// <summary>Accepts when it is let go.</summary>
file sealed class HeldLedger : ILedger
{
    public TaskCompletionSource Asked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource Go { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool Fails { get; set; }

    public async Task<AcceptResult> AcceptAsync(AcceptPacket packet, CancellationToken cancellationToken)
    {
        Asked.TrySetResult();
        await Go.Task.WaitAsync(cancellationToken);
        return Fails
            ? throw new LedgerUnavailableException("full")
            : new AcceptResult.Recorded(new Receipt { ReceiptId = packet.Id, PacketId = packet.PacketId, AcceptedAt = packet.AcceptedAt, Disposition = Disposition.New }, []);
    }

    public Task<Claim?> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<AttemptResult> RecordAsync(AttemptRecord record, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task NoteAsync(DoorAct act, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<ActResult> ActAsync(OperatorAct act, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<DestinationControl> SaveControlAsync(DestinationControl control, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task SilenceToldAsync(IReadOnlyList<DeliveryNews> silent, CancellationToken cancellationToken) => throw new NotSupportedException();
    public Task<IReadOnlyList<ReadyDelivery>> TellAsync(DeliveryNews news, IReadOnlyList<AcceptPacket> notices, CancellationToken cancellationToken) => throw new NotSupportedException();
}

file sealed class NoDossiers : ILedgerReader
{
    public Task<DossierHead?> FindAsync(IReadOnlyList<IdentifierClaim> identifiers, string? number, string partner, CancellationToken cancellationToken) => Task.FromResult<DossierHead?>(null);

    public Task<IReadOnlyList<DossierLine>> SearchAsync(string value, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<long?> ResolveAsync(string value, IdentifierScheme? scheme, OrganisationCode? issuer, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<DossierView?> DossierAsync(long key, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<PacketView?> PacketAsync(string id, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<DossierLine>> NewestAsync(int skip, int take, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<DestinationBacklog>> BacklogAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
}

file sealed class NothingDue : IDueDeliveries
{
    public Task<IReadOnlyList<ReadyDelivery>> DueAsync(string destination, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<ReadyDelivery>> NewestDueAsync(string destination, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<ExpiredLease>> ExpiredAsync(int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<ReadyDelivery>> GatesToPassAsync(int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<string>> DestinationsAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<DestinationControl>> ControlsAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<DeliveryNews>> SilentAsync(int limit, CancellationToken cancellationToken) => throw new NotSupportedException();
    public Task<IReadOnlyList<DeliveryNews>> NewsAsync(int limit, CancellationToken cancellationToken) => throw new NotSupportedException();
}

file sealed class Configured : IHubConfigurationSource
{
    public HubConfiguration Current { get; } = new()
    {
        Generation = 1,
        Fingerprint = "x",
        Partners = new[]
        {
            new PartnerConfiguration
            {
                Code = "MCDT",
                Name = "Một cửa",
                Organisation = OrganisationCode.Parse("H40", null),
                Production = false,
                Permissions = new PartnerPermissions { Kinds = new[] { PacketKind.Document }.ToFrozenSet(), Issues = [] },
            },
        }.ToFrozenDictionary(p => p.Code),
        Procedures = FrozenDictionary<string, ProcedureConfiguration>.Empty,
        Routes = new RouteTable([]),
        Organisations = OrganisationDirectory.Empty,
        UniqueSchemes = new[] { IdentifierScheme.Local }.ToFrozenSet(),
    };

    public IDisposable OnChange(Action<HubConfiguration> changed) => throw new NotSupportedException();
}

file sealed class NoAdapters : IAdapterRegistry
{
    public AdapterInstance? Get(string destination) => null;
}

file sealed class NoBus : IDispatchBus
{
    public Task HintAsync(ReadyDelivery delivery, CancellationToken cancellationToken) => throw new NotSupportedException();
}
