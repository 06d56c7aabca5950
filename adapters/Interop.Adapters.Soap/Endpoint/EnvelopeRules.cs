using System.Xml.Linq;
using Interop.Adapters.Soap.Messages;

namespace Interop.Adapters.Soap.Endpoint;

/// <summary>Pure: what SOAP 1.1 asks of an envelope before its body is looked at.</summary>
internal static class EnvelopeRules
{
    public static (SoapEnvelope? Envelope, SoapAnswer? Refusal) Judge(XDocument document, string address)
    {
        var root = document.Root!.Name;

        // SOAP 1.1 §4.1.2: an Envelope in any other namespace is another version's.
        if (root.LocalName == "Envelope" && root.Namespace != SoapNames.Soap11)
        {
            return (null, Refusals.VersionMismatch);
        }

        var (envelope, lack) = SoapEnvelope.Open(document);
        if (envelope is null)
        {
            return (null, SoapAnswer.Fault(SoapFault.Client(lack!)));
        }

        var strangers = envelope.Headers.Where(header => MustUnderstand(header, address)).Select(header => header.Name.ToString()).Distinct().ToList();
        return strangers.Count > 0 ? (null, Refusals.NotUnderstood(strangers)) : (envelope, null);
    }

    // No header is understood yet; a header for another actor is not for us to judge.
    private static bool MustUnderstand(XElement header, string address) =>
        header.Attribute(SoapNames.Soap11 + "mustUnderstand")?.Value.Trim() is "1" or "true"
        && (header.Attribute(SoapNames.Soap11 + "actor")?.Value.Trim() ?? string.Empty) is var actor
        && (actor.Length == 0 || actor == SoapNames.NextActor || actor == address);
}
