using System.Security.Cryptography.X509Certificates;
using Interop.Adapters.Soap.Reading;
using Interop.Adapters.Soap.Security;
using Microsoft.Extensions.Logging;

namespace Interop.Adapters.Soap.Endpoint;

/// <summary>What all services on one port share.</summary>
internal sealed class SoapDesk(SoapEndpointOptions options, ILogger logger)
{
    public SoapEndpointOptions Options { get; } = options;

    public ILogger Logger { get; } = logger;

    public BodyBudget Budget { get; } = new(options.MaxBytesInFlight);

    /// <summary>Of messages whose senders are not known before they are read.</summary>
    public BodyBudget UnprovenBudget { get; } = new(options.Security?.MaxBytesInFlight ?? 0);

    /// <summary>Judges WS-Security; null: none is taken.</summary>
    public SecurityVerifier? Verifier { get; } = options.Security is { } security ? new SecurityVerifier(security.Nonces, security.Time) : null;

    /// <summary>
    /// Secures the answer as its message was: old stacks look for a Timestamp where they sent one, for a signature where they
    /// signed, and for a Body that only they can open where ours was. Null: there is nothing to add.
    /// </summary>
    public Func<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>>? Secured(SecurityReading.Verified? proof, IncomingSecurity? rules)
    {
        if (proof is null || Options.Security is not { } security || (!proof.HasTimestamp && proof.Identity.Signer is null))
        {
            return null;
        }

        var writer = new SecurityWriter(security.Time, security.Random);
        return message =>
        {
            using var reader = proof.Encryption is null ? null : ReaderOf(proof, rules);
            var outgoing = new OutgoingSecurity
            {
                MustUnderstand = false,
                Signature = proof.Identity.Signer is not null && security.Certificate is { } certificate
                    ? new OutgoingSignature { Certificate = certificate, HeaderNamespaces = Addressing.Namespaces }
                    : null,
                Encryption = reader is null ? null : new OutgoingEncryption { Certificate = reader, Content = proof.Encryption!.Content, OaepHash = proof.Encryption.OaepHash },
            };
            switch (writer.Secure(message, outgoing))
            {
                case SecurityWriting.Secured secured:
                    return secured.Envelope;
                case SecurityWriting.Refused refused:
                    // The message was taken: that its sender can be told so matters more than how.
                    SoapLog.NotSecured(Logger, refused.Problem.Kind);
                    return message;
                default:
                    throw new InvalidOperationException("A message was neither secured nor refused.");
            }
        };
    }

    // Who signs by a curve has another key to be written to, where one was entered.
    private static X509Certificate2? ReaderOf(SecurityReading.Verified proof, IncomingSecurity? rules)
    {
        IEnumerable<ReadOnlyMemory<byte>> known = rules?.Signature?.Trust.Known.Select(c => (ReadOnlyMemory<byte>)c.RawDataMemory) ?? [];
        foreach (var der in proof.Identity.Signer is { } signer ? known.Prepend(signer.Der) : known)
        {
            var certificate = X509CertificateLoader.LoadCertificate(der.Span);
            using var rsa = certificate.GetRSAPublicKey();
            if (rsa is not null)
            {
                return certificate;
            }

            certificate.Dispose();
        }

        return null;
    }
}
