using System.Xml;
using System.Xml.Linq;

namespace Interop.Adapters.Soap.Client;

/// <summary>One call to a partner.</summary>
public sealed record SoapRequest
{
    /// <summary>Where the service listens; http or https, absolute.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>The operation's <c>soapAction</c>, without quotes. May be empty.</summary>
    public required string Action { get; init; }

    /// <summary>Writes the Body's child; called once, before anything is sent.</summary>
    public required Action<XmlWriter> Body { get; init; }

    /// <summary>SOAP header blocks.</summary>
    public IReadOnlyList<XElement> SoapHeaders { get; init; } = [];

    /// <summary>HTTP headers beside those the engine sets.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> HttpHeaders { get; init; } = [];

    /// <summary>Files whose marks stand in the Body; in the order in which they are to go as parts.</summary>
    public IReadOnlyList<SoapFile> Files { get; init; } = [];

    /// <summary>
    /// Takes the files that come beside the answer's XML, one after the other as they come in, and says what the text of
    /// their places shall be: the digest under which a file was kept, for instance. Null: they are put into the XML as
    /// base64, as if they had come there, up to <see cref="SoapProfile.MaxAnswerBytes"/> together.
    /// </summary>
    public Func<AnswerFile, CancellationToken, Task<string>>? TakeFile { get; init; }

    /// <summary>A call whose Body's child is at hand.</summary>
    public static SoapRequest Of(Uri endpoint, string action, XElement body) =>
        new() { Endpoint = endpoint, Action = action, Body = body.WriteTo };
}
