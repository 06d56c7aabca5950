using System.Xml.Linq;

namespace Interop.Adapters.Soap.Messages;

/// <summary>Whose fault it is, in SOAP's own words. The names of 1.2 are given beside those of 1.1.</summary>
public enum SoapFaultKind
{
    /// <summary>A code that SOAP does not define; <see cref="SoapFault.Code"/> has it.</summary>
    Other = 0,

    /// <summary>Client (1.2: Sender): the message was wrong; sending it again unchanged changes nothing.</summary>
    Client = 1,

    /// <summary>Server (1.2: Receiver): the receiver could not; the message may be right.</summary>
    Server = 2,

    /// <summary>VersionMismatch: an envelope of another SOAP version.</summary>
    VersionMismatch = 3,

    /// <summary>MustUnderstand: a header that must be understood was not.</summary>
    MustUnderstand = 4,

    /// <summary>DataEncodingUnknown, of 1.2 only.</summary>
    DataEncodingUnknown = 5,
}

/// <summary>A SOAP fault, sent or received.</summary>
public sealed record SoapFault
{
    /// <summary>Whose fault.</summary>
    public required SoapFaultKind Kind { get; init; }

    /// <summary>
    /// The code as written, without its prefix: <c>Client.Authentication</c>, <c>1001</c>. In 1.1 parts behind a dot
    /// refine it; 1.2 has a subcode for that, joined here with a dot. Up to 64 characters. Null: the kind's own name.
    /// </summary>
    public string? Code { get; init; }

    /// <summary>faultstring. A partner's may hold personal data: treat as body, never log. Up to 4000 characters.</summary>
    public required string Text { get; init; }

    /// <summary>faultactor (1.2: Role), as received or to be sent; null: none.</summary>
    public string? Actor { get; init; }

    /// <summary>The <c>detail</c> element's children wrapped as they came; null: none. In 1.1 it speaks of the Body only.</summary>
    public XElement? Detail { get; init; }

    /// <summary>A fault that says the sender must change something.</summary>
    public static SoapFault Client(string text, XElement? detail = null, string? code = null) =>
        new() { Kind = SoapFaultKind.Client, Text = text, Detail = detail, Code = code };

    /// <summary>A fault that says the receiver could not.</summary>
    public static SoapFault Server(string text, XElement? detail = null, string? code = null) =>
        new() { Kind = SoapFaultKind.Server, Text = text, Detail = detail, Code = code };
}
