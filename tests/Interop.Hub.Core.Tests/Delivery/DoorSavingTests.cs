using Interop.Contracts.Faults;
using Interop.Hub.Core.Cluster;
using Interop.Hub.Core.Configuration;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;

namespace Interop.Hub.Core.Tests.Delivery;

/// <summary>A door that turns on one node is the cluster's once it is saved.</summary>
public sealed class DoorSavingTests
{
    private readonly ManualTime _time = new();

    [Test]
    public async Task Overlapping_saves_store_the_last_door_and_never_turn_it_back()
    {
        using var runtime = Runtime(new DeliveryPolicy { BreakAfter = 40 });
        var ledger = new SlowControls();
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(async () =>
        {
            runtime.Turn(d => DoorRules.After(d, DoorSignal.Fails, FaultCodes.Unreachable("x"), runtime.Policy, _time.GetUtcNow(), 0));
            await runtime.SaveAsync(ledger, CancellationToken.None);
        })));
        Assert.Multiple(() =>
        {
            Assert.That(runtime.Control.Door, Is.EqualTo(Door.Broken));
            Assert.That(ledger.Stored, Is.EqualTo(runtime.Control));
            Assert.That(ledger.Stored!.FailedProbes, Is.EqualTo(10), "forty broke it, ten more failed behind it");
        });
    }

    [Test]
    public async Task Another_node_s_door_is_taken_over()
    {
        using var runtime = Runtime(new DeliveryPolicy());
        var ledger = new SlowControls { Stored = runtime.Control with { Door = Door.PausedByOperator, Version = 7 } };
        runtime.Turn(d => d with { Failures = 1 });
        await runtime.SaveAsync(ledger, CancellationToken.None);
        Assert.That(runtime.Control, Is.EqualTo(ledger.Stored));
    }

    private DestinationRuntime Runtime(DeliveryPolicy policy) =>
        new("HOTICH", policy, new DestinationControl { Destination = "HOTICH", Since = _time.GetUtcNow() }, new Membership(new NodeIdentity("a")), _time);
}

/// <summary>A ledger that keeps one control row, slowly, with its version as the lock.</summary>
file sealed class SlowControls : ILedger
{
    private readonly Lock _lock = new();

    public DestinationControl? Stored { get; set; }

    public Task SilenceToldAsync(IReadOnlyList<DeliveryNews> silent, CancellationToken cancellationToken) => throw new NotSupportedException();
    public Task<IReadOnlyList<ReadyDelivery>> TellAsync(DeliveryNews news, IReadOnlyList<AcceptPacket> notices, CancellationToken cancellationToken) => throw new NotSupportedException();

    public async Task<DestinationControl> SaveControlAsync(DestinationControl control, CancellationToken cancellationToken)
    {
        await Task.Yield();
        lock (_lock)
        {
            if (Stored is null || Stored.Version == control.Version)
            {
                Stored = control with { Version = control.Version + 1 };
            }

            return Stored;
        }
    }

    public Task<AcceptResult> AcceptAsync(AcceptPacket packet, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Claim?> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<AttemptResult> RecordAsync(AttemptRecord record, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task NoteAsync(DoorAct act, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<ActResult> ActAsync(OperatorAct act, CancellationToken cancellationToken) => throw new NotSupportedException();
}
