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
    /// Secures the answer as its message was: old stacks look for a Timestamp where they sent one, and for a signature where
    /// they signed. Null: there is nothing to add.
    /// </summary>
    public Func<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>>? Secured(SecurityReading.Verified? proof)
    {
        if (proof is null || Options.Security is not { } security || (!proof.HasTimestamp && proof.Identity.Signer is null))
        {
            return null;
        }

        var writer = new SecurityWriter(security.Time, security.Random);
        var outgoing = new OutgoingSecurity
        {
            MustUnderstand = false,
            Signature = proof.Identity.Signer is not null && security.Certificate is { } certificate
                ? new OutgoingSignature { Certificate = certificate, HeaderNamespaces = Addressing.Namespaces }
                : null,
        };
        return message =>
        {
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
}
