using System.Security.Cryptography;
using Interop.Adapters.Delivery;
using Interop.Adapters.Soap.Client;
using Interop.Adapters.Soap.Transforms;

namespace Interop.Adapters.Soap.Declarative;

/// <summary>Makes the messages of one destination and judges its answers, in workers.</summary>
internal sealed class ProfileCaller(TransformPool pool, string destination, TimeProvider time)
{
    // A verdict is a few lines.
    private const int MaxVerdict = 1 << 20;

    // After sending nothing is gained by giving up early: what is not judged is Unknown.
    private static readonly TimeSpan JudgeWait = TimeSpan.FromMinutes(2);

    public async Task<TransformOutcome> MakeAsync(BoundProfile bound, ProfileCall call, ReadOnlyMemory<byte> document, TransformFacts facts, CancellationToken cancellationToken)
    {
        var outcome = await pool.RunAsync(Job(bound, call.Request, document, facts with { MarkSeed = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)) }), cancellationToken);
        return outcome is TransformOutcome.Made { Output: var output } && WrittenMessage.Read(output).Problem is { } problem
            ? new TransformOutcome.Failed(new TransformProblem(ProblemKind.Run, problem, call.Request))
            : outcome;
    }

    public static SoapRequest Request(BoundProfile bound, ProfileCall call, WrittenMessage message, IReadOnlyList<SoapFile> files) => new()
    {
        Endpoint = bound.Endpoint,
        Action = call.Action,
        Body = message.Body.WriteTo,
        SoapHeaders = message.Headers,
        Files = files,
    };

    /// <summary>The rule that holds; null with a fault's reason where the profile could not be run, null alone where none holds. Bounded by the limits of transforms, so it is not given up.</summary>
    public async Task<(Judgement? Judged, TransformOutcome? Trouble, ReadOnlyMemory<byte> Document)> JudgeAsync(BoundProfile bound, ProfileCall call, SoapExchange exchange, TransformFacts facts)
    {
        var (document, sheet) = exchange switch
        {
            SoapExchange.Reply reply => (AnswerXml.Of(reply), call.ReplySheet),
            SoapExchange.FaultReply fault => (AnswerXml.Of(fault), call.FaultSheet),
            _ => (default, string.Empty),
        };
        if (document.IsEmpty)
        {
            return (null, null, default);
        }

        if (exchange is SoapExchange.Reply && call.Reply is { } reshape)
        {
            var reshaped = await pool.RunAsync(Job(bound, reshape, document, facts) with { Wait = JudgeWait }, CancellationToken.None);
            if (reshaped is not TransformOutcome.Made { Output: { IsEmpty: false } output })
            {
                return (null, reshaped is TransformOutcome.Made ? new TransformOutcome.Failed(new TransformProblem(ProblemKind.Run, "The reply stylesheet wrote nothing.", reshape)) : reshaped, default);
            }

            document = output;
        }

        return await pool.RunAsync(Job(bound, sheet, document, facts) with { Wait = JudgeWait, MaxOutputBytes = MaxVerdict }, CancellationToken.None) switch
        {
            TransformOutcome.Made made => (Judgement.Read(made.Output, call.Rules), null, document),
            var trouble => (null, trouble, default),
        };
    }

    /// <summary>A stylesheet of what came in: nothing is sent, so it may wait for a worker like the judging of an answer.</summary>
    public Task<TransformOutcome> ReadAsync(BoundProfile bound, string sheet, ReadOnlyMemory<byte> document, TransformFacts facts) =>
        pool.RunAsync(Job(bound, sheet, document, facts) with { Wait = JudgeWait }, CancellationToken.None);

    public TransformFacts Facts(BoundProfile bound, DeliveryRequest? request, IReadOnlyList<FileFacts> files, string token) => new()
    {
        DeliveryId = request?.DeliveryId ?? string.Empty,
        DossierNumber = request?.DossierNumber ?? string.Empty,
        Now = time.GetUtcNow(),
        Token = token,
        Settings = bound.Values,
        Secrets = bound.Secrets,
        Files = files,
    };

    private TransformJob Job(BoundProfile bound, string sheet, ReadOnlyMemory<byte> document, TransformFacts facts) => new()
    {
        Sheets = bound.Profile.Sheets,
        Entry = sheet,
        Owner = destination,
        Input = document,
        Facts = facts,
    };
}
