using System.Xml.Linq;
using Interop.Adapters.Delivery;
using Interop.Adapters.Http;
using Interop.Adapters.Soap.Client;
using Interop.Adapters.Soap.Declarative.Receiving;
using Interop.Adapters.Soap.Transforms;
using Interop.Contracts.Faults;

namespace Interop.Adapters.Soap.Declarative;

/// <summary>What an answer to a question without effect was.</summary>
/// <param name="Fault">What stands in the place of a judgement where no rule made one; always there.</param>
/// <param name="Judged">The rule that holds; null: none.</param>
internal sealed record Asked(Fault? Fault, Judgement? Judged)
{
    /// <summary>An answer came at all, be it a fault.</summary>
    public bool Answered { get; init; }

    /// <summary>It was a reply, and no fault.</summary>
    public bool Replied { get; init; }

    /// <summary>What the rules judged; empty: nothing came, or nothing could be made of it.</summary>
    public ReadOnlyMemory<byte> Document { get; init; }
}

/// <summary>What one destination is asked without effect, and the session that all of its calls share.</summary>
internal sealed class Conversation(ProfileCaller caller, TimeProvider time)
{
    private readonly LoginSession _session = new(time);

    public static ReadOnlyMemory<byte> Empty(string name) => DeliveryXml.Bytes(new XElement(DeliveryXml.Namespace + name));

    /// <summary>A call without effect.</summary>
    /// <param name="bound">The profile.</param>
    /// <param name="call">The call.</param>
    /// <param name="document">What its request stylesheet gets.</param>
    /// <param name="facts">What its functions answer with.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="files">Takes the files out of the answer before anything judges it; null: they stay in it.</param>
    public async Task<Asked> AskAsync(
        BoundProfile bound, ProfileCall call, ReadOnlyMemory<byte> document, TransformFacts facts, CancellationToken cancellationToken, LiftedFiles? files = null)
    {
        var partner = bound.Profile.Title;
        if (await caller.MakeAsync(bound, call, document, facts, cancellationToken) is var made && made is not TransformOutcome.Made)
        {
            return new Asked(TransformOutcomes.OfRequest(made, partner).FaultOf(), null);
        }

        var message = WrittenMessage.Read(((TransformOutcome.Made)made).Output).Message!;
        var exchange = await bound.Client.SendAsync(ProfileCaller.Request(bound, call, message, []) with { TakeFile = files is null ? null : files.TakeAsync }, cancellationToken);
        if (files is not null && exchange is SoapExchange.Reply { Body: { } body })
        {
            await files.LiftAsync(body, cancellationToken);
        }

        var (judged, trouble, read) = await caller.JudgeAsync(bound, call, exchange, facts);
        var asked = trouble is not null
            ? new Asked(TransformOutcomes.OfAnswer(trouble, partner), null) { Answered = true }
            : new Asked(ExchangeOutcomes.Of(exchange, partner, time.GetUtcNow()).FaultOf(), judged) { Answered = exchange is SoapExchange.Reply or SoapExchange.FaultReply, Document = read };
        return asked with { Replied = exchange is SoapExchange.Reply };
    }

    private async Task<LoginResult> LogInAsync(BoundProfile bound, LoginStep login, CancellationToken cancellationToken)
    {
        var partner = bound.Profile.Title;
        var facts = caller.Facts(bound, null, [], string.Empty);
        if (await caller.MakeAsync(bound, login.Call, Empty("login"), facts, cancellationToken) is var made && made is not TransformOutcome.Made)
        {
            return new LoginResult(string.Empty, TransformOutcomes.OfStep(made, partner));
        }

        var message = WrittenMessage.Read(((TransformOutcome.Made)made).Output).Message!;
        var exchange = await bound.Client.SendAsync(ProfileCaller.Request(bound, login.Call, message, []), cancellationToken);
        var (judged, trouble, _) = await caller.JudgeAsync(bound, login.Call, exchange, facts);
        return judged?.Rule.Then == RuleVerdict.LoggedIn
            ? new LoginResult(judged.Values["token"], null)
            : new LoginResult(string.Empty, trouble is not null
                ? new DeliveryOutcome.Deferred(TransformOutcomes.OfAnswer(trouble, partner))
                : judged is not null ? RuleOutcomes.Of(judged, partner, time.GetUtcNow())
                : NotLoggedIn(ExchangeOutcomes.Of(exchange, partner, time.GetUtcNow()), partner));
    }

    // A log-in has no effect: whatever became of it, no packet was sent; and it knows no packet, so none is to blame.
    private static DeliveryOutcome NotLoggedIn(DeliveryOutcome outcome, string partner) => outcome switch
    {
        DeliveryOutcome.Rejected { Fault: var fault } => new DeliveryOutcome.Deferred(
            RuleOutcomes.Destination(DestinationFaultKind.Credentials, partner) with { PartnerCode = fault.PartnerCode, PartnerText = fault.PartnerText }),
        _ => HttpOutcomes.WithoutEffect(outcome),
    };

    /// <summary>Runs with a token where the profile logs in; once more with a new one where the partner no longer takes the old.</summary>
    public async Task<T> WithTokenAsync<T>(BoundProfile bound, Func<string, Task<T?>> run, Func<DeliveryOutcome, T> failed, CancellationToken cancellationToken)
    {
        for (var turn = 0; turn < 2; turn++)
        {
            var token = string.Empty;
            if (bound.Profile.Login is { } login)
            {
                var result = await _session.TokenAsync(login.Lifetime, ct => LogInAsync(bound, login, ct), cancellationToken);
                if (result.Trouble is { } trouble)
                {
                    return failed(trouble);
                }

                token = result.Token;
            }

            if (await run(token) is { } done)
            {
                return done;
            }

            _session.Forget(token);
        }

        return failed(new DeliveryOutcome.Deferred(RuleOutcomes.Destination(DestinationFaultKind.Credentials, bound.Profile.Title)));
    }
}
