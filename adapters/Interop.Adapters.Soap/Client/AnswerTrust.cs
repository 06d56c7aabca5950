using System.Xml.Linq;
using Interop.Adapters.Soap.Security;

namespace Interop.Adapters.Soap.Client;

/// <summary>
/// Holds a partner's answers to what they must prove. Each node has its own memory of what came: an answer belongs to a call
/// of that node, and comes by its connection.
/// </summary>
internal sealed class AnswerTrust(IncomingSecurity rules, TimeProvider time)
{
    private readonly SecurityVerifier _verifier = new(new MemoryNonceLedger(time), time);

    /// <summary>A signature over a reference says nothing of the file: one that must be there must cover the files too.</summary>
    public bool CoversFiles => rules.Signature is { Required: true };

    /// <summary>XOP signs and encrypts the XML with its files in it.</summary>
    public bool CoversXml => rules is { Signature: not null } or { Encryption: not null };

    public (UnprovenMessage? Message, SecurityProblem? Problem) Open(ReadOnlyMemory<byte> envelope, string? charset) =>
        UnprovenMessage.Read(envelope, charset, rules.Limits, rules.Actor);

    public async Task<(XDocument? Document, IReadOnlyList<AttachmentDigest> Expected, SecurityProblem? Problem)> JudgeAsync(
        ReadOnlyMemory<byte> envelope, string? charset, CancellationToken cancellationToken) =>
        Outcome(await _verifier.VerifyAsync(envelope, charset, rules, cancellationToken));

    public async Task<(XDocument? Document, IReadOnlyList<AttachmentDigest> Expected, SecurityProblem? Problem)> JudgeAsync(
        UnprovenMessage message, CancellationToken cancellationToken) =>
        Outcome(await _verifier.VerifyAsync(message, rules, cancellationToken));

    private static (XDocument? Document, IReadOnlyList<AttachmentDigest> Expected, SecurityProblem? Problem) Outcome(SecurityReading reading) =>
        reading switch
        {
            SecurityReading.Verified verified => (verified.Document, verified.ExpectedAttachments, null),
            SecurityReading.Refused refused => (null, [], refused.Problem),
            _ => throw new InvalidOperationException("A message was neither verified nor refused."),
        };

    public static SoapExchange.NoAnswer Broken(SecurityProblem problem, Answer answer) =>
        new(NoAnswerReason.NotTrusted, $"The answer does not prove what it must. {problem.Message}", answer.Status);
}
