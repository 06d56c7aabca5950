using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Interop.Adapters.Soap.Security;

using static Interop.Hub.Host.Tests.TestConfiguration;

namespace Interop.Hub.Host.Tests;

/// <summary>Partners that prove by their messages who they are, as a province enters them.</summary>
[TestFixture]
internal sealed class MessageSecurityTests
{
    private static readonly XNamespace Exchange = "urn:interop:dossier-exchange:1";

    private DirectoryInfo _folder = null!;
    private X509Certificate2 _ministry = null!;
    private X509Certificate2 _hubs = null!;
    private HubUnderTest? _hub;

    [SetUp]
    public void Certificates()
    {
        _folder = Directory.CreateTempSubdirectory("interop-message-security-");
        (_ministry, _hubs) = (Certificate("CN=Bo Mau"), Certificate("CN=Truc Mau"));
        File.WriteAllText(Path.Combine(_folder.FullName, "bo-mau.pem"), _ministry.ExportCertificatePem());
        File.WriteAllText(Path.Combine(_folder.FullName, "truc.pem"), _hubs.ExportCertificatePem() + "\n" + _hubs.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem());
    }

    [TearDown]
    public async Task Stop()
    {
        await (_hub?.DisposeAsync() ?? ValueTask.CompletedTask);
        _hub = null;
        _ministry.Dispose();
        _hubs.Dispose();
        _folder.Delete(recursive: true);
    }

    [Test]
    public async Task AnApiKeyInAUsernameTokenIsAsGoodAsInHttp()
    {
        await StartAsync(security: null);
        var (taken, receipt) = await SendAsync(Secure(new OutgoingSecurity { User = new OutgoingUser("hotich", _hub!.Keys["HOTICH"], PasswordKind.Text), Lifetime = null }, "1"));
        Assert.That(taken, Is.EqualTo(200), receipt.ToString());

        // A key of another partner, a key that is none, no key.
        foreach (var key in new[] { _hub.Keys["MCDT"], "iop_x", string.Empty })
        {
            var (status, fault) = await SendAsync(Secure(new OutgoingSecurity { User = new OutgoingUser("HOTICH", key, PasswordKind.Text) }, "2"));
            Assert.That((status, fault.Descendants("faultcode").Single().Value), Is.EqualTo((500, "soap:Client.FailedAuthentication")));
        }
    }

    [Test]
    public async Task ASignedMessageIsTakenOnceByAllNodesAndThroughARestartAndItsAnswerIsSigned()
    {
        await StartAsync(new JsonObject { ["Certificates"] = new JsonArray("bo-mau.pem"), ["Password"] = "plain:mật-khẩu", ["User"] = "bo-mau" });
        var security = new OutgoingSecurity { User = new OutgoingUser("bo-mau", "mật-khẩu"), Signature = new OutgoingSignature { Certificate = _ministry } };
        var message = Secure(security, "1");
        var (taken, answer) = await RawAsync(message);
        Assert.That(taken, Is.EqualTo(200), Encoding.UTF8.GetString(answer));
        var rules = new IncomingSecurity { Scope = "hub", Signature = new SignatureRule { Trust = new SigningTrust { Pins = [KeyPin.Of(_hubs, DateTimeOffset.MaxValue)] } } };
        var judged = await new SecurityVerifier(new MemoryNonceLedger(TimeProvider.System), TimeProvider.System).VerifyAsync(answer, "utf-8", rules, CancellationToken.None);
        Assert.That(judged, Is.TypeOf<SecurityReading.Verified>(), "the answer is signed by the hub's certificate");

        Assert.That((await SendAsync(message)).Body.Descendants("faultcode").Single().Value, Is.EqualTo("soap:Client.InvalidSecurity"), "sent again");
        await _hub!.StopAsync();
        await _hub.StartAgainAsync();
        Assert.That((await SendAsync(message)).Body.Descendants("faultcode").Single().Value, Is.EqualTo("soap:Client.InvalidSecurity"), "sent again after a restart");

        // What is entered is asked for, and HTTP's credentials take nobody past it.
        var unsigned = await SendAsync(Secure(security with { Signature = null }, "2"));
        var byKey = await SendAsync(Encoding.UTF8.GetBytes(Envelope("3")), "HOTICH");
        var both = await SendAsync(Secure(security, "4"), "HOTICH");
        Assert.That((unsigned.Status, byKey.Status, both.Status), Is.EqualTo((500, 500, 200)), byKey.Body.ToString());

        // Encrypted for the hub's certificate.
        var (opened, _) = await SendAsync(Secure(security with { Encryption = new OutgoingEncryption { Certificate = _hubs } }, "5"));
        Assert.That(opened, Is.EqualTo(200));
    }

