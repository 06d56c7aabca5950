using System.Collections.Frozen;
using Interop.Adapters.Configuration;
using Interop.Adapters.Delivery;
using Interop.Contracts.Codecs;
using Interop.Contracts.Identifiers;
using Interop.Contracts.Packets;
using Interop.Hub.Core.Configuration;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Core.Recovery;
using Interop.Hub.Core.Routing;
using Interop.Hub.Core.Security;
using Microsoft.Extensions.Logging.Abstractions;

namespace Interop.Hub.Core.Tests.Recovery;

/// <summary>Whether the hub is held, which packets are doubted, and what senders are told.</summary>
public sealed class HubRecoveryTests
{
    private static readonly DateTimeOffset At = new(2026, 6, 3, 1, 15, 0, TimeSpan.Zero);
    private static readonly RecoveryStatement Restore = new(3, At, "quan-tri", "mất đĩa", At.AddHours(-2), "[]");

    private readonly RecoveryRows _rows = new();

    [Test]
    public async Task Before_the_ledger_was_asked_nothing_goes()
    {
        var recovery = Recovery();
        Assert.That(recovery.IsHeld, Is.True);
        await recovery.RefreshAsync(CancellationToken.None);
        Assert.That(recovery.IsHeld, Is.False);
        await recovery.HoldAsync(new HoldSign("evidence/a/1", "x"), CancellationToken.None);
        Assert.That(recovery.IsHeld, Is.True);
        Assert.That(await recovery.ReleaseAsync(new HoldRelease("a", "b", At, Unstated: true), CancellationToken.None), Is.EqualTo(ReleaseVerdict.Released));
        Assert.That(recovery.IsHeld, Is.False);
    }

    [Test]
    public async Task What_was_made_before_the_restore_may_have_been_here()
    {
        var recovery = Recovery();
        await recovery.RefreshAsync(CancellationToken.None);
        Assert.That(recovery.MayHaveBeenHere(At.AddYears(-1)), Is.False, "it was never restored");
        _rows.View = new RecoveryView(new RecoveryEpoch(Restore, 0, true, At, "a", true), []);
        await recovery.RefreshAsync(CancellationToken.None);
        Assert.That((recovery.MayHaveBeenHere(At), recovery.MayHaveBeenHere(At.AddTicks(1))), Is.EqualTo((true, false)));
    }

    [Test]
    public void Who_sends_and_can_be_called_is_told_by_a_packet_and_who_cannot_by_a_person()
    {
        var (told, untold) = Recovery().Senders;
        Assert.That(told, Is.EqualTo(new[] { "MCDT" }));
        Assert.That(untold, Is.EqualTo(new[] { "HOTICH" }), "and who never sends has nothing to compare");
    }

    [Test]
    public void However_often_a_sender_s_notice_is_made_it_is_one_packet()
    {
        var notices = Notices();
        var (first, again, other) = (notices.ForRestore(Restore, "MCDT"), notices.ForRestore(Restore, "MCDT"), notices.ForRestore(Restore with { At = At.AddSeconds(1) }, "MCDT"));
        var content = (Reconciliation)PacketJson.Read(first.Body).Packet!.Content;
        Assert.Multiple(() =>
        {
            Assert.That((content.Epoch, content.From, content.Until), Is.EqualTo((3L, At.AddHours(-2), At)));
            Assert.That((again.PacketId, again.Id, again.Deliveries[0].Id, again.Digest.ToArray()), Is.EqualTo((first.PacketId, first.Id, first.Deliveries[0].Id, first.Digest.ToArray())));
            Assert.That(other.PacketId, Is.Not.EqualTo(first.PacketId), "one number may be given twice when the exported files are lost too");
            Assert.That((first.Partner, first.Deliveries.Single().Destination, first.Dossier), Is.EqualTo(("hub", "MCDT", (long?)null)));
        });
    }

    private HubRecovery Recovery() => new(_rows, new Partners(), Notices(), new SchedulerSignal(), NullLogger<HubRecovery>.Instance);

    private static Notices Notices() => new(new Partners(), new Hooks(), new FixedKeys(), TimeProvider.System);
}

internal sealed class RecoveryRows : IRecoveryLedger
{
    public RecoveryView View { get; set; } = RecoveryView.None;

    public Task<RecoveryView> RecoveryAsync(CancellationToken cancellationToken) => Task.FromResult(View);

    public Task HoldAsync(HoldSign sign, CancellationToken cancellationToken)
    {
        View = new RecoveryView(null, [new HoldView(sign.Sign, null, default, sign.Detail)]);
        return Task.CompletedTask;
    }

    public Task<ReleaseVerdict> ReleaseAsync(HoldRelease release, CancellationToken cancellationToken)
    {
        View = RecoveryView.None;
        return Task.FromResult(ReleaseVerdict.Released);
    }

    public Task StateAsync(RecoveryStatement statement, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<int> DoubtAsync(long epoch, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task FinishAsync(long epoch, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task SendersToldAsync(long epoch, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<MissingReceipts> MissingAsync(string partner, IReadOnlyList<string> receipts, IReadOnlyList<string> packets, CancellationToken cancellationToken) => throw new NotSupportedException();
}

file sealed class Partners : IHubConfigurationSource
{
    public HubConfiguration Current { get; } = new()
    {
        Generation = 1,
        Fingerprint = "x",
        Partners = new[] { Partner("MCDT", PacketKind.Submission), Partner("HOTICH", PacketKind.Progress), Partner("CSDLDC", null) }.ToFrozenDictionary(p => p.Code),
        Procedures = FrozenDictionary<string, ProcedureConfiguration>.Empty,
        Routes = new RouteTable([]),
        Organisations = OrganisationDirectory.Empty,
        UniqueSchemes = FrozenSet<IdentifierScheme>.Empty,
    };

    public IDisposable OnChange(Action<HubConfiguration> changed) => throw new NotSupportedException();

    private static PartnerConfiguration Partner(string code, PacketKind? sends) => new()
    {
        Code = code,
        Name = code,
        Organisation = OrganisationCode.Parse("H40", null),
        Production = false,
        Permissions = new PartnerPermissions { Kinds = sends is { } kind ? FrozenSet.Create(kind) : [], Issues = [] },
        Destination = new DestinationConfiguration { AdapterType = "x", Policy = new DeliveryPolicy() },
    };
}

file sealed class Hooks : IAdapterRegistry, IDeliveryAdapter
{
    public AdapterManifest Manifest { get; } = new() { Kinds = FrozenSet.Create(PacketKind.Reconciliation), FilePassing = FilePassing.None, Idempotent = true };

    public AdapterInstance? Get(string destination) => destination == "MCDT" ? new(this) : null;

    public Task<DeliveryOutcome> DeliverAsync(DeliveryRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();
}

file sealed class FixedKeys : IKeyRing
{
    public string CurrentId => "k";

    public ReadOnlyMemory<byte> DigestKey { get; } = new byte[32];

    public ReadOnlyMemory<byte> LinkKey { get; } = new byte[32];

    public byte[] Wrap(ReadOnlySpan<byte> dataKey, ReadOnlySpan<byte> context) => throw new NotSupportedException();

    public byte[] Unwrap(string keyId, ReadOnlySpan<byte> wrapped, ReadOnlySpan<byte> context) => throw new NotSupportedException();
}
