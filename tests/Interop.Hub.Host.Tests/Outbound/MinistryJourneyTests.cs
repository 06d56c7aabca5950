using System.Text.Json.Nodes;
using Interop.Hub.Host.Commands;
using Interop.Hub.Host.Composition;
using Microsoft.Extensions.DependencyInjection;

namespace Interop.Hub.Host.Tests.Outbound;

/// <summary>A ministry whose certificate signed itself and has run out, from the first refusal to the day when its exception ends.</summary>
[TestFixture]
internal sealed class MinistryJourneyTests
{
    [Test]
    public async Task A_ministry_with_a_bad_certificate_is_refused_named_pinned_delivered_to_and_refused_again()
    {
        using var certificate = Certificates.SelfSigned(fromDays: -4000, toDays: -3000);
        using var other = Certificates.SelfSigned();
        Peer? front = null;
        await using var hub = await HubUnderTest.StartAsync(interop =>
        {
            var settings = interop["Partners"]!["HOTICH"]!["Adapter"]!["Settings"]!;
            var address = new Uri((string)settings["Url"]!);
            front = Peer.Before(address.Port, Call.Tls(certificate));
            settings["Url"] = front.Address(address.PathAndQuery).ToString();
        });
        await using var ministry = front!;
        var holder = hub.Services.GetRequiredService<ConfigurationHolder>();

        // 1. Refused, and the operator is told why. Nothing of the dossier was shown.
        using var taken = await hub.Client("MCDT").PostAsync("api/v1/dossiers", HubUnderTest.Json(Dossiers.Birth(1).ToJsonString()));
        Assert.That((int)taken.StatusCode, Is.EqualTo(202));
        await Eventually.BecomesTrueAsync(() => ministry.Connections > 0);
        var (refused, said) = await DoctorAsync(hub);
        Assert.That((refused, ministry.Requests.Count), Is.EqualTo((1, 0)), said);
        Assert.That(said, Does.Match("ERROR +partner HOTICH: partner.certificate: .*đã hết hạn").And.Contain($"sha256/{Certificates.Pin(certificate)}"));

        // 2. Another key than the agreed one does not help; the right one does, and what waited goes out.
        Pin(hub, Certificates.Pin(other), 60);
        Assert.That(holder.Reload(), Is.True);
        Assert.That((await DoctorAsync(hub)).Said, Does.Match("ERROR +partner HOTICH: partner.certificate: .*không phải khoá đã ghim"));
        Pin(hub, Certificates.Pin(certificate), 60);
        Assert.That(holder.Reload(), Is.True);
        await Eventually.BecomesTrueAsync(() => hub.Province.CivilStatus.Records.Counts.Effects == 1);
        var (pinned, told) = await DoctorAsync(hub);
        Assert.That(pinned, Is.Zero, told);
        Assert.That(told, Does.Contain("partner HOTICH: answers").And.Match("warning +Interop:Partners:HOTICH:Connection:Tls:Pins: .*thay trong quý").And.Match("warning +connection HOTICH: its certificate ended on"));
        Assert.That(holder.Reload(), Is.False, "the same file again is no change");

        // 3. The pin's end has come.
        Pin(hub, Certificates.Pin(certificate), -1);
        Assert.That(holder.Reload(), Is.True);
        var (ended, last) = await DoctorAsync(hub);
        Assert.That(ended, Is.EqualTo(1), last);
        Assert.That(last, Does.Match("ERROR +partner HOTICH: partner.certificate: .*Ngoại lệ đã ghim").And.Match("warning +Interop:Partners:HOTICH:Connection:Tls:Pins: the exception ended"));
    }

    [Test]
    public async Task The_doctor_tries_whether_this_process_can_speak_what_an_exception_allows()
    {
        await using var hub = await HubUnderTest.StartAsync(interop => interop["Partners"]!["HOTICH"]!["Connection"] = new JsonObject
        {
            ["Tls"] = new JsonObject { ["Protocols"] = new JsonArray("Tls10", "Tls12"), ["CipherSuites"] = new JsonArray("TLS_RSA_WITH_AES_128_CBC_SHA", "TLS_RSA_WITH_SEED_CBC_SHA"), ["Until"] = Day(90), ["Reason"] = "máy chủ 2009" },
        });

        var (code, said) = await DoctorAsync(hub);

        Assert.That(code, Is.Zero, said);
        Assert.That(said, Does.Match("ok +connection HOTICH: this process can speak Tls10").And.Match("warning +Interop:Partners:HOTICH:Connection:Tls:Until: Tls10, TLS_RSA_WITH_AES_128_CBC_SHA.* is offered until"));
        Assert.That(said, Does.Match("warning +connection HOTICH: this process does not have TLS_RSA_WITH_SEED_CBC_SHA"));
    }

    private static void Pin(HubUnderTest hub, string key, int days) => HubUnderTest.Rewrite(hub.ConfigurationPath, interop => interop["Partners"]!["HOTICH"]!["Connection"] = new JsonObject
    {
        ["Tls"] = new JsonObject { ["Pins"] = new JsonArray(new JsonObject { ["Key"] = $"sha256/{key}", ["Until"] = Day(days), ["Reason"] = "thay trong quý I" }) },
    });

    private static string Day(int days) => TimeProvider.System.GetUtcNow().AddDays(days).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);

    private static async Task<(int Code, string Said)> DoctorAsync(HubUnderTest hub)
    {
        await using var output = new StringWriter();
        return (await DoctorCommand.RunAsync(hub.ConfigurationPath, output, CancellationToken.None), output.ToString());
    }
}
