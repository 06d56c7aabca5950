using Interop.Tests.Servers.Processes;

namespace Interop.Foreign.Tests.Security;

/// <summary>The xmlsec1 program, which knows XML Signature and XML Encryption, and nothing of SOAP: ids are told to it.</summary>
internal sealed class XmlSec(Keys keys)
{
    private static readonly string[] Ids =
    [
        "--id-attr:Id", "http://schemas.xmlsoap.org/soap/envelope/:Body",
        "--id-attr:Id", "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd:Timestamp",
        "--id-attr:Id", "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd:UsernameToken",
        "--id-attr:Id", "http://www.w3.org/2005/08/addressing:To",
    ];

    /// <exception cref="InvalidOperationException">It does not hold.</exception>
    public async Task VerifyAsync(ReadOnlyMemory<byte> envelope, string signer) => await ShellCommand.RunAsync(
        ["xmlsec1", "--verify", "--pubkey-cert-pem", keys.Path($"{signer}.crt"), .. Ids, await keys.WriteAsync("verify.xml", envelope)], CancellationToken.None);

    public async Task<byte[]> SignAsync(ReadOnlyMemory<byte> template, string signer) =>
        await OutputAsync(["--sign", "--privkey-pem", keys.Path($"{signer}.key"), .. Ids], "sign.xml", template);

    public async Task<byte[]> DecryptAsync(ReadOnlyMemory<byte> envelope) =>
        await OutputAsync(["--decrypt", "--privkey-pem", keys.Path("receiver.key")], "decrypt.xml", envelope);

    public async Task<byte[]> EncryptAsync(ReadOnlyMemory<byte> envelope, ReadOnlyMemory<byte> template, string sessionKey) => await OutputAsync(
        ["--encrypt", "--pubkey-cert-pem", keys.Path("receiver.crt"), "--session-key", sessionKey, "--xml-data", await keys.WriteAsync("data.xml", envelope), "--node-xpath", "/*/*[local-name()='Body']"],
        "template.xml",
        template);

    private async Task<byte[]> OutputAsync(IReadOnlyList<string> arguments, string name, ReadOnlyMemory<byte> input)
    {
        var output = keys.Path($"{name}.out");
        await ShellCommand.RunAsync(["xmlsec1", .. arguments, "--output", output, await keys.WriteAsync(name, input)], CancellationToken.None);
        return await File.ReadAllBytesAsync(output);
    }
}
