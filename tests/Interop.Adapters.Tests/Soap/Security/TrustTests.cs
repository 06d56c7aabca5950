using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Interop.Adapters.Soap.Security;

namespace Interop.Adapters.Tests.Soap.Security;

/// <summary>Which keys may sign: a pin while it holds, or a chain to a root, in the certificate's own time.</summary>
public sealed class TrustTests
{
    [Test]
    public async Task A_pin_holds_until_it_expires()
    {
        SigningTrust trust = new() { Pins = [KeyPin.Of(Secured.Rsa, Secured.Now.AddTicks(1))] };
        await Secured.TakenAsync(Secured.Signed(Secured.Rsa), Rules(trust));
        await Secured.RefusedAsync(Secured.Signed(Secured.Rsa), SecurityProblemKind.Untrusted, Rules(trust with { Pins = [KeyPin.Of(Secured.Rsa, Secured.Now)] }));
        await Secured.RefusedAsync(Secured.Signed(Secured.Rsa), SecurityProblemKind.Untrusted, Rules(new SigningTrust()));
    }

    [Test]
    public async Task A_chain_is_found_through_what_was_entered()
    {
        SigningTrust trust = new() { Roots = [Chain.Root], Intermediates = [Chain.Between] };
        await Secured.TakenAsync(Secured.Signed(Chain.Leaf), Rules(trust));
        await Secured.RefusedAsync(Secured.Signed(Chain.Leaf), SecurityProblemKind.Untrusted, Rules(trust with { Intermediates = [] }));
        await Secured.RefusedAsync(Secured.Signed(Chain.Leaf), SecurityProblemKind.Untrusted, Rules(trust with { Roots = [Secured.Stranger] }));
        await Secured.RefusedAsync(Secured.Signed(Secured.Stranger), SecurityProblemKind.Untrusted, Rules(trust));
    }

    [Test]
    public async Task Under_a_root_of_many_a_name_is_asked_for()
    {
        SigningTrust trust = new() { Roots = [Chain.Root], Intermediates = [Chain.Between], Subjects = ["CN=Leaf"] };
        await Secured.TakenAsync(Secured.Signed(Chain.Leaf), Rules(trust));
        await Secured.RefusedAsync(Secured.Signed(Certificates.Issued("CN=Other", Chain.Between)), SecurityProblemKind.Untrusted, Rules(trust));
    }

    [Test]
    public async Task Judging_reaches_out_for_nothing()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        var address = $"http://{listener.LocalEndpoint}/";
        var far = Certificates.Issued("CN=Xa", Chain.Between, more: request =>
        {
            request.CertificateExtensions.Add(new X509AuthorityInformationAccessExtension([address + "ocsp"], [address + "issuer.crt"]));
            request.CertificateExtensions.Add(CertificateRevocationListBuilder.BuildCrlDistributionPointExtension([address + "list.crl"]));
        });
        await Secured.TakenAsync(Secured.Signed(far), Rules(new SigningTrust { Roots = [Chain.Root], Intermediates = [Chain.Between] }));
        await Secured.RefusedAsync(Secured.Signed(far), SecurityProblemKind.Untrusted, Rules(new SigningTrust { Roots = [Chain.Root] }));
        Assert.That(listener.Pending(), Is.False);
    }

    [Test]
    public async Task A_chain_whose_revocation_is_asked_for_and_not_known_is_not_trusted()
    {
        SigningTrust trust = new() { Roots = [Chain.Root], Intermediates = [Chain.Between], Revocation = X509RevocationMode.Offline };
        await Secured.RefusedAsync(Secured.Signed(Chain.Leaf), SecurityProblemKind.Untrusted, Rules(trust));
    }

    [Test]
    public async Task A_certificate_is_judged_at_the_clocks_time()
    {
        // By a signature that is old enough to be of any time.
        var envelope = Secured.Secure(Secured.Signing(Secured.Rsa) with { Lifetime = null });
        var rules = Rules(new SigningTrust { Pins = [KeyPin.Of(Secured.Rsa, Secured.Now.AddYears(9))] }) with { TimestampRequired = false };
        await Secured.TakenAsync(envelope, rules, at: new DateTimeOffset(Secured.Rsa.NotAfter));
        await Secured.RefusedAsync(envelope, SecurityProblemKind.TokenInvalid, rules, at: new DateTimeOffset(Secured.Rsa.NotAfter).AddSeconds(1));
        await Secured.RefusedAsync(envelope, SecurityProblemKind.TokenInvalid, rules, at: new DateTimeOffset(Secured.Rsa.NotBefore).AddSeconds(-1));
    }

    [Test]
    public async Task A_key_that_may_not_sign_or_is_too_short_is_refused()
    {
        var encipher = Certificates.Ecdsa("CN=E", request => request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyEncipherment, true)));
        var small = Certificates.Rsa("CN=S", 1024);
        SigningTrust trust = new() { Pins = [KeyPin.Of(encipher, Secured.Now.AddDays(1)), KeyPin.Of(small, Secured.Now.AddDays(1))] };
        foreach (var certificate in (X509Certificate2[])[encipher, small])
        {
            // A writer of ours would not sign with them.
            var envelope = Secured.Change(Secured.Signed(), document => document.At("//wsse:BinarySecurityToken").InnerText = Convert.ToBase64String(certificate.RawData));
            await Secured.RefusedAsync(envelope, SecurityProblemKind.TokenInvalid, Rules(trust));
        }
    }

    private static IncomingSecurity Rules(SigningTrust trust) => new() { Scope = "a", Signature = new SignatureRule { Trust = trust } };

    private static class Chain
    {
        public static readonly X509Certificate2 Root = Certificates.Ecdsa("CN=Root", request => request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true)));
        public static readonly X509Certificate2 Between = Certificates.Issued("CN=Between", Root, isIssuer: true);
        public static readonly X509Certificate2 Leaf = Certificates.Issued("CN=Leaf", Between);
    }
}
