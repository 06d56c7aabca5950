using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Interop.Hub.Core.Configuration;
using static Interop.Hub.Host.Tests.Outbound.Certificates;
using static Interop.Hub.Host.Tests.TestConfiguration;

namespace Interop.Hub.Host.Tests.Outbound;

/// <summary>How a partner is called, as a province enters it.</summary>
[TestFixture]
internal sealed class ConnectionSettingsTests
{
    private const string Key = "sha256/47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
    private static readonly SetTime Now = new(Today);

    private DirectoryInfo _folder = null!;

    [SetUp]
    public void Folder() => _folder = Directory.CreateTempSubdirectory("interop-connection-");

    [TearDown]
    public void Clean() => _folder.Delete(recursive: true);

    [Test]
    public void Every_mistake_is_listed_with_its_path()
    {
        var text = With("""
            { "Allow": ["bo.gov.vn", "https://bo.gov.vn:443"], "ConnectTimeout": "1h", "Timeout": "5s",
              "Proxy": { "Address": "https://proxy:1", "User": "a" },
              "Tls": {
                "Protocols": ["Tls09", "Tls10"], "CipherSuites": ["TLS_RSA_WITH_RC4_128_SHA", "TLS_NULL_WITH_NULL_NULL", "53"],
                "Pins": [ { "Key": "sha256/abc" }, { "Key": "PIN", "Until": "2099-01-01T00:00:00+07:00" }, { "Key": "PIN", "Reason": "x" } ],
                "Authority": "khong-co.pem", "ClientCertificate": "file:/khong/co.pem", "Untill": "2027-01-01T00:00:00+07:00" } }
            """);
        text["Interop"]!["Partners"]!["B"] = new JsonObject { ["Name"] = "Bộ Mẫu", ["Organisation"] = "H40", ["Permissions"] = new JsonObject { ["Kinds"] = new JsonArray("progress") }, ["Connection"] = new JsonObject { ["ConnectTimeout"] = "5s" } };

        const string Connection = "Interop:Partners:MCDT:Connection";
        Assert.That(Read(text).Errors.Select(e => e.Path), Is.EquivalentTo(new[]
        {
            $"{Connection}:Allow:0", $"{Connection}:Allow:1", $"{Connection}:ConnectTimeout", $"{Connection}:Timeout",
            $"{Connection}:Proxy:Address", $"{Connection}:Proxy:Password",
            $"{Connection}:Tls:Protocols:0", $"{Connection}:Tls:CipherSuites:0", $"{Connection}:Tls:CipherSuites:1", $"{Connection}:Tls:CipherSuites:2",
            $"{Connection}:Tls:Until", $"{Connection}:Tls:Untill",
            $"{Connection}:Tls:Pins:0:Key", $"{Connection}:Tls:Pins:1:Until", $"{Connection}:Tls:Pins:1:Reason", $"{Connection}:Tls:Pins:2:Until",
            $"{Connection}:Tls:Authority", $"{Connection}:Tls:ClientCertificate",
            "Interop:Partners:B:Connection",
        }));
    }

    [TestCase("""{ "Protocols": ["Tls10", "Tls12"] }""", "Until")]
    [TestCase("""{ "CipherSuites": ["TLS_RSA_WITH_AES_128_CBC_SHA"] }""", "Until")]
    [TestCase("""{ "CipherSuites": ["TLS_RSA_WITH_AES_128_GCM_SHA256"] }""", "Until")]
    [TestCase("""{ "Protocols": ["Tls11"], "Until": "2027-06-01T00:00:00+07:00" }""", "Reason")]
    [TestCase("""{ "Protocols": ["Tls11"], "Until": "2028-12-02T00:00:00+07:00", "Reason": "x" }""", "Until")]
    [TestCase("""{ "Until": "2027-06-01T00:00:00+07:00", "Reason": "x" }""", "Until")]
    [TestCase("""{ "Protocols": ["Tls12", "Tls13"], "CipherSuites": ["TLS_AES_128_GCM_SHA256", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"] }""", null)]
    [TestCase("""{ "Protocols": ["Tls10"], "Until": "2028-12-01T00:00:00+07:00", "Reason": "x" }""", null)]
    public void What_is_below_the_standard_needs_an_end_within_two_years_and_a_reason(string tls, string? wrong)
    {
        var errors = Read(With($$"""{ "Tls": {{tls}} }""")).Errors.Select(e => e.Path);

        Assert.That(errors, Is.EqualTo(wrong is null ? Array.Empty<string>() : [$"Interop:Partners:MCDT:Connection:Tls:{wrong}"]));
    }

