using System.Globalization;
using System.Xml.Linq;
using Interop.Contracts.Dossiers;

namespace Interop.Adapters.Soap.Exchange;

/// <summary>Pure: where a dossier stands → the contract's element, in the schema's order.</summary>
internal static class ExchangeWrite
{
    private static readonly FieldWriter Fields = ExchangeNames.Fields;

    public static XElement Dossier(GetAnswer.Found found) => Fields.Element(
        "GetResponse",
        Fields.Text("dossierNumber", found.DossierNumber),
        Status(found.Status),
        Fields.Time("since", found.Since),
        found.Steps.Select(step => Fields.Element(
            "step",
            Fields.Time("occurredAt", step.At),
            Status(step.Status),
            Fields.Optional("handler", step.Handler),
            Fields.Optional("title", step.Title),
            Fields.Optional("unit", step.Unit),
            Fields.Text("content", step.Content))));

    private static XElement Status(BusinessStatus status) => Fields.Element("statusCode", ((int)status).ToString(CultureInfo.InvariantCulture));
}
