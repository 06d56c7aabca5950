using Interop.Adapters.Soap.Attachments;
using Interop.Adapters.Soap.Messages;
using Interop.Adapters.Soap.Reading;

namespace Interop.Adapters.Soap.Client;

/// <summary>How one partner speaks SOAP. Immutable; made once per destination.</summary>
public sealed record SoapProfile
{
    /// <summary>The version that the partner speaks. Default SOAP 1.1.</summary>
    public SoapVersion Version { get; init; } = SoapVersion.Soap11;

    /// <summary>How the <c>SOAPAction</c> header, in SOAP 1.2 the <c>action</c> parameter, is written. Default quoted, as SOAP 1.1 §6.1.1 asks.</summary>
    public SoapActionStyle ActionStyle { get; init; } = SoapActionStyle.Quoted;

    /// <summary>How files travel. Default in the XML, which every stack can read.</summary>
    public SoapFilePassing Files { get; init; } = SoapFilePassing.Inline;

    /// <summary>HTTP Basic; null: none.</summary>
    public BasicCredentials? Basic { get; init; }

    /// <summary>Until the first byte goes out: name, connection, TLS, a free connection. Default 10 s.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// From the first byte to the last byte of the answer; begun anew with each piece of a file that went through, so that a
    /// large file may take its time and a line that stands still may not. Default 60 s.
    /// </summary>
    public TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Bytes of an answer, after HTTP decompression; of one with files beside the XML those of its XML. Default 32 MiB.</summary>
    public int MaxAnswerBytes { get; init; } = 32 << 20;

    /// <summary>What an answer with files beside the XML may cost.</summary>
    public PackageLimits Packages { get; init; } = PackageLimits.Default;

    /// <summary>What an answer's XML may cost.</summary>
    public XmlLimits Limits { get; init; } = XmlLimits.Default;
}

/// <summary>How the <c>SOAPAction</c> header is written. The <c>action</c> parameter of SOAP 1.2 is quoted in any case, for an address is no token (RFC 2045).</summary>
public enum SoapActionStyle
{
    /// <summary><c>SOAPAction: "urn:x"</c>.</summary>
    Quoted = 1,

    /// <summary><c>SOAPAction: urn:x</c>, for servers that compare with the quotes on.</summary>
    Unquoted = 2,

    /// <summary><c>SOAPAction: ""</c>, whatever the operation (service 037).</summary>
    Empty = 3,

    /// <summary>No header, no parameter.</summary>
    Absent = 4,
}

/// <summary>A user name and password for HTTP Basic.</summary>
/// <param name="User">The name; no colon.</param>
/// <param name="Password">The secret.</param>
public sealed record BasicCredentials(string User, string Password)
{
    /// <summary>Never the secret: records print themselves into logs.</summary>
    public override string ToString() => $"Basic ({User})";
}
