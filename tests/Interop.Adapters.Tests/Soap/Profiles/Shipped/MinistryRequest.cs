using System.Text;
using System.Xml;
using Interop.Adapters.Soap.Attachments;
using Interop.Adapters.Tests.Conformance;
using Interop.Adapters.Tests.Soap.Security;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Interop.Adapters.Tests.Soap.Profiles.Shipped;

/// <summary>A call as a ministry's own stack hands it on: the envelope with its files in it, whichever way they came.</summary>
/// <param name="Envelope">The XML, where MTOM was used with the parts' base64 in the places of the references (XOP 1.0, 3.1).</param>
/// <param name="Action">The action, wherever the version of SOAP has it.</param>
/// <param name="Parts">How many files came beside the XML.</param>
internal sealed record MinistryRequest(byte[] Envelope, string? Action, int Parts)
{
    public static async ValueTask<MinistryRequest> OfAsync(PeerRequest request)
    {
        var type = MediaTypeHeaderValue.Parse(Header(request, "Content-Type")!);
        var action = (Header(request, "SOAPAction") ?? Parameter(type, "action"))?.Trim('"');
        if (type.MediaType != "multipart/related")
        {
            return new MinistryRequest(request.Body, action, 0);
        }

        var reader = new MultipartReader(HeaderUtilities.RemoveQuotes(type.Boundary).Value!, new MemoryStream(request.Body));
        byte[]? root = null;
        Dictionary<string, byte[]> parts = [];
        while (await reader.ReadNextSectionAsync() is { } section)
        {
            using var held = new MemoryStream();
            await section.Body.CopyToAsync(held);
            if (root is null)
            {
                root = held.ToArray();
            }
            else
            {
                parts[$"cid:{section.Headers!["Content-ID"].ToString().Trim('<', '>')}"] = held.ToArray();
            }
        }

        var whole = Secured.Change(root!, document =>
        {
            foreach (var include in document.GetElementsByTagName("Include", PartReferences.Xop.NamespaceName).Cast<XmlElement>().ToList())
            {
                include.ParentNode!.ReplaceChild(document.CreateTextNode(Convert.ToBase64String(parts[include.GetAttribute("href")])), include);
            }
        });
        return new MinistryRequest(whole, action, parts.Count);
    }

    private static string? Header(PeerRequest request, string name) => request.Head.Split('\n')
        .Where(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase)).Select(line => line[(name.Length + 1)..].Trim()).FirstOrDefault();

    private static string? Parameter(MediaTypeHeaderValue type, string name) =>
        type.Parameters.FirstOrDefault(p => p.Name.Equals(name, StringComparison.OrdinalIgnoreCase))?.Value.ToString();

    public override string ToString() => Encoding.UTF8.GetString(Envelope);
}
