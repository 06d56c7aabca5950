using System.Security.Cryptography.X509Certificates;
using System.Text;
using Interop.Adapters.Delivery;
using Interop.Adapters.Soap.Security;
using Interop.Adapters.Tests.Conformance;
using Interop.Adapters.Tests.Soap.Security;

namespace Interop.Adapters.Tests.Soap.Profiles;

/// <summary>Partners that ask for WS-Security, connected by a profile: what they receive holds, and what they answer must.</summary>
public sealed class ProfileSecurityTests : ProfileTests
{
    private string? _received;

    public ProfileSecurityTests()
        : base(TimeSpan.FromSeconds(5))
    {
    }

    /// <summary>As business registration wants it: SOAP 1.2 and a UsernameToken with a digest.</summary>
    [TestCase("digest")]
    [TestCase("text")]
    public async Task A_profile_logs_in_by_UsernameToken(string kind)
    {
        await using var peer = Peer("<ok xmlns='urn:mau' so='S1'/>", "http://www.w3.org/2003/05/soap-envelope");
        var outcome = await DeliverAsync(
            peer, $$""" "soap": "1.2", "settings": { "Ten": {} }, "secrets": { "MatKhau": {} }, "security": { "timestamp": "5m", "user": { "name": "Ten", "password": "MatKhau", "kind": "{{kind}}" } },""",
            ("Values:Ten", Secured.User), ("Secrets:MatKhau", $"plain:{Secured.Password}"));
        Assert.That(outcome, Is.TypeOf<DeliveryOutcome.Accepted>());
        var verified = await Secured.TakenAsync(Encoding.UTF8.GetBytes(_received!), Secured.PasswordRules with { TimestampRequired = true }, at: TimeProvider.System.GetUtcNow());
        Assert.That(verified.Identity.User, Is.EqualTo(Secured.User));
        Assert.That(_received!.Contains(Secured.Password[..4], StringComparison.Ordinal), Is.EqualTo(kind == "text"));
    }

    [Test]
    public async Task A_profile_signs_by_a_certificate_that_is_a_secret_and_holds_answers_to_the_partners_key()
    {
        var theirs = KeyPin.Of(Secured.Ecdsa, DateTimeOffset.MaxValue).Sha256;
        var profile = $$""" "secrets": { "ChungThu": {} }, "security": { "timestamp": "5m", "sign": { "certificate": "ChungThu" }, "answers": { "pins": [ { "sha256": "{{theirs}}", "expires": "2099-12-31" } ] } },""";
        await using var unsigned = Peer("<ok xmlns='urn:mau' so='S1'/>");
        var doubtful = await DeliverAsync(unsigned, profile, ("Secrets:ChungThu", $"plain:{Pem}"));
        Assert.That(((DeliveryOutcome.Unknown)doubtful).Fault.Message, Does.Contain("không chứng minh được"));

        var rules = new IncomingSecurity { Scope = "x", Signature = new SignatureRule { Trust = new SigningTrust { Pins = [KeyPin.Of(Secured.Rsa, DateTimeOffset.MaxValue)] } } };
        var verified = await Secured.TakenAsync(Encoding.UTF8.GetBytes(_received!), rules, at: TimeProvider.System.GetUtcNow());
        Assert.That((verified.SignedParts.Body, verified.SignedParts.Timestamp), Is.EqualTo((true, true)));
        Assert.That(_received, Does.Not.Contain("PRIVATE KEY"));

        await using var signed = Signed();
        Assert.That(await DeliverAsync(signed, profile, ("Secrets:ChungThu", $"plain:{Pem}")), Is.TypeOf<DeliveryOutcome.Accepted>());
    }

    /// <summary>A profile that is shipped cannot know the keys of whoever runs the partner's gateway.</summary>
    [Test]
    public async Task The_partners_key_may_be_a_setting_of_the_destination()
    {
        const string Profile = """ "settings": { "Khoa": { "required": true } }, "security": { "answers": { "setting": "Khoa" } },""";
        var (theirs, other) = (KeyPin.Of(Secured.Ecdsa, DateTimeOffset.MaxValue).Sha256, KeyPin.Of(Secured.Rsa, DateTimeOffset.MaxValue).Sha256);
        await using var signed = Signed();
        Assert.That(await DeliverAsync(signed, Profile, ("Values:Khoa", $"{other} 2099-12-31, {theirs} 2099-12-31")), Is.TypeOf<DeliveryOutcome.Accepted>());
        foreach (var none in new[] { $"{other} 2099-12-31", $"{theirs} 2020-01-01" })
        {
            Assert.That(((DeliveryOutcome.Unknown)await DeliverAsync(signed, Profile, ("Values:Khoa", none))).Fault.Message, Does.Contain("không chứng minh được"), none);
        }

        foreach (var wrong in new[] { theirs, $"{theirs} 31/12/2099", "AAAA 2099-12-31", "," })
        {
            Bench.Errors.Clear();
            Assert.That(Errors(Profile, ("Values:Khoa", wrong)), Has.Count.EqualTo(1).And.Some.Contain("Values:Khoa"), wrong);
        }
    }

