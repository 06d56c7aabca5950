using System.Xml;
using Interop.Adapters.Soap.Security;

namespace Interop.Adapters.Tests.Soap.Security;

/// <summary>A user name and password in a message's header.</summary>
public sealed class UsernameTokenTests
{
    [Test]
    public async Task Both_kinds_are_taken([Values] PasswordKind kind)
    {
        var taken = await Secured.TakenAsync(Message(kind), Secured.PasswordRules);
        Assert.That(taken.Identity, Is.EqualTo(new SecurityIdentity(Secured.User, null)));
    }

    [Test]
    public async Task Whatever_does_not_fit_is_one_answer([Values] PasswordKind kind)
    {
        var wrong = await Secured.RefusedAsync(Message(kind, password: "khác"), SecurityProblemKind.AuthenticationFailed, Secured.PasswordRules);
        var nobody = await Secured.RefusedAsync(Message(kind, user: "ai đó"), SecurityProblemKind.AuthenticationFailed, Secured.PasswordRules);
        var empty = await Secured.RefusedAsync(Message(kind, user: "ai đó", password: ""), SecurityProblemKind.AuthenticationFailed, Secured.PasswordRules);
        Assert.That(new[] { nobody, empty }, Is.All.EqualTo(wrong));
    }

    [Test]
    public async Task A_digest_is_taken_once_on_all_nodes_and_only_for_a_while()
    {
        var envelope = Message(PasswordKind.Digest);
        MemoryNonceLedger shared = new(new StoppedClock(Secured.Now));
        await Secured.TakenAsync(envelope, Secured.PasswordRules, shared);
        await Secured.RefusedAsync(envelope, SecurityProblemKind.Replayed, Secured.PasswordRules, shared);

        // Five minutes of age and five of skew.
        var last = Secured.Now.AddMinutes(10);
        await Secured.TakenAsync(envelope, Secured.PasswordRules, at: last.AddTicks(-1));
        await Secured.RefusedAsync(envelope, SecurityProblemKind.Expired, Secured.PasswordRules, at: last);
        await Secured.TakenAsync(envelope, Secured.PasswordRules, at: Secured.Now.AddMinutes(-5));
        await Secured.RefusedAsync(envelope, SecurityProblemKind.NotYetValid, Secured.PasswordRules, at: Secured.Now.AddMinutes(-5).AddTicks(-1));
    }

    [Test]
    public async Task A_nonce_is_not_spent_by_a_wrong_password()
    {
        MemoryNonceLedger ledger = new(new StoppedClock(Secured.Now));
        await Secured.RefusedAsync(Message(PasswordKind.Digest, password: "khác"), SecurityProblemKind.AuthenticationFailed, Secured.PasswordRules, ledger);
        await Secured.TakenAsync(Message(PasswordKind.Digest), Secured.PasswordRules, ledger);
    }

    private static IEnumerable<TestCaseData> Broken()
    {
        TestCaseData Case(string name, SecurityProblemKind kind, Action<XmlElement> change) => new TestCaseData(kind, change).SetArgDisplayNames(name);
        yield return Case("no nonce", SecurityProblemKind.Malformed, token => token.RemoveChild(token.At("wsse:Nonce")));
        yield return Case("no time", SecurityProblemKind.Malformed, token => token.RemoveChild(token.At("wsu:Created")));
        yield return Case("two nonces", SecurityProblemKind.Malformed, token => token.AppendChild(token.At("wsse:Nonce").CloneNode(true)));
        yield return Case("two users", SecurityProblemKind.Malformed, token => token.AppendChild(token.At("wsse:Username").CloneNode(true)));
        yield return Case("no user", SecurityProblemKind.Malformed, token => token.RemoveChild(token.At("wsse:Username")));
        yield return Case("no password", SecurityProblemKind.Malformed, token => token.RemoveChild(token.At("wsse:Password")));
        yield return Case("an element in the user", SecurityProblemKind.Malformed, token => token.At("wsse:Username").InnerXml += "<x/>");
        yield return Case("a nonce that is no base64", SecurityProblemKind.Malformed, token => token.At("wsse:Nonce").InnerText = "!");
        yield return Case("a time without an offset", SecurityProblemKind.Malformed, token => token.At("wsu:Created").InnerText = "2026-06-01T08:00:00");
        yield return Case("an unknown kind", SecurityProblemKind.TokenUnsupported, token => token.At("wsse:Password").SetAttribute("Type", "wsse:PasswordDigest"));
        yield return Case("a digest said to be text", SecurityProblemKind.AuthenticationFailed, token => token.At("wsse:Password").RemoveAttribute("Type"));
        yield return Case("a comment in the user", SecurityProblemKind.AuthenticationFailed, token => token.At("wsse:Username").InnerXml = Secured.User + "<!-- -->x");
    }

    [TestCaseSource(nameof(Broken))]
    public async Task What_is_broken_is_named(SecurityProblemKind kind, Action<XmlElement> change) =>
        await Secured.RefusedAsync(Secured.Change(Message(PasswordKind.Digest), document => change(document.At("//wsse:UsernameToken"))), kind, Secured.PasswordRules);

    [Test]
    public async Task Text_is_refused_where_only_a_digest_is_taken()
    {
        var rules = Secured.PasswordRules with { Username = Secured.PasswordRules.Username! with { TextAllowed = false } };
        await Secured.RefusedAsync(Message(PasswordKind.Text), SecurityProblemKind.TokenUnsupported, rules);
        await Secured.TakenAsync(Message(PasswordKind.Digest), rules);
    }

    [Test]
    public async Task User_and_signature_together_prove_both()
    {
        var envelope = Secured.Secure(Secured.Signing(Secured.Ecdsa) with { User = new OutgoingUser(Secured.User, Secured.Password) });
        var rules = Secured.SignatureRules with { Username = Secured.PasswordRules.Username, Signature = Secured.SignatureRules.Signature! with { UsernameToken = true } };
        var taken = await Secured.TakenAsync(envelope, rules);
        Assert.That((taken.Identity.User, taken.Identity.Signer?.Subject, taken.SignedParts.UsernameToken), Is.EqualTo((Secured.User, Secured.Ecdsa.Subject, true)));

        var signing = Secured.Signing(Secured.Ecdsa);
        var unsigned = Secured.Secure(signing with { User = new OutgoingUser(Secured.User, Secured.Password), Signature = signing.Signature! with { UsernameToken = false } });
        await Secured.RefusedAsync(unsigned, SecurityProblemKind.NotSigned, rules);
    }

    private static byte[] Message(PasswordKind kind, string user = Secured.User, string password = Secured.Password) =>
        Secured.Secure(new OutgoingSecurity { Lifetime = null, User = new OutgoingUser(user, password, kind) });
}
