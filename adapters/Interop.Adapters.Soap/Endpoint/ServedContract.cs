using System.Text;
using Microsoft.AspNetCore.Http;

namespace Interop.Adapters.Soap.Endpoint;

/// <summary>Serves one service's WSDL: the same bytes to everybody.</summary>
internal sealed class ServedContract(ISoapService service, Uri publicBaseUrl)
{
    private readonly byte[] _wsdl = Encoding.UTF8.GetBytes(service.Wsdl(AddressOf(service, publicBaseUrl)));

    public static Uri AddressOf(ISoapService service, Uri publicBaseUrl)
    {
        var root = publicBaseUrl.AbsoluteUri;
        return new Uri((root.EndsWith('/') ? root : root + "/") + "soap/" + service.Name);
    }

    public async Task ServeAsync(HttpContext context)
    {
        // The key alone, in any case: ?wsdl, ?WSDL, ?singleWsdl are what the tools of twenty years ask for.
        if (!context.Request.Query.Keys.Any(IsContract))
        {
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            context.Response.Headers.Allow = "POST";
            context.Response.ContentType = "text/plain; charset=utf-8";
            await context.Response.WriteAsync("POST SOAP messages here, of 1.1 or 1.2; the contract is at ?wsdl.\n", context.RequestAborted);
            return;
        }

        context.Response.ContentType = "text/xml; charset=utf-8";
        context.Response.ContentLength = _wsdl.Length;
        await context.Response.Body.WriteAsync(_wsdl, context.RequestAborted);
    }

    private static bool IsContract(string key) =>
        key.Equals("wsdl", StringComparison.OrdinalIgnoreCase) || key.Equals("singleWsdl", StringComparison.OrdinalIgnoreCase);
}
