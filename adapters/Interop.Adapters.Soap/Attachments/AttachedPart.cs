using System.Xml.Linq;

namespace Interop.Adapters.Soap.Attachments;

/// <summary>
/// Stands on an element, as an annotation, whose content came as a part of the message. It goes with the element when the
/// body is tidied and put in order, which a map by place would not.
/// </summary>
/// <param name="ContentId">The part's name.</param>
internal sealed record AttachedPart(string ContentId)
{
    /// <summary>The part that an element's content came as; null: it stands in the XML.</summary>
    public static AttachedPart? Of(XElement element) => element.Annotation<AttachedPart>();

    /// <summary>
    /// Puts empty content where a part belongs, so that a schema finds base64 that is empty, and marks the place: for
    /// <c>xop:Include</c> and for <c>href="cid:"</c>. Text that looks like an address of a part may be text.
    /// </summary>
    /// <returns>The elements that are marked now.</returns>
    public static IReadOnlyList<XElement> Mark(IEnumerable<PartReference> references)
    {
        List<XElement> marked = [];
        foreach (var reference in references.Where(r => r.Form is PartReferenceForm.Include or PartReferenceForm.Href))
        {
            reference.Holder.RemoveNodes();
            reference.Holder.Attributes("href").Remove();
            reference.Holder.AddAnnotation(new AttachedPart(reference.ContentId));
            marked.Add(reference.Holder);
        }

        return marked;
    }
}
