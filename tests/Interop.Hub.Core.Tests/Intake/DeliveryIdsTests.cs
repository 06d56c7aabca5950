using Interop.Hub.Core.Intake;

namespace Interop.Hub.Core.Tests.Intake;

/// <summary>A packet that comes again after its receipt was lost reaches its destinations under the names they know.</summary>
public sealed class DeliveryIdsTests
{
    private static readonly byte[] Key = [.. Enumerable.Repeat((byte)7, 32)];
    private static readonly DateTimeOffset At = new(2026, 6, 3, 1, 15, 0, TimeSpan.Zero);

    [Test]
    public void They_follow_from_the_packet_and_where_it_goes_and_from_nothing_else()
    {
        var id = Id();
        Assert.Multiple(() =>
        {
            Assert.That(Id(), Is.EqualTo(id));
            Assert.That(Guid.Parse(id).Version, Is.EqualTo(7));
            Assert.That(id, Is.EqualTo(id.ToLowerInvariant()).And.Length.EqualTo(32));
            Assert.That(
                new[] { id, Id(partner: "HOTICH"), Id(packetId: "p-2"), Id(destination: "DVCQG"), Id(gate: "identity"), Id(key: new byte[32]) },
                Is.Unique, "no two deliveries share one, and who has not the key cannot tell what one is of");
        });
    }

    [Test]
    public void They_lie_in_the_order_of_the_events()
    {
        var ids = Enumerable.Range(0, 50).Select(i => new DeliveryIds(Key, "MCDT", $"p-{50 - i}", At.AddMinutes(i)).Of("HOTICH", null)).ToList();
        Assert.That(ids, Is.Ordered.Using((IComparer<string>)StringComparer.Ordinal));
    }

    [TestCase("0001-01-01T00:00:00Z")]
    [TestCase("9999-12-31T23:59:59Z")]
    [TestCase(null)]
    public void Any_time_of_an_event_will_do(string? at) =>
        Assert.That(new DeliveryIds(Key, "MCDT", "p-1", at is null ? null : DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture)).Of("HOTICH", null), Has.Length.EqualTo(32));

    private static string Id(string partner = "MCDT", string packetId = "p-1", string destination = "HOTICH", string? gate = null, byte[]? key = null) =>
        new DeliveryIds(key ?? Key, partner, packetId, At).Of(destination, gate);
}
