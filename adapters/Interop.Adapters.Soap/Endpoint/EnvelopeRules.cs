using System.Xml.Linq;
using Interop.Adapters.Soap.Messages;

namespace Interop.Adapters.Soap.Endpoint;

/// <summary>Pure: what SOAP asks of an envelope before its body is looked at.</summary>
internal static class EnvelopeRules
{
    /// <summary>The envelope, or why it is not taken; and the version that the answer is to be in.</summary>
    /// <param name="document">What came.</param>
    /// <param name="address">Where it came to.</param>
    /// <param name="announced">The version that the Content-Type names: it stands where the envelope has none.</param>
    public static (SoapEnvelope? Envelope, SoapAnswer? Refusal, SoapVersion Version) Judge(XDocument document, string address, SoapVersion announced)
    {
        var root = document.Root!.Name;

        // SOAP 1.1 §4.1.2, 1.2 part 1 §5.4.7: an Envelope in any other namespace is another version's. The namespace and not
        // the Content-Type says which version it is: old stacks get that header wrong.
        if (root.LocalName == "Envelope" && SoapVersion.Of(root) is null)
        {
            return (null, Refusals.VersionMismatch, announced);
        }

        var version = SoapVersion.Of(root) ?? announced;
        var (envelope, lack) = SoapEnvelope.Open(document);
        if (envelope is null)
        {
            return (null, SoapAnswer.Fault(SoapFault.Client(lack!)), version);
        }

        var strangers = envelope.Headers.Where(header => MustUnderstand(header, version, address)).Select(header => header.Name).Distinct().ToList();
        return strangers.Count > 0 ? (null, Refusals.NotUnderstood(strangers), version) : (envelope, null, version);
    }

    // WS-Addressing is understood; WS-Security was, where it was judged, and is gone. A header for somebody else is not for us to judge.
    private static bool MustUnderstand(XElement header, SoapVersion version, string address) =>
        !Addressing.Knows(header.Name)
        && header.Attribute(version.Namespace + "mustUnderstand")?.Value.Trim() is "1" or "true"
        && IsOurs(header, version, address);

    /// <summary>Whether a header block is for this receiver.</summary>
    public static bool IsOurs(XElement header, SoapVersion version, string address) =>
        (header.Attribute(version.Target)?.Value.Trim() ?? string.Empty) is var target
        && (version.Ours.Contains(target, StringComparer.Ordinal) || target == address);
}
