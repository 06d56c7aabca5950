using System.Globalization;
using System.Xml.Linq;
using Interop.Contracts.CodeLists;
using Interop.Contracts.Identifiers;

namespace Interop.Adapters.Soap.Exchange.LookUp;

/// <summary>Pure: what was looked up → the contract's elements, in the schema's order.</summary>
internal static class LookUpWrite
{
    private static readonly FieldWriter Fields = LookUpNames.Fields;

    public static XElement Verified(VerifiedIdentity verified) => Fields.Element(
        "VerifyIdentityResponse",
        Fields.Text("lookUpId", verified.LookUpId),
        Fields.Text("verdict", verified.Verdict),
        Fields.Optional("reference", verified.Reference),
        Fields.Time("at", verified.At));

    public static XElement Codes(ListedCodes codes) => Fields.Element(
        "ListCodesResponse",
        Fields.Text("name", codes.List.Name),
        codes.List.Entries.Select(Entry));

    public static XElement Organisations(ListedOrganisations listed) => Fields.Element(
        "ListOrganisationsResponse",
        Fields.Element("whole", listed.IsWhole),
        listed.Organisations.Select(Organisation));

    private static XElement Entry(CodeListEntry entry) => Fields.Element(
        "entry",
        Fields.Text("code", entry.Code),
        Fields.Text("nameVi", entry.NameVi),
        Fields.Text("nameEn", entry.NameEn),
        Fields.Text("source", entry.Source),
        Fields.Text("confidence", entry.Confidence.ToString().ToLower(CultureInfo.InvariantCulture)),
        entry.Extra.Where(extra => extra.Value.Length > 0).Select(extra => Fields.Text("attribute", extra.Value).Named(extra.Key)));

    private static XElement Named(this XElement element, string name)
    {
        element.SetAttributeValue("name", name);
        return element;
    }

    private static XElement Organisation(Organisation organisation) => Fields.Element(
        "organisation",
        Fields.Text("code", organisation.Code.Value),
        Fields.Text("name", organisation.Name),
        organisation.Aliases.Select(alias => Fields.Text("alias", alias.Value)),
        Fields.OptionalDate("validFrom", organisation.ValidFrom),
        Fields.OptionalDate("validTo", organisation.ValidTo),
        Fields.Optional("successor", organisation.Successor?.Value));
}