    [Test]
    public void Everything_that_is_wrong_is_listed_with_its_place()
    {
        var errors = Errors(
            """
            "settings": { "Ten": {} }, "secrets": { "MatKhau": {} },
            "security": {
              "timestamp": "1s", "user": { "name": "Khac", "password": "MatKhau", "kind": "plain" }, "sign": { "certificate": "KhongCo", "hash": "md5" },
              "encrypt": { "certificate": "khong-co.pem", "content": "des" }, "answers": { "pins": [ { "sha256": "AAAA", "expires": "31/12/2027" } ], "setting": "Khac", "sha2": true }, "samlToken": {}
            },
            """,
            ("Values:Ten", "a"), ("Secrets:MatKhau", "plain:b"));
        foreach (var pointer in new[]
        {
            "/security/timestamp", "/security/user/name", "/security/user/kind", "/security/sign/certificate", "/security/sign/hash", "/security/encrypt/certificate", "/security/encrypt/content",
            "/security/answers/pins/0/sha256", "/security/answers/pins/0/expires", "/security/answers/setting", "/security/answers/sha2", "/security/samlToken",
        })
        {
            Assert.That(errors, Has.Some.Contain(pointer), pointer);
        }
    }

    [Test]
    public void A_secret_that_is_no_certificate_with_its_key_is_told_and_never_shown()
    {
        var errors = Errors(""" "secrets": { "ChungThu": {} }, "security": { "sign": { "certificate": "ChungThu" } },""", ("Secrets:ChungThu", $"plain:{Secured.Rsa.ExportCertificatePem()}"));
        Assert.That(errors, Has.One.Contain("ChungThu").And.One.Contain("with its private key"));
        Assert.That(errors, Has.None.Contain("BEGIN"));
    }

    private static ScriptedPeer Signed() => new(_ => PeerAnswer.Http(200, "text/xml; charset=utf-8", ((SecurityWriting.Secured)new SecurityWriter(TimeProvider.System, System.Security.Cryptography.RandomNumberGenerator.Create())
        .Secure(Encoding.UTF8.GetBytes(Http.Envelope("<ok xmlns='urn:mau' so='S1'/>")), Secured.Signing(Secured.Ecdsa))).Envelope.ToArray()));

    private static string Pem => $"{Secured.Rsa.ExportCertificatePem()}\n{Secured.Rsa.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem()}";

    private ScriptedPeer Peer(string body, string soap = Http.Soap11) => new(request =>
    {
        _received = request.Text[(request.Text.IndexOf("<?xml", StringComparison.Ordinal) is >= 0 and var at ? at : 0)..];
        return PeerAnswer.Http(200, soap == Http.Soap11 ? "text/xml; charset=utf-8" : "application/soap+xml; charset=utf-8", Encoding.UTF8.GetBytes($"<s:Envelope xmlns:s='{soap}'><s:Body>{body}</s:Body></s:Envelope>"));
    });

    private async Task<DeliveryOutcome> DeliverAsync(ScriptedPeer peer, string more, params (string Name, string Value)[] settings)
    {
        Shelf.Simple("x", "<m:goi xmlns:m='urn:mau'>Xin chào</m:goi>", more);
        var adapter = Bench.Make(Soap, Settings(peer.Url, settings), "DICH");
        return await adapter.Delivery!.DeliverAsync(Samples.Requests.Submission(), CancellationToken.None);
    }

    private IReadOnlyList<string> Errors(string more, params (string Name, string Value)[] settings)
    {
        Shelf.Simple("x", "<goi/>", more);
        Bench.TryMake(Soap, Settings(new Uri("http://127.0.0.1:1/"), settings));
        return [.. Bench.Errors.Select(e => $"{e.Path} {e.Message}")];
    }

    private Dictionary<string, string?> Settings(Uri url, (string Name, string Value)[] more) => new(
        more.Select(m => new KeyValuePair<string, string?>(m.Name, m.Value)).Concat([new("Profile", "x"), new("Folder", Shelf.Folder), new("Endpoint", url.AbsoluteUri)]));
}