    [Test]
    public void WhatIsWrongIsListedWithItsPathAndExceptionsAreWarnedOf()
    {
        var text = Minimal();
        text["Interop"]!["MessageSecurity"] = new JsonObject { ["Certificates"] = new JsonArray($"file:{_folder}/bo-mau.pem") };
        text["Interop"]!["Partners"]!["A"] = Partner(new JsonObject { ["Certificates"] = new JsonArray("khong-co.pem", "truc.txt"), ["Sha1Until"] = "2027" });
        text["Interop"]!["Partners"]!["B"] = Partner(new JsonObject { ["Roots"] = new JsonArray("bo-mau.pem"), ["User"] = "mcdt" });
        text["Interop"]!["Partners"]!["C"] = Partner(new JsonObject { ["Encrypted"] = true, ["Sha1Until"] = "2027-06-30T00:00:00+07:00" });
        File.WriteAllText(Path.Combine(_folder.FullName, "truc.txt"), "không phải");
        Assert.That(Load(text, folder: _folder.FullName).Errors.Select(e => e.Path), Is.EquivalentTo(new[]
        {
            "Interop:MessageSecurity:Certificates",
            "Interop:Partners:A:MessageSecurity:Certificates", "Interop:Partners:A:MessageSecurity:Certificates", "Interop:Partners:A:MessageSecurity:Sha1Until",
            "Interop:Partners:B:MessageSecurity:Subjects", "Interop:Partners:B:MessageSecurity:User",
            "Interop:Partners:C:MessageSecurity", "Interop:Partners:C:MessageSecurity",
        }));

        text = Minimal();
        text["Interop"]!["Partners"]!["A"] = Partner(new JsonObject { ["Certificates"] = new JsonArray("bo-mau.pem"), ["Sha1Until"] = "2099-06-30T00:00:00+07:00" });
        var loaded = Load(text, folder: _folder.FullName).Loaded!;
        Assert.That(loaded.Warnings.Select(w => w.Path), Does.Contain("Interop:Partners:A:MessageSecurity:Sha1Until").And.Not.Contain("Interop:Partners:A"));
        text["Interop"]!["Partners"]!["B"] = Partner(new JsonObject { ["Certificates"] = new JsonArray("bo-mau.pem") });
        Assert.That(Load(text, folder: _folder.FullName).Errors.Select(e => e.Path), Is.EquivalentTo(new[] { "Interop:Partners:B:MessageSecurity:Certificates" }));
    }

    // Or every reload would say that the hub is to be started again.
    [Test]
    public void SettingsThatAreReadAgainAndSayTheSameHaveNotChanged()
    {
        var text = Minimal();
        text["Interop"]!["MessageSecurity"] = new JsonObject { ["Certificates"] = new JsonArray($"file:{_folder}/truc.pem"), ["Actor"] = "urn:truc" };
        var first = Load(text, folder: _folder.FullName).Loaded!;
        var again = Load(text, first, _folder.FullName).Loaded!;
        text["Interop"]!["MessageSecurity"]!["Certificates"]!.AsArray().Add($"file:{_folder}/truc.pem");
        var another = Load(text, first, _folder.FullName).Loaded!;

        Assert.That(again.Settings, Is.EqualTo(first.Settings));
        Assert.That(another.Settings, Is.Not.EqualTo(first.Settings));
    }

    private static JsonObject Partner(JsonObject security) => new()
    {
        ["Name"] = "Bộ Mẫu", ["Organisation"] = "H40", ["Permissions"] = new JsonObject { ["Kinds"] = new JsonArray("progress") }, ["MessageSecurity"] = security,
    };

    private static X509Certificate2 Certificate(string subject)
    {
        using var key = RSA.Create(2048);
        return new CertificateRequest(subject, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddYears(1));
    }

    private async Task StartAsync(JsonObject? security)
    {
        _hub = await HubUnderTest.StartAsync(interop =>
        {
            if (security?["Certificates"] is JsonArray certificates)
            {
                certificates[0] = Path.Combine(_folder.FullName, certificates[0]!.GetValue<string>());
            }

            interop["MessageSecurity"] = new JsonObject { ["Certificates"] = new JsonArray($"file:{Path.Combine(_folder.FullName, "truc.pem")}") };
            if (security is not null)
            {
                interop["Partners"]!["HOTICH"]!["MessageSecurity"] = security;
            }
        });
        using var submitted = await _hub.Client("MCDT").PostAsync("api/v1/dossiers", HubUnderTest.Json(Dossiers.Birth(1).ToJsonString()));
        Assert.That((int)submitted.StatusCode, Is.EqualTo(202));
    }

    private static string Envelope(string id) =>
        $"<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body><ProgressRequest xmlns='{Exchange}'><packetId>bm-{id}</packetId><dossierNumber>{Dossiers.Number(1)}</dossierNumber>"
        + "<occurredAt>2026-11-23T09:00:00+07:00</occurredAt><statusCode>4</statusCode><content>Đang xử lý</content></ProgressRequest></s:Body></s:Envelope>";

    private static byte[] Secure(OutgoingSecurity security, string id) =>
        ((SecurityWriting.Secured)new SecurityWriter(TimeProvider.System, RandomNumberGenerator.Create()).Secure(Encoding.UTF8.GetBytes(Envelope(id)), security)).Envelope.ToArray();

    private async Task<(int Status, XDocument Body)> SendAsync(byte[] message, string? partner = null)
    {
        var (status, body) = await RawAsync(message, partner);
        return (status, XDocument.Parse(Encoding.UTF8.GetString(body)));
    }

    private async Task<(int Status, byte[] Body)> RawAsync(byte[] message, string? partner = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_hub!.Address, "soap/dossier-exchange")) { Content = new ByteArrayContent(message) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "text/xml; charset=utf-8");
        request.Headers.Add("SOAPAction", "\"\"");
        if (partner is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{partner}:{_hub.Keys[partner]}")));
        }

        using var answer = await _hub.Client(null).SendAsync(request);
        return ((int)answer.StatusCode, await answer.Content.ReadAsByteArrayAsync());
    }
}
