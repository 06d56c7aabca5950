using System.Text.Json;
using Interop.Adapters.Inbound;
using Interop.Contracts.Identifiers;
using Interop.Hub.Core.Queries;
using Interop.Hub.Host.Auth;
using Interop.Hub.Host.Http;
using Interop.Hub.Host.OpenApi;
using Microsoft.OpenApi;

namespace Interop.Hub.Host.Api;

/// <summary>Look-ups at authorities over HTTP.</summary>
internal sealed class QueryRoutes(IIdentityDesk desk)
{
    private const int MostBytes = 16 * 1024;
    private const int MostCode = 64;
    private const int MostPurpose = 200;
    private const int MostName = 255;

    private static readonly string[] s_known = ["officer", "unit", "dossierNumber", "procedure", "purpose", "number", "fullName", "birthDate"];

    /// <summary>What the OpenAPI document says of a question.</summary>
    public static OpenApiSchema Question => FieldSpeech.Object(
        ["officer", "unit", "dossierNumber", "procedure", "purpose", "number", "fullName"],
        ("officer", FieldSpeech.Text(MostCode, "The officer on whose behalf it is asked (MaCanBo).")),
        ("unit", FieldSpeech.Text(35, "The officer's unit (MaDonVi): that received the dossier, the competent one, or below them.")),
        ("dossierNumber", FieldSpeech.Text(MostCode, "The dossier that it is for, open.")),
        ("procedure", FieldSpeech.Text(MostCode, "The dossier's procedure (MaDVC).")),
        ("purpose", FieldSpeech.Text(MostPurpose, "Why, in a phrase. It is written down as it stands: no name, no number.")),
        ("number", FieldSpeech.Text(12, "Citizen number of 12 digits, or old identity card number of 9.")),
        ("fullName", FieldSpeech.Text(MostName, "Full name as in the dossier.")),
        ("birthDate", FieldSpeech.Text(10, "yyyy, yyyy-MM or yyyy-MM-dd.")));

    public async Task<IResult> IdentityAsync(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        var (question, problem) = await JsonBody.ReadAsync(context, MostBytes, "The question is wrong; each error is listed. Nobody was asked.", (root, errors) => Read(root, context.PartnerCode(), errors));
        return problem ?? await desk.VerifyAsync(question!, context.RequestAborted) switch
        {
            IdentityAnswer.Given given => Results.Json(new IdentityReply(given.LookUpId, Wire.Camel(given.Verdict), given.Reference, given.At), ApiJson.Default.IdentityReply),
            IdentityAnswer.Refused { Refusal: var refusal } => Problem.Of(refusal) is var told && refusal.Kind == RefusalKind.Invalid ? told with { Title = "The question is wrong" } : told,
            _ => throw new InvalidOperationException("The desk answered with nothing."),
        };
    }

    private static IdentityQuestion? Read(JsonElement root, string partner, List<RefusalError> errors)
    {
        var fields = JsonFields.Of(root, s_known, errors);
        string Required(string name, int most) => JsonFields.Text(fields, name, most, required: true, errors) ?? string.Empty;
        var officer = Required("officer", MostCode);
        var unit = Parsed<OrganisationCode>(Required("unit", 35), "/unit", "must be an organisation's code, such as H40.18", OrganisationCode.TryParse, errors);
        var number = Required("dossierNumber", MostCode);
        var procedure = Parsed<ProcedureCode>(Required("procedure", MostCode), "/procedure", "must be a procedure's code, such as 1.001193", ProcedureCode.TryParse, errors);
        var purpose = Required("purpose", MostPurpose);
        var person = Required("number", 32);
        var name = Required("fullName", MostName);
        var born = JsonFields.Text(fields, "birthDate", 10, required: false, errors);
        PartialDate? birthDate = born is null ? null : Parsed<PartialDate>(born, "/birthDate", "must be yyyy, yyyy-MM or yyyy-MM-dd", PartialDate.TryParse, errors);
        if (person.Length > 0 && IdentityNumbers.Read(person) is null)
        {
            errors.Add(new RefusalError("/number", IdentityNumbers.Expected));
        }

        return errors.Count > 0 ? null : new IdentityQuestion
        {
            Partner = partner,
            Officer = officer,
            Unit = unit,
            DossierNumber = number,
            Procedure = procedure,
            Purpose = purpose,
            Number = person,
            FullName = name,
            BirthDate = birthDate,
        };
    }

    private static T Parsed<T>(string text, string pointer, string expected, TryParse<T> parse, List<RefusalError> errors)
    {
        if (text.Length > 0 && parse(text, null, out var value))
        {
            return value;
        }

        if (text.Length > 0)
        {
            errors.Add(new RefusalError(pointer, expected));
        }

        return default!;
    }

    private delegate bool TryParse<T>(string? text, IFormatProvider? provider, out T value);
}

/// <summary>A verdict on the wire: <c>confirmed</c>, <c>contradicted</c> or <c>notFound</c>.</summary>
internal sealed record IdentityReply(string LookUpId, string Verdict, string? Reference, DateTimeOffset At);
