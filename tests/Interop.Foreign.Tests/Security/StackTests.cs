using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Interop.Adapters.Soap.Security;
using Interop.Foreign.Tests.Stacks;
using Interop.Tests.Servers.Processes;

namespace Interop.Foreign.Tests.Security;

/// <summary>What zeep and Node's soap send with WS-Security is taken, each way of theirs; and zeep takes what we sign.</summary>
public sealed class StackTests
{
    private const string User = "bộ-mẫu";
    private const string Password = "mật khẩu & <dài>";

    private Keys _keys = null!;
    private IReadOnlyDictionary<string, byte[]> _zeep = null!;
    private IReadOnlyDictionary<string, byte[]> _node = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _keys = new Keys();
        string[] arguments = [Stack.Script("Data", "ho-tich.wsdl"), _keys.Path("rsa.crt"), _keys.Path("rsa.key"), User, Password];
        _zeep = await SentAsync(["/usr/bin/python3", Stack.Script("Python", "security.py"), "send", .. arguments]);
        _node = await SentAsync(["node", Stack.Script("Node", "security.js"), .. arguments]);
    }

    [OneTimeTearDown]
    public void Stop() => _keys.Dispose();

    [TestCase("zeep", "text")]
    [TestCase("zeep", "text with timestamp")]
    [TestCase("zeep", "digest")]
    [TestCase("Node", "text")]
    [TestCase("Node", "digest")]
    [TestCase("Node", "digest with timestamp")]
    public async Task A_users_password_is_taken(string stack, string way)
    {
        var taken = await TakenAsync(stack, way, Passwords);
        Assert.That(taken.Identity, Is.EqualTo(new SecurityIdentity(User, null)));
        var wrong = Passwords with { Username = Passwords.Username! with { PasswordOf = (_, _) => ValueTask.FromResult<string?>("khác") } };
        Assert.That(await RefusedAsync(stack, way, wrong), Is.EqualTo(SecurityProblemKind.AuthenticationFailed));
    }

    [TestCase("zeep", "binary token", false)]
    [TestCase("zeep", "certificate in the reference", false)]
    [TestCase("Node", "certificate without timestamp", false)]
    [TestCase("Node", "certificate", true)]
    [TestCase("Node", "certificate with wsu:Id", true)]
    public async Task A_signature_is_taken(string stack, string way, bool hasTimestamp)
    {
        var taken = await TakenAsync(stack, way, Signatures with { TimestampRequired = hasTimestamp });
        Assert.That((taken.Identity.Signer?.Subject, taken.SignedParts.Body, taken.SignedParts.Timestamp, taken.Flags), Is.EqualTo((_keys.Rsa.Subject, true, hasTimestamp, SecurityFlags.None)));
        Assert.That(await RefusedAsync(stack, way, Signatures with { TimestampRequired = hasTimestamp }, "D-1", "D-2"), Is.EqualTo(SecurityProblemKind.CheckFailed));
    }

    [TestCase("zeep", "binary token with timestamp")]
    [TestCase("Node", "user and certificate")]
    public async Task User_and_signature_together_are_taken(string stack, string way)
    {
        var taken = await TakenAsync(stack, way, Signatures with { Username = Passwords.Username });
        Assert.That((taken.Identity.User, taken.Identity.Signer?.Subject, taken.SignedParts.Timestamp), Is.EqualTo((User, _keys.Rsa.Subject, true)));
    }

    [Test]
    public async Task The_usual_SHA1_of_zeep_is_refused_and_told_where_it_is_taken()
    {
        var rules = Signatures with { TimestampRequired = false };
        Assert.That(await RefusedAsync("zeep", "SHA-1", rules), Is.EqualTo(SecurityProblemKind.AlgorithmRefused));
        var taken = await TakenAsync("zeep", "SHA-1", rules with { Signature = rules.Signature! with { Sha1Allowed = true } });
        Assert.That(taken.Flags, Is.EqualTo(SecurityFlags.Sha1));
    }

    [Test]
    public async Task The_usual_transforms_of_Node_are_refused_by_their_name()
    {
        var reading = (SecurityReading.Refused)await VerifyAsync(_node["certificate by its defaults"], Signatures);
        Assert.That((reading.Problem.Kind, reading.Problem.Message), Is.EqualTo((SecurityProblemKind.AlgorithmRefused, "The transform enveloped-signature is not taken; sign by exclusive canonical form (xml-exc-c14n) alone.")));
    }

    [Test]
    public async Task Zeep_takes_what_we_sign()
    {
        using var random = RandomNumberGenerator.Create();
        var plain = Encoding.UTF8.GetBytes("<soap:Envelope xmlns:soap='http://schemas.xmlsoap.org/soap/envelope/'><soap:Body><a xmlns='urn:a'>Mẫu</a></soap:Body></soap:Envelope>");
        OutgoingSecurity security = new() { Signature = new OutgoingSignature { Certificate = _keys.Rsa } };
        var envelope = ((SecurityWriting.Secured)new SecurityWriter(TimeProvider.System, random).Secure(plain, security)).Envelope;
        Assert.That(await ZeepAsync(envelope), Does.StartWith("verified"));
        Assert.That(async () => await ZeepAsync(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(envelope.Span).Replace("Mẫu", "Mậu", StringComparison.Ordinal))), Throws.InvalidOperationException);
    }

    private static IncomingSecurity Passwords => new()
    {
        Scope = "bo-mau",
        TimestampRequired = false,
        Username = new UsernameRule { PasswordOf = (user, _) => ValueTask.FromResult(user == User ? Password : null) },
    };

    private IncomingSecurity Signatures => new() { Scope = "bo-mau", Signature = new SignatureRule { Trust = _keys.Trust } };

    private async Task<SecurityReading.Verified> TakenAsync(string stack, string way, IncomingSecurity rules)
    {
        var reading = await VerifyAsync(Sent(stack, way), rules);
        Assert.That(reading, Is.TypeOf<SecurityReading.Verified>(), () => $"{reading}\n{Encoding.UTF8.GetString(Sent(stack, way))}");
        var taken = (SecurityReading.Verified)reading;
        Assert.That(taken.Document.Descendants(XName.Get("hoTen", "urn:tinh-mau:ho-tich:1")).Single().Value, Is.EqualTo("Nguyễn Thị <Mẫu> & con"));
        return taken;
    }

    private async Task<SecurityProblemKind> RefusedAsync(string stack, string way, IncomingSecurity rules, string from = "", string to = "")
    {
        var envelope = Sent(stack, way);
        var changed = from.Length == 0 ? envelope : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(envelope).Replace(from, to, StringComparison.Ordinal));
        return ((SecurityReading.Refused)await VerifyAsync(changed, rules)).Problem.Kind;
    }

    private byte[] Sent(string stack, string way) => (stack == "zeep" ? _zeep : _node)[way];

    private async Task<string> ZeepAsync(ReadOnlyMemory<byte> envelope) => await ShellCommand.RunAsync(
        ["/usr/bin/python3", Stack.Script("Python", "security.py"), "verify", await _keys.WriteAsync("ours.xml", envelope), _keys.Path("rsa.crt")], CancellationToken.None, environment: Stack.Environment);

    private static async Task<SecurityReading> VerifyAsync(byte[] envelope, IncomingSecurity rules) =>
        await new SecurityVerifier(new MemoryNonceLedger(TimeProvider.System), TimeProvider.System).VerifyAsync(envelope, "utf-8", rules, CancellationToken.None);

    private static async Task<IReadOnlyDictionary<string, byte[]>> SentAsync(IReadOnlyList<string> command) =>
        JsonSerializer.Deserialize<Dictionary<string, byte[]>>(await ShellCommand.RunAsync(command, CancellationToken.None, environment: Stack.Environment))!;
}
