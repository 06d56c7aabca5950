using Interop.Adapters.Inbound;
using Interop.Contracts.Codecs;
using Interop.Contracts.Packets;
using Interop.Hub.Host.Http;

namespace Interop.Hub.Host.Api;

/// <summary>Answers with a receipt: 202 for what is new, 200 for what the hub had already.</summary>
internal sealed class ReceiptAnswer(IntakeOutcome.Accepted accepted, Uri publicBaseUrl) : IResult
{
    public static IResult Of(IntakeOutcome outcome, Uri publicBaseUrl) => outcome switch
    {
        IntakeOutcome.Accepted a => new ReceiptAnswer(a, publicBaseUrl),
        IntakeOutcome.Refused r => Problem.Of(r.Refusal),
        _ => throw new InvalidOperationException(outcome.GetType().Name),
    };

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var receipt = accepted.Receipt;
        var response = httpContext.Response;
        var known = accepted.Repeated || receipt.Disposition == Disposition.Duplicate;
        response.StatusCode = known ? StatusCodes.Status200OK : StatusCodes.Status202Accepted;
        response.ContentType = "application/json";
        response.Headers.Location = new Uri(publicBaseUrl, $"api/v1/packets/{receipt.ReceiptId}").AbsoluteUri;
        if (receipt.DossierNumber is { } number)
        {
            // A header is ASCII; a number of another scheme may not be.
            response.Headers["X-Dossier-Number"] = System.Text.Ascii.IsValid(number) ? number : Uri.EscapeDataString(number);
        }

        var json = ReceiptJson.Write(receipt);
        response.ContentLength = json.Length;
        await response.Body.WriteAsync(json, httpContext.RequestAborted);
    }
}
