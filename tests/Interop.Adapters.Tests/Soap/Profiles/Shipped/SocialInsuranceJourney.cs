using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Xml.Linq;
using Interop.Adapters.Delivery;
using Interop.Adapters.Soap.Security;

namespace Interop.Adapters.Tests.Soap.Profiles.Shipped;

/// <summary>Social insurance: every message signed, files by MTOM, every answer signed by a key that the destination names.</summary>
[TestFixture]
public sealed class SocialInsuranceJourney : ShippedJourney
{
    private protected override string Profile => "social-insurance";

    private protected override IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>
    {
        ["Values:MaDonViGui"] = "H40",
        ["Values:CoQuanBHXH"] = "03600",
        ["Values:KhoaTraLoi"] = $"{KeyPin.Of(InsuranceKeys.Theirs, DateTimeOffset.MaxValue).Sha256} 2099-12-31",
        ["Secrets:ChungThu"] = $"plain:{InsuranceKeys.Pem(InsuranceKeys.Ours)}",
    };

    private protected override (string, string) Outdated => ("Secrets:ChungThu", $"plain:{InsuranceKeys.Pem(InsuranceKeys.Old)}");

    private protected override bool SaysWhen => true;

    private protected override ShippedMinistry Start() => new InsuranceMinistry();

    [Test]
    public async Task Files_come_as_parts_and_are_under_the_signature()
    {
        Assert.That(await DeliverAsync(Folder.Request("submission")), Is.TypeOf<DeliveryOutcome.Accepted>());

        Assert.That(Ministry.Last!.Parts, Is.EqualTo(2));
        Assert.That(Ministry.Last.ToString(), Does.Contain("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"));
        var papers = Ministry.Books.Values.Single().Content.Elements().Where(e => e.Name.LocalName == "TaiLieu").ToArray();
        foreach (var paper in papers)
        {
            var bytes = Convert.FromBase64String(paper.Elements().Last().Value);
            Assert.That(paper.Elements().Single(e => e.Name.LocalName == "Sha256").Value, Is.EqualTo(Convert.ToHexStringLower(SHA256.HashData(bytes))));
        }
    }

    [Test]
    public async Task An_answer_that_another_signed_leaves_the_outcome_open()
    {
        ((InsuranceMinistry)Ministry).Signer = InsuranceKeys.Old;
        var outcome = await DeliverAsync(Folder.Request("submission"));

        Assert.That((outcome as DeliveryOutcome.Unknown)?.Fault.Message, Does.Contain("không chứng minh được"), $"{outcome}");
        Assert.That(Ministry.Books, Has.Count.EqualTo(1));
    }

    private sealed class InsuranceMinistry() : ShippedMinistry("social-insurance")
    {
        private static readonly IncomingSecurity s_rules = new()
        {
            Scope = "truc",
            Signature = new SignatureRule { Trust = new SigningTrust { Pins = [KeyPin.Of(InsuranceKeys.Ours, DateTimeOffset.MaxValue)] } },
        };

        private readonly SecurityVerifier _verifier = new(new MemoryNonceLedger(TimeProvider.System), TimeProvider.System);
        private readonly SecurityWriter _writer = new(TimeProvider.System, RandomNumberGenerator.Create());

        public X509Certificate2 Signer { get; set; } = InsuranceKeys.Theirs;

        protected override async ValueTask<(XDocument? Envelope, string? Refusal)> BelieveAsync(byte[] envelope) =>
            await _verifier.VerifyAsync(envelope, "utf-8", s_rules, CancellationToken.None) is SecurityReading.Verified { SignedParts: { Body: true, Timestamp: true } } verified
                ? (verified.Document, null)
                : (null, "Chữ ký không hợp lệ hoặc chứng thư chưa đăng ký");

        protected override byte[] Sealed(byte[] envelope) =>
            ((SecurityWriting.Secured)_writer.Secure(envelope, new OutgoingSecurity { Signature = new OutgoingSignature { Certificate = Signer } })).Envelope.ToArray();

        protected override XElement? LookUp(XElement body) => body.Name != M + "TraCuuGiaoDich" || body.Element(M + "MaGiaoDich")!.Value is not { } asked
            ? null
            : Books.TryGetValue(asked, out var taken) ? Result("TraCuuGiaoDich", "BH00", "Có giao dịch", taken.Number, asked) : Result("TraCuuGiaoDich", "BH04", "Không có giao dịch");

        protected override string TransactionOf(XElement content) => content.Element(M + "ThongTinChung")!.Element(M + "MaGiaoDich")!.Value;

        protected override IEnumerable<string> FilesOf(XElement content) => content.Elements(M + "TaiLieu").Select(paper => paper.Element(M + "NoiDung")!.Value);

        protected override XElement Say(string operation, Word word, string? number) => word switch
        {
            Word.Taken => Result(operation, "BH00", "Đã tiếp nhận", number),
            Word.AlreadyThere => Result(operation, "BH01", "Giao dịch đã được tiếp nhận", number),
            Word.Refused => Result(operation, "BH12", Words),
            Word.Later => Result(operation, "BH30", Words, later: "03/06/2030 08:00:00"),
            Word.Maintenance => Result(operation, "BH31", Words),
            Word.Unregistered => Result(operation, "BH20", Words),
            _ => Result(operation, "BH90", Words),
        };

        private XElement Result(string operation, string code, string text, string? number = null, string? transaction = null, string? later = null) => new(
            M + (operation + "Response"),
            new XElement(M + "MaKetQua", code),
            new XElement(M + "ThongBao", text),
            transaction is null ? null : new XElement(M + "MaGiaoDich", transaction),
            number is null ? null : new XElement(M + "SoTiepNhan", number),
            later is null ? null : new XElement(M + "GuiLaiSau", later));
    }
}

/// <summary>Certificates of both sides, of today.</summary>
internal static class InsuranceKeys
{
    public static readonly X509Certificate2 Ours = Certificate("CN=Truc lien thong");
    public static readonly X509Certificate2 Old = Certificate("CN=Truc lien thong cu");
    public static readonly X509Certificate2 Theirs = Certificate("CN=BHXH");

    private static X509Certificate2 Certificate(string subject)
    {
        using var key = RSA.Create(2048);
        var now = TimeProvider.System.GetUtcNow();
        return new CertificateRequest(subject, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }

    public static string Pem(X509Certificate2 certificate)
    {
        using var key = certificate.GetRSAPrivateKey()!;
        return $"{certificate.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}";
    }
}
