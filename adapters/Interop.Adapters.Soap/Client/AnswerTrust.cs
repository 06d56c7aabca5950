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

    public async Task<(XDocument? Document, IReadOnlyList<AttachmentDigest> Expected, SecurityProblem? Problem)> JudgeAsync(
        ReadOnlyMemory<byte> envelope, string? charset, CancellationToken cancellationToken) =>
        await _verifier.VerifyAsync(envelope, charset, rules, cancellationToken) switch
        {
            SecurityReading.Verified verified => (verified.Document, verified.ExpectedAttachments, null),
            SecurityReading.Refused refused => (null, [], refused.Problem),
            _ => throw new InvalidOperationException("A message was neither verified nor refused."),
        };

    public static SoapExchange.NoAnswer Broken(SecurityProblem problem, Answer answer) =>
        new(NoAnswerReason.NotTrusted, $"The answer does not prove what it must. {problem.Message}", answer.Status);
}
