using System.Net;
using System.Text;

namespace Interop.Simulators.Tests;

/// <summary>The one-stop system's door and books.</summary>
public sealed class OneStopTests
{
    private OneStopSimulator _partner = null!;

    [SetUp]
    public async Task Start() => _partner = await OneStopSimulator.StartAsync(new OneStopOptions { Secret = "khác" });

    [TearDown]
    public async Task Stop() => await _partner.DisposeAsync();

    [Test]
    public async Task A_packet_is_entered_under_its_local_number_with_its_status()
    {
        var heard = await Knock.PushAsync(_partner, "d-1");
        var effect = _partner.Records.EffectsOf(Knock.Number).Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(heard.Json.GetProperty("received").GetBoolean(), Is.True);
            Assert.That(heard.Json.GetProperty("reference").GetString(), Is.EqualTo(effect.Reference).And.StartsWith("MCDT-"));
            Assert.That((effect.Ordinal, effect.Position, effect.Operation, effect.BusinessStatus), Is.EqualTo((1L, 1, "progress", (int?)4)));
        }
    }

    [TestCase("X-Interop-Signature", "t=1,v1=00")]
    [TestCase("X-Interop-Signature", "t=1717380000,v1=0000000000000000000000000000000000000000000000000000000000000000")]
    [TestCase("X-Interop-Signature", "")]
    [TestCase("X-Interop-Signature", null)]
    public async Task A_wrong_signature_opens_nothing(string header, string? value)
    {
        var request = Knock.Packet(_partner, "d-1");
        request.Headers.Remove(header);
        if (value is not null)
        {
            request.Headers.TryAddWithoutValidation(header, value);
        }

        Assert.That((await Knock.SendAsync(request)).Status, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(_partner.Records.Effects, Is.Empty);
    }

    [Test]
    public async Task A_changed_body_breaks_the_signature()
    {
        var request = Knock.Packet(_partner, "d-1");
        var body = await request.Content!.ReadAsStringAsync();
        request.Content = new StringContent(body.Replace("\"status\":4", "\"status\":5", StringComparison.Ordinal), Encoding.UTF8, "application/json");
        Assert.That((await Knock.SendAsync(request)).Status, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task An_unknown_kind_of_packet_is_refused()
    {
        var heard = await Knock.SendAsync(Knock.Packet(_partner, "d-1", kind: "gossip"));
        Assert.That(heard.Status, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(heard.Json.GetProperty("error").GetString(), Does.Contain("/kind"));
    }

    [Test]
    public async Task Requests_keep_what_came_without_credentials_and_within_their_bound()
    {
        await using var partner = await PopulationSimulator.StartAsync(new SimulatorOptions { RequestsKept = 2 });
        for (var i = 0; i < 3; i++)
        {
            await Knock.VerifyAsync(partner, "001099000001", "NGUYỄN VĂN MẪU", """{"Nam":"1999"}""", $"yc-{i}");
        }

        var kept = await Knock.GetAsync(new Uri(partner.AdminUrl, "_sim/requests?body=true"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(partner.Records.Counts.Requests, Is.EqualTo(3));
            Assert.That(kept.Json.EnumerateArray().Select(r => r.GetProperty("deliveryId").GetString()), Is.EqualTo(new[] { "yc-1", "yc-2" }));
            Assert.That(kept.Json[0].GetProperty("body").GetString(), Does.Contain("NGUYỄN VĂN MẪU"));
            Assert.That(kept.Text, Does.Not.Contain(partner.ApiKey).And.Not.Contain("Basic "));
        }
    }

    [Test]
    public async Task What_a_hub_tells_of_a_packet_stands_in_its_books()
    {
        await Knock.SendAsync(Knock.Packet(_partner, "d-1"));
        await Knock.SendAsync(Knock.Packet(_partner, "d-2", kind: "fault", content: """{"regardingPacketId":"p-1","destination":"HOTICH","at":"2024-06-03T09:30:00+07:00","fault":{}}"""));
        await Knock.SendAsync(Knock.Packet(_partner, "d-3", kind: "deliveryStatus", content: """{"regardingPacketId":"p-1","destination":"HOTICH","state":"delivered","since":"2024-06-03T09:30:00+07:00"}"""));
        Assert.That(
            _partner.Records.Effects.Select(e => e.Notice),
            Is.EqualTo(new[] { null, new ReceivedNotice("p-1", "HOTICH", State: null), new ReceivedNotice("p-1", "HOTICH", "delivered") }));
    }

    [Test]
    public async Task Effects_are_told_by_dossier_over_http()
    {
        await Knock.SendAsync(Knock.Packet(_partner, "d-1"));
        await Knock.SendAsync(Knock.Packet(_partner, "d-2", number: "000.00.18.H40-240603-0002"));
        await Knock.SendAsync(Knock.Packet(_partner, "d-3", kind: "result"));
        var told = await Knock.GetAsync(new Uri(_partner.AdminUrl, $"_sim/effects/{Uri.EscapeDataString(Knock.Number)}"));
        var later = await Knock.GetAsync(new Uri(_partner.AdminUrl, "_sim/effects?after=1&take=1"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(told.Json.EnumerateArray().Select(e => (e.GetProperty("deliveryId").GetString(), e.GetProperty("position").GetInt32())), Is.EqualTo(new[] { ("d-1", 1), ("d-3", 2) }));
            Assert.That(later.Json.EnumerateArray().Select(e => e.GetProperty("deliveryId").GetString()), Is.EqualTo(new[] { "d-2" }));
        }
    }
}
