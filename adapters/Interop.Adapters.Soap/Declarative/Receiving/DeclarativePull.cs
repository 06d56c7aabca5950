using Interop.Adapters.Http;
using Interop.Adapters.Inbound;
using Interop.Contracts.Faults;

namespace Interop.Adapters.Soap.Declarative.Receiving;

/// <summary>Asks a partner as its profile says, and makes packets of its answer.</summary>
internal sealed class DeclarativePull(ProfileHolder profiles, ProfileCaller caller, Conversation conversation, TimeProvider time) : IPullSource
{
    public TimeSpan? Every => profiles.Current.Profile.Poll?.Every;

    public TimeSpan LookBack => profiles.Current.Profile.Poll?.LookBack ?? TimeSpan.Zero;

    public int? DossiersAtOnce => profiles.Current.Profile.Poll?.DossiersAtOnce;

    public Task<PullOutcome> PullAsync(PullRequest request, CancellationToken cancellationToken)
    {
        var bound = profiles.Current;
        return bound.Profile.Poll is not { } poll
            ? Task.FromResult<PullOutcome>(new PullOutcome.Answered([], More: false))
            : conversation.WithTokenAsync(
                bound,
                token => AskAsync(bound, poll, request, token, cancellationToken),
                trouble => trouble is Delivery.DeliveryOutcome.Deferred { Fault: var fault, NotBefore: var notBefore } ? new PullOutcome.Failed(fault, notBefore) : new PullOutcome.Failed(trouble.FaultOf()!),
                cancellationToken);
    }

    public Task<Fault?> TellAsync(PulledPacket packet, IntakeOutcome outcome, CancellationToken cancellationToken)
    {
        var bound = profiles.Current;
        return bound.Profile.Poll is not { Acknowledge: { } call } poll || (outcome is IntakeOutcome.Refused && !poll.TellsRefused)
            ? Task.FromResult<Fault?>(null)
            : TellAsync(bound, call, ReceivedXml.Acknowledge(packet.Key, outcome), cancellationToken);
    }

    private async Task<Fault?> TellAsync(BoundProfile bound, ProfileCall call, ReadOnlyMemory<byte> document, CancellationToken cancellationToken)
    {
        var (fault, _) = await conversation.WithTokenAsync<(Fault? Fault, bool)?>(
            bound,
            async token =>
            {
                var asked = await conversation.AskAsync(bound, call, document, caller.Facts(bound, null, [], token), cancellationToken);
                return asked.Judged?.Rule.Then switch
                {
                    RuleVerdict.TokenExpired => null,
                    RuleVerdict.Ok => (null, true),
                    RuleVerdict.Destination => (RuleOutcomes.Noted(RuleOutcomes.Destination(asked.Judged.Rule.Fault, bound.Profile.Title), asked.Judged), true),

                    // Where no rule says what an answer means, an answer is enough.
                    _ => (asked.Replied && call.Rules.Count == 0 ? null : asked.Fault, true),
                };
            },
            trouble => (trouble.FaultOf(), true),
            cancellationToken) ?? default;
        return fault;
    }

    /// <summary>Null: the partner no longer takes the token.</summary>
    private async Task<PullOutcome?> AskAsync(BoundProfile bound, PollStep poll, PullRequest request, string token, CancellationToken cancellationToken)
    {
        var partner = bound.Profile.Title;
        var facts = caller.Facts(bound, null, [], token);
        var files = new LiftedFiles(poll.Making.Files, request.KeepAsync);
        var asked = await conversation.AskAsync(bound, poll.Ask, ReceivedXml.Poll(request.Since, time.GetUtcNow(), request.Dossiers), facts, cancellationToken, files);
        switch (asked.Judged?.Rule.Then)
        {
            case RuleVerdict.TokenExpired:
                return null;
            case RuleVerdict.Nothing:
                return new PullOutcome.Answered([], More: false);
            case RuleVerdict.Waiting:
                break;
            case RuleVerdict.Destination or RuleVerdict.Deferred:
                var deferred = (Delivery.DeliveryOutcome.Deferred)RuleOutcomes.Of(asked.Judged, partner, time.GetUtcNow())!;
                return new PullOutcome.Failed(deferred.Fault, deferred.NotBefore);
            default:
                return new PullOutcome.Failed(asked.Fault!);
        }

        var (written, trouble) = await new PacketMaker(caller, bound).MakeAsync(asked.Document, poll.Making, files, facts, cancellationToken);
        return trouble switch
        {
            null => new PullOutcome.Answered(written!.Packets, written.More),
            PacketTrouble.Files { Why: var why } => new PullOutcome.Failed(
                FaultCodes.MappingFailed($"Không lưu được tệp trong câu trả lời của {partner}: {why.Detail}") with { Remedy = why.RetryAfter is null ? Remedy.Person : Remedy.Time }),
            PacketTrouble.Profile { Outcome: var outcome } => new PullOutcome.Failed(TransformOutcomes.OfAnswer(outcome, partner)),
            _ => throw new InvalidOperationException("The family of troubles is closed."),
        };
    }
}