    [Test]
    public void Exceptions_are_warned_of_while_they_last_near_their_end_and_past_it()
    {
        var text = With("""
            { "Tls": { "Protocols": ["Tls10", "Tls12"], "Until": "2027-06-01T00:00:00+07:00", "Reason": "máy chủ 2009",
              "Pins": [ { "Key": "PIN", "Until": "2027-06-01T00:00:00+07:00", "Reason": "tự ký" }, { "Key": "PIN" } ] } }
            """);
        string[] At(DateTimeOffset now) => [.. Load(text, folder: _folder.FullName, time: new SetTime(now)).Loaded!.Warnings.Where(w => w.Path.Contains(":Connection:", StringComparison.Ordinal)).Select(w => $"{w.Path[(w.Path.LastIndexOf(':') + 1)..]}: {w.Message}")];

        Assert.Multiple(() =>
        {
            Assert.That(At(Today), Has.Length.EqualTo(2).And.Some.Match("Until: Tls10 is offered until 2027-06-01 \\(máy chủ 2009\\)").And.Some.Match("Pins: .*is taken though it does not verify until 2027-06-01"));
            Assert.That(At(new DateTimeOffset(2027, 5, 20, 0, 0, 0, TimeSpan.FromHours(7))), Has.Some.Match("Until: .*for 12 more day").And.Some.Match("Pins: .*for 12 more day"));
            Assert.That(At(new DateTimeOffset(2027, 6, 1, 0, 0, 0, TimeSpan.FromHours(7))), Has.Some.Match("Until: the exception ended on 2027-06-01: Tls10 is no longer offered; ").And.Some.Match("Pins: the exception ended"));
        });
    }

    [Test]
    public void Certificates_are_read_from_PEM_and_PKCS_12_and_their_end_is_told()
    {
        using var authority = Authority();
        using var own = SignedBy(authority, "truc.tinhmau.gov.vn", toDays: 20);
        File.WriteAllText(PathOf("bo-ca.pem"), authority.ExportCertificatePem());
        File.WriteAllText(PathOf("truc.pem"), own.ExportCertificatePem() + "\n" + own.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem() + "\n" + authority.ExportCertificatePem());
        File.WriteAllBytes(PathOf("truc.p12"), own.Export(X509ContentType.Pkcs12, "mật-khẩu"));
        LoadResult Of(string file, string? password) => Read(With(new JsonObject
        {
            ["Tls"] = new JsonObject { ["Authority"] = "bo-ca.pem", ["ClientCertificate"] = $"file:{PathOf(file)}", ["ClientCertificatePassword"] = password },
        }.ToJsonString()));

        var pem = Of("truc.pem", null).Loaded!;
        var packed = Of("truc.p12", "plain:mật-khẩu").Loaded!.Hub.Partners["MCDT"].Destination!.Connection.Tls;
        var locked = Of("truc.p12", "plain:khác");

        var tls = pem.Hub.Partners["MCDT"].Destination!.Connection.Tls;
        Assert.That((tls.ClientCertificate[0].HasPrivateKey, tls.ClientCertificate.Count, tls.Authority.Single().Subject), Is.EqualTo((true, 2, authority.Subject)));
        Assert.That((packed.ClientCertificate[0].HasPrivateKey, packed.ClientCertificate[0].Subject), Is.EqualTo((true, own.Subject)));
        Assert.That(pem.Warnings.Select(w => $"{w.Path} {w.Message}"), Has.Some.Match("Connection:Tls:ClientCertificate our certificate .* ends on 2026-12-21"));
        Assert.That(locked.Errors.Select(e => e.Path), Is.EqualTo(new[] { "Interop:Partners:MCDT:Connection:Tls:ClientCertificate" }));
        Assert.That(locked.Errors[0].Message, Does.Not.Contain("khác"));
    }

