using System.Net.Http.Headers;
using System.Security.Claims;
using System.Text;
using System.Text.Encodings.Web;
using Interop.Hub.Host.Http;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Interop.Hub.Host.Auth;

/// <summary>
/// Knows a partner by its key: <c>Authorization: Bearer</c>, <c>X-Api-Key</c>, or HTTP Basic (user = partner code,
/// password = key) for SOAP software that can do no more.
/// </summary>
internal sealed partial class PartnerAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, KeyTable keys)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "partner";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Presented() is not { } presented)
        {
            return Task.FromResult(AuthenticateResult.NoResult());
        }

        var partner = keys.Find(presented.Key);
        if (partner is null || (presented.User is { } user && !string.Equals(user, partner.Code, StringComparison.OrdinalIgnoreCase)))
        {
            LogRefused(Logger, ApiKey.IdOf(presented.Key) is { } id && id.All(char.IsAsciiLetterOrDigit) ? id : "none");
            return Task.FromResult(AuthenticateResult.Fail("No such key."));
        }

        var identity = new ClaimsIdentity([new Claim(ClaimTypes.Name, partner.Code)], SchemeName);
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName)));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) => Problem.Unauthorized.ExecuteAsync(Context);

    private (string? User, string Key)? Presented()
    {
        if (Request.Headers["X-Api-Key"] is [{ Length: > 0 } header])
        {
            return (null, header.Trim());
        }

        if (Request.Headers.Authorization is not [{ } text] || !AuthenticationHeaderValue.TryParse(text, out var value) || value.Parameter is not { } parameter)
        {
            return null;
        }

        if (string.Equals(value.Scheme, "Bearer", StringComparison.OrdinalIgnoreCase))
        {
            return (null, parameter);
        }

        if (!string.Equals(value.Scheme, "Basic", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var bytes = new byte[parameter.Length];
        if (!Convert.TryFromBase64String(parameter, bytes, out var length))
        {
            return null;
        }

        var pair = Encoding.UTF8.GetString(bytes, 0, length);
        var colon = pair.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? null : (pair[..colon], pair[(colon + 1)..]);
    }

    [LoggerMessage(EventId = LogEvents.CredentialsRefused, Level = LogLevel.Warning, Message = "Credentials refused; key id {KeyId}")]
    private static partial void LogRefused(ILogger logger, string keyId);
}

/// <summary>The partner behind a request.</summary>
internal static class CallerExtensions
{
    /// <summary>Its code. Only behind authorization.</summary>
    public static string PartnerCode(this HttpContext context) =>
        context.User.Identity?.Name ?? throw new InvalidOperationException("The endpoint was mapped without authorization.");
}
