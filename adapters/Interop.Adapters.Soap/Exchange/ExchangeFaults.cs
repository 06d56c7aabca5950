using Interop.Adapters.Inbound;
using Interop.Adapters.Soap.Endpoint;
using Interop.Adapters.Soap.Messages;

namespace Interop.Adapters.Soap.Exchange;

/// <summary>Pure: why what was asked is not done → a SOAP fault with the contract's detail.</summary>
/// <param name="fields">Writes the detail.</param>
internal sealed class ExchangeFaults(FieldWriter fields)
{
    private static readonly TimeSpan DefaultRetryAfter = TimeSpan.FromSeconds(5);

    public SoapReply NoPartner =>
        Fault("Client.Forbidden", "forbidden", "These credentials belong to no partner; ask the province for a partner code.", []);

    public SoapReply Invalid(IReadOnlyList<BodyError> errors) =>
        Fault("Client.Invalid", "invalid", $"The request is wrong in {errors.Count} place(s); the detail lists all of them.", errors);

    /// <param name="refusal">Why.</param>
    /// <param name="named">The code of the detail; null: that of the kind.</param>
    public SoapReply Of(Refusal refusal, string? named = null)
    {
        var errors = refusal.Errors.Select(error => new BodyError(error.Pointer, (int?)error.Line, error.Message)).ToList();
        var code = named ?? CodeOf(refusal.Kind);

        // Running and overloaded are ours to mend, by time: a Server fault, so that callers send the same again.
        return refusal.Kind is RefusalKind.Running or RefusalKind.Overloaded
            ? new SoapReply.Busy(
                SoapFault.Server(refusal.Detail, fields.Fault(code, refusal.Detail, errors), "Server.Busy"),
                refusal.RetryAfter ?? DefaultRetryAfter)
            : Fault(refusal.Kind == RefusalKind.Forbidden ? "Client.Forbidden" : "Client.Invalid", code, refusal.Detail, errors);
    }

    private static string CodeOf(RefusalKind kind) => kind switch
    {
        RefusalKind.Malformed => "malformed",
        RefusalKind.Forbidden => "forbidden",
        RefusalKind.NotFound => "not-found",
        RefusalKind.Conflict => "conflict",
        RefusalKind.Erased => "erased",
        RefusalKind.Running => "running",
        RefusalKind.TooLarge => "too-large",
        RefusalKind.KeyReused => "key-reused",
        RefusalKind.DocumentsMissing => "documents-missing",
        RefusalKind.TooMany => "too-many",
        RefusalKind.Overloaded => "overloaded",
        _ => "invalid",
    };

    private SoapReply.Fault Fault(string soapCode, string code, string message, IReadOnlyList<BodyError> errors) =>
        new(SoapFault.Client(message, fields.Fault(code, message, errors), soapCode));
}
