using System.Xml.Linq;
using Interop.Contracts.Identifiers;

namespace Interop.Adapters.Soap.Exchange.LookUp;

/// <summary>Pure: look-ups that fit the schema → calls.</summary>
internal static class LookUpRead
{
    public static ExchangeReading<VerifyIdentityCall> VerifyOf(XElement body) => ExchangeReading.Of(body, fields => new VerifyIdentityCall
    {
        Officer = fields.Token("officer"),
        Unit = fields.Organisation("unit"),
        DossierNumber = fields.Token("dossierNumber"),
        Procedure = Procedure(fields),
        Purpose = fields.Text("purpose"),
        Number = fields.Token("number"),
        FullName = fields.Text("fullName"),
        BirthDate = BirthDate(fields),
    });

    public static ExchangeReading<ListCodesCall> CodesOf(XElement body) => ExchangeReading.Of(body, fields => new ListCodesCall(fields.Token("name")));

    public static ExchangeReading<ListOrganisationsCall> OrganisationsOf(XElement body) => ExchangeReading.Of(body, fields => new ListOrganisationsCall(fields.OptionalToken("prefix")));

    private static ProcedureCode Procedure(FieldReader fields)
    {
        if (!ProcedureCode.TryParse(fields.Token("procedure"), out var code))
        {
            fields.Refuse("procedure", "This is no procedure's code; send one such as 1.001193.");
        }

        return code;
    }

    private static PartialDate? BirthDate(FieldReader fields)
    {
        if (fields.OptionalToken("birthDate") is not { } text)
        {
            return null;
        }

        if (PartialDate.TryParse(text, null, out var date))
        {
            return date;
        }

        fields.Refuse("birthDate", "There is no such day; send yyyy, yyyy-MM or yyyy-MM-dd.");
        return null;
    }
}