    [Test]
    public void A_partner_keeps_its_client_until_something_of_its_connection_changes_also_in_a_file()
    {
        using var authority = Authority();
        using var next = Authority();
        File.WriteAllText(PathOf("bo-ca.pem"), authority.ExportCertificatePem());
        var text = With("""{ "Allow": ["127.0.0.1:9"], "Proxy": { "Address": "http://127.0.0.1:3128", "User": "a", "Password": "plain:1" }, "Tls": { "Authority": "bo-ca.pem", "Protocols": ["Tls10"], "Until": "2027-06-01T00:00:00+07:00", "Reason": "x" } }""");

        var first = Read(text).Loaded!;
        var same = Read(text, first).Loaded!;
        File.WriteAllText(PathOf("bo-ca.pem"), next.ExportCertificatePem());
        var otherFile = Read(text, same).Loaded!;
        text["Interop"]!["Partners"]!["MCDT"]!["Connection"]!["Proxy"]!["Password"] = "plain:2";
        var otherSecret = Read(text, otherFile).Loaded!;
        text["Interop"]!["Partners"]!["MCDT"]!["Connection"]!["ConnectTimeout"] = "6s";
        var otherSetting = Read(text, otherSecret).Loaded!;

        Assert.Multiple(() =>
        {
            Assert.That((same.Adapters.Get("MCDT"), same.Hub.Fingerprint, same.Settings), Is.EqualTo((first.Adapters.Get("MCDT"), first.Hub.Fingerprint, first.Settings)));
            Assert.That(otherFile.Adapters.Get("MCDT"), Is.Not.SameAs(same.Adapters.Get("MCDT")));
            Assert.That(otherSecret.Adapters.Get("MCDT"), Is.Not.SameAs(otherFile.Adapters.Get("MCDT")));
            Assert.That(otherSetting.Adapters.Get("MCDT"), Is.Not.SameAs(otherSecret.Adapters.Get("MCDT")));
            Assert.That(otherSetting.Hub.Partners["MCDT"].Destination!.Connection.Tls.Protocols, Is.EqualTo(new[] { TlsStandard.Protocols["Tls10"] }).And.None.EqualTo(SslProtocols.Tls12));
        });
    }

    [Test]
    public void What_the_adapters_settings_name_may_be_called_and_a_list_that_leaves_it_out_is_an_error()
    {
        var named = Read(Minimal()).Loaded!.Adapters.Connection("MCDT")!.Targets.Select(t => t.ToString());
        var outside = Read(With("""{ "Allow": ["127.0.0.1:10"] }""")).Errors;

        Assert.That(named, Is.EqualTo(new[] { "127.0.0.1:9" }));
        Assert.That(outside.Select(e => (e.Path, e.Message.Contains("127.0.0.1:9", StringComparison.Ordinal))), Is.EqualTo(new[] { ("Interop:Partners:MCDT:Connection:Allow", true) }));
    }

    [Test]
    public void A_profiles_own_address_may_be_called()
    {
        var text = Minimal();
        var folder = _folder.CreateSubdirectory("ho-tich");
        foreach (var file in new DirectoryInfo(Path.Combine(AppContext.BaseDirectory, "profiles", "civil-status")).GetFiles())
        {
            file.CopyTo(Path.Combine(folder.FullName, file.Name));
        }

        var profile = Path.Combine(folder.FullName, "profile.json");
        var json = JsonNode.Parse(File.ReadAllText(profile))!.AsObject();
        json["endpoint"] = "https://hotich.bo.gov.vn:8443/DichVu.asmx";
        File.WriteAllText(profile, json.ToJsonString());
        text["Interop"]!["Partners"]!["MCDT"]!["Adapter"] = JsonNode.Parse($$"""{ "Type": "soap", "Settings": { "Profile": "ho-tich", "Folder": "{{_folder.FullName}}", "Values": { "User": "u" }, "Secrets": { "Password": "plain:p" } } }""");
        text["Interop"]!["Routes"]!.AsArray().Clear();

        var read = Read(text);

        Assert.That(read.Errors.Select(e => $"{e.Path}: {e.Message}"), Is.Empty);
        Assert.That(read.Loaded!.Adapters.Connection("MCDT")!.Targets.Select(t => t.ToString()).Distinct(), Is.EqualTo(new[] { "hotich.bo.gov.vn:8443" }));
    }

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);

    private LoadResult Read(JsonObject text, LoadedConfiguration? before = null) => Load(text, before, _folder.FullName, Now);

    private static JsonObject With(string connection)
    {
        var text = Minimal();
        text["Interop"]!["Partners"]!["MCDT"]!["Connection"] = JsonNode.Parse(connection.Replace("PIN", Key, StringComparison.Ordinal));
        return text;
    }
}
