using System.Security.Claims;
using Interop.Adapters.Soap.Endpoint;
using Interop.Adapters.Soap.Security;
using Interop.Adapters.Tests.Soap.Security;

namespace Interop.Adapters.Tests.Soap.Door;

/// <summary>Partners as a province would enter them.</summary>
internal sealed class DoorCallers : ISoapCallers
{
    public const string Key = "iop_khoa";

    /// <summary>By password, and by a key of which only a hash is kept.</summary>
    public static readonly SoapCaller Password = Caller("MATKHAU", Secured.PasswordRules with
    {
        Scope = "MATKHAU",
        Username = Secured.PasswordRules.Username! with { TextFits = (user, text, _) => ValueTask.FromResult(user == Secured.User && text == Key) },
    });

    /// <summary>By signature.</summary>
    public static readonly SoapCaller Signer = Caller("CHUKY", Secured.SignatureRules with { Scope = "CHUKY" });

    /// <summary>By signature, over an encrypted Body.</summary>
    public static readonly SoapCaller Sealer = Caller("MATMA", Secured.SignatureRules with { Scope = "MATMA", Encryption = new EncryptionRule { Keys = [Secured.Receiver], CbcAllowed = true }, Signature = Secured.SignatureRules.Signature! with { Trust = Secured.Pinned with { Known = [Secured.Ecdsa, Secured.Rsa] } } });

    /// <summary>Which of the two a signature means.</summary>
    public bool IsSealed { get; set; }

    /// <summary>Whether a caller that HTTP knows must sign as well.</summary>
    public bool IsBound { get; set; }

    public SoapCaller? Of(ClaimsPrincipal caller) => IsBound ? Signer : null;

    public SoapCaller? Find(SecurityClaims claims) => claims switch
    {
        { User: Secured.User } => Password,
        { IsSigned: true } when claims.SignerKey == KeyPin.Of(Secured.Rsa, default).Sha256 || claims.IsBy(Secured.Ecdsa) => IsSealed ? Sealer : Signer,
        _ => null,
    };

    private static SoapCaller Caller(string code, IncomingSecurity rules) => new(new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, code)], "WS-Security")), rules);
}
