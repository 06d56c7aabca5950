using System.Globalization;
using Interop.Hub.Core.Configuration;
using Interop.Hub.Host.Outbound;

namespace Interop.Hub.Host.Examination;

/// <summary>
/// Looks at how a destination is called: whether this process can speak what its exceptions allow, and how long its
/// certificate still lasts. The exceptions themselves, and our own certificates, are among the configuration's warnings.
/// </summary>
internal static class ConnectionCheck
{
    /// <summary>What is found, after the destination was asked whether it answers.</summary>
    public static async Task<IReadOnlyList<ExaminationFinding>> ExamineAsync(DestinationConnection connection, TimeProvider time, CancellationToken cancellation)
    {
        List<ExaminationFinding> findings = [];
        var now = time.GetUtcNow();
        var (subject, tls) = ($"connection {connection.Destination}", connection.Settings.Tls);
        foreach (var suite in tls.CipherSuites)
        {
            if (!await TlsTrial.HasAsync(suite, cancellation))
            {
                findings.Add(new(tls.CipherSuites.Count == 1 ? Gravity.Error : Gravity.Warning, subject, $"this process does not have {suite}: its OpenSSL was built without it; name another suite in Tls:CipherSuites"));
            }
        }

        foreach (var protocol in tls.Protocols.Where(p => !TlsStandard.Meets(p)))
        {
            findings.Add(await TlsTrial.SpeaksAsync(protocol, tls.CipherSuites, time, cancellation)
                ? new(Gravity.Good, subject, $"this process can speak {TlsStandard.NameOf(protocol)}")
                : new(Gravity.Error, subject, $"this process cannot speak {TlsStandard.NameOf(protocol)} with {(tls.CipherSuites.Count == 0 ? "any suite" : "the suites that are named")}: its OpenSSL refuses it; name suites that begin with TLS_RSA_WITH_AES_ and end with _CBC_SHA in Tls:CipherSuites, or start the hub with an OPENSSL_CONF that allows more (hub/README.md, old TLS)"));
        }

        if (connection.Seen is { } seen)
        {
            findings.Add(Seen(subject, seen, now));
        }

        return findings;
    }

    private static ExaminationFinding Seen(string subject, SeenCertificate seen, DateTimeOffset now)
    {
        var day = seen.NotAfter.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return seen.NotAfter <= now ? new(Gravity.Warning, subject, $"its certificate ended on {day} and is taken by a pin only; have the partner get a new one")
            : seen.NotAfter - now < ConnectionWarnings.Ahead ? new(Gravity.Warning, subject, $"its certificate ends on {day}; remind the partner{(seen.Excused is null ? string.Empty : $" (taken by a pin only: {seen.Excused})")}")
            : seen.Excused is not null ? new(Gravity.Warning, subject, $"its certificate, good until {day}, is taken by a pin only ({seen.Excused})")
            : new(Gravity.Good, subject, $"its certificate is good until {day}");
    }
}
