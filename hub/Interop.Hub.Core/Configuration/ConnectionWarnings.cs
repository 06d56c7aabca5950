namespace Interop.Hub.Core.Configuration;

/// <summary>What is allowed and doubtful in how a partner is called. Exceptions are told for as long as they last: each is to end.</summary>
public static class ConnectionWarnings
{
    /// <summary>How long before its end a certificate or an exception is spoken of as ending.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromDays(30);

    internal static IEnumerable<(string Name, string Message)> Of(ConnectionSettings connection, DateTimeOffset now)
    {
        var tls = connection.Tls;
        if (tls is { IsBelowStandard: true, Until: { } until })
        {
            var below = string.Join(", ", tls.Protocols.Where(p => !TlsStandard.Meets(p)).Select(TlsStandard.NameOf).Concat(tls.CipherSuites.Where(s => !TlsStandard.Meets(s)).Select(s => s.ToString())));
            yield return ("Tls:Until", Told($"{below} is offered", $"{below} is no longer offered{(tls.At(now) is null ? ", and nothing else is left: no packet goes there" : string.Empty)}", "have the partner's server speak TLS 1.2 with modern suites", until, tls.Reason, now));
        }

        foreach (var pin in tls.Pins.Where(pin => pin.Until is not null))
        {
            yield return ("Tls:Pins", Told(
                $"a certificate with the key sha256/{pin.Sha256} is taken though it does not verify",
                $"a certificate with the key sha256/{pin.Sha256} must verify by itself again",
                "have the partner get a certificate that verifies",
                pin.Until!.Value,
                pin.Reason,
                now));
        }

        if (tls.ClientCertificate is [var own, ..] && own.NotAfter.ToUniversalTime() is var end && end < (now + Ahead).UtcDateTime)
        {
            yield return ("Tls:ClientCertificate", $"our certificate {own.SerialNumber} {(end < now.UtcDateTime ? "has ended" : "ends")} on {end:yyyy-MM-dd}; get the next one, have the partner take it, and put it in its place");
        }

        foreach (var authority in tls.Authority.Where(a => a.NotAfter.ToUniversalTime() < (now + Ahead).UtcDateTime))
        {
            yield return ("Tls:Authority", $"the certificate {authority.Subject} {(authority.NotAfter.ToUniversalTime() < now.UtcDateTime ? "has ended" : "ends")} on {authority.NotAfter.ToUniversalTime():yyyy-MM-dd}; ask the partner for its next one");
        }
    }

    private static string Told(string lasting, string ended, string remedy, DateTimeOffset until, string? reason, DateTimeOffset now) =>
        until <= now ? $"the exception ended on {until:yyyy-MM-dd}: {ended}; {remedy} and take it out, or judge it anew"
        : until - now < Ahead ? $"{lasting} for {Math.Ceiling((until - now).TotalDays):0} more day(s), until {until:yyyy-MM-dd} ({reason}); {remedy} before, or judge it anew"
        : $"{lasting} until {until:yyyy-MM-dd} ({reason}); {remedy} before";
}
