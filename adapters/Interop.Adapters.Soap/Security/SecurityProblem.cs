using System.Xml.Linq;
using Interop.Adapters.Soap.Messages;

namespace Interop.Adapters.Soap.Security;

/// <summary>Why a message's security was not taken.</summary>
public enum SecurityProblemKind
{
    /// <summary>No XML that can be read, or no SOAP envelope with one Body.</summary>
    Unreadable = 1,

    /// <summary>The header, or something that must stand in it, is missing.</summary>
    Missing = 2,

    /// <summary>The header is not as the standard has it, or could be read in two ways.</summary>
    Malformed = 3,

    /// <summary>A part that must be signed is not.</summary>
    NotSigned = 4,

    /// <summary>The Body must be encrypted and is not.</summary>
    NotEncrypted = 5,

    /// <summary>The message is too old.</summary>
    Expired = 6,

    /// <summary>The message is from the future.</summary>
    NotYetValid = 7,

    /// <summary>The same message, or nonce, came before.</summary>
    Replayed = 8,

    /// <summary>An algorithm or a transform that is not taken.</summary>
    AlgorithmRefused = 9,

    /// <summary>A kind of token, or a way to refer to one, that is not taken.</summary>
    TokenUnsupported = 10,

    /// <summary>A token that is not what it should be: a certificate that cannot be read, may not sign or is out of its time.</summary>
    TokenInvalid = 11,

    /// <summary>A token that is referred to and not there.</summary>
    TokenUnavailable = 12,

    /// <summary>A certificate that is not trusted for this partner.</summary>
    Untrusted = 13,

    /// <summary>User name and password do not fit; which of them is not told.</summary>
    AuthenticationFailed = 14,

    /// <summary>A signature does not hold, or the Body cannot be decrypted; with encryption it is not told which.</summary>
    CheckFailed = 15,

    /// <summary>Longer than the profile allows.</summary>
    TooLarge = 16,

    /// <summary>Nothing is wrong with the message: no more nonces can be remembered now.</summary>
    Busy = 17,
}

/// <summary>What was wrong with a message's security.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Message">What is wrong and what to do; holds nothing that the partner wrote.</param>
public sealed record SecurityProblem(SecurityProblemKind Kind, string Message)
{
    /// <summary>One for all that can go wrong with a key, a padding, a tag or what comes out: more would help only whoever tries keys.</summary>
    internal static SecurityProblem NotOpened { get; } = new(
        SecurityProblemKind.CheckFailed, "The message cannot be decrypted or its signature does not hold; encrypt for the current certificate, and send the message as it was signed.");

    internal static SecurityProblem NotHeld { get; } = new(
        SecurityProblemKind.CheckFailed, "The signature does not hold; sign the message as it is sent, and change nothing in it after that.");

    /// <summary>One for a user who does not exist and for a password that does not fit.</summary>
    internal static SecurityProblem NotKnown { get; } = new(
        SecurityProblemKind.AuthenticationFailed, "User name and password do not fit; send those that were agreed on for this service.");

    internal static SecurityProblem SignerUnknown { get; } = new(
        SecurityProblemKind.Untrusted, "The signing certificate is not one that is trusted here; sign with the one that was agreed on, or have the new one entered first.");

    internal static SecurityProblem FileNotSigned { get; } = new(
        SecurityProblemKind.NotSigned, "A file beside the XML is not covered by the signature; sign it by its digest (SwA Profile, Attachment-Content-Signature-Transform), or send it in the XML.");

    /// <summary>The fault code of WS-Security 1.1 §12; null: none of them fits, and SOAP's own does.</summary>
    public XName? FaultCode => Kind switch
    {
        SecurityProblemKind.Unreadable or SecurityProblemKind.Busy => null,
        SecurityProblemKind.Expired or SecurityProblemKind.NotYetValid => Code("MessageExpired"),
        SecurityProblemKind.AlgorithmRefused => Code("UnsupportedAlgorithm"),
        SecurityProblemKind.TokenUnsupported => Code("UnsupportedSecurityToken"),
        SecurityProblemKind.TokenInvalid => Code("InvalidSecurityToken"),
        SecurityProblemKind.TokenUnavailable => Code("SecurityTokenUnavailable"),
        SecurityProblemKind.Untrusted or SecurityProblemKind.AuthenticationFailed => Code("FailedAuthentication"),
        SecurityProblemKind.CheckFailed => Code("FailedCheck"),
        _ => Code("InvalidSecurity"),
    };

    /// <summary>As a fault: the sender's, refined by the standard's code; that we are busy is ours.</summary>
    public SoapFault ToFault() => Kind == SecurityProblemKind.Busy
        ? SoapFault.Server(Message, code: "Server.Busy")
        : SoapFault.Client(Message, code: FaultCode is { } code ? $"Client.{code.LocalName}" : null);

    private static XName Code(string name) => XName.Get(name, SecurityNames.Wsse);
}
