using Interop.Adapters.Delivery;
using Interop.Adapters.Inbound;
using Interop.Adapters.Queries;
using Interop.Hub.Core.Configuration;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Intake;
using Interop.Hub.Core.Ledger;
using Microsoft.Extensions.Logging;

namespace Interop.Hub.Core.Queries;

/// <summary>
/// Looks up identities.
/// <code>
/// 1 the partner's right, the question itself ─► 2 the dossier: open, a party's, of that unit and procedure ─► 3 is the authority to be reached?
///   ─► 4 the officer's day ─► 5 write down that it is asked ─► 6 ask ─► 7 write down the verdict, then tell it
/// </code>
/// A refusal at 1 to 3 counts nothing. What cannot be written down is not asked, and not told.
/// </summary>
internal sealed class IdentityDesk(
    IHubConfigurationSource source, HubSettings settings, DossierAccess access, Destinations destinations, IAdapterRegistry adapters, ILookUpLedger ledger, TimeProvider time, ILogger<IdentityDesk> log) : IIdentityDesk
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Later = TimeSpan.FromMinutes(5);

    /// <inheritdoc/>
    public async Task<IdentityAnswer> VerifyAsync(IdentityQuestion question, CancellationToken cancellationToken)
    {
        IdentityAnswer answer;
        try
        {
            answer = await AnswerAsync(question, cancellationToken);
        }
        catch (LedgerUnavailableException e)
        {
            answer = NotNow("The hub cannot write down look-ups now, and makes none that it cannot. Ask again later.", e.RetryAfter);
        }

        if (answer is IdentityAnswer.Refused { Refusal: var refusal })
        {
            LookUpLog.Refused(log, question.Partner, refusal.Kind.ToString(), refusal.Errors.Count);
        }

        return answer;
    }

    private async Task<IdentityAnswer> AnswerAsync(IdentityQuestion question, CancellationToken cancellationToken)
    {
        // 1.
        var configuration = source.Current;
        if (!configuration.Partners.TryGetValue(question.Partner, out var partner))
        {
            return new IdentityAnswer.Refused(new Refusal(RefusalKind.Forbidden, "This partner is no longer configured.", []));
        }

        if (LookUpRules.OfPartner(partner) is { } forbidden)
        {
            return new IdentityAnswer.Refused(forbidden);
        }

        if (LookUpRules.OfQuestion(question).ToList() is { Count: > 0 } errors)
        {
            return new IdentityAnswer.Refused(new Refusal(RefusalKind.Invalid, "The question is wrong; each error is listed. Nobody was asked.", errors));
        }

        // 2.
        if (await access.FindAsync(partner.Code, question.DossierNumber, null, null, cancellationToken) is not { Erasure: null } dossier)
        {
            return new IdentityAnswer.Refused(new Refusal(RefusalKind.NotFound, "No such dossier, or none that this partner may see. Check its number.", [new RefusalError("/dossierNumber", "no such dossier")]));
        }

        var now = time.GetUtcNow();
        var today = DateOnly.FromDateTime(now.ToOffset(BusinessTime.Offset).DateTime);
        var (unit, destination, refusal) = LookUpRules.OfDossier(configuration, question, dossier, today);
        if (refusal is not null)
        {
            return new IdentityAnswer.Refused(refusal);
        }

        // 3.
        if (destinations.Find(destination!) is not { } runtime || adapters.Get(destination!)?.Query is not { } query)
        {
            return NotNow("The hub is not set up to ask the authority any more. Ask its operator.", Later);
        }

        if (Closed(runtime, now) is { } until)
        {
            return NotNow("The authority cannot be reached now. Ask again later.", until);
        }

        // 4.
        if (!await ledger.TryCountAsync(partner.Code, question.Officer.Trim(), today, settings.Limits.LookUpsPerOfficer, cancellationToken))
        {
            return new IdentityAnswer.Refused(new Refusal(
                RefusalKind.TooMany,
                $"This officer has looked up {settings.Limits.LookUpsPerOfficer} people today, as many as a day may have. The count begins anew tomorrow.",
                [new RefusalError("/officer", "no more today")],
                new DateTimeOffset(today.AddDays(1).ToDateTime(TimeOnly.MinValue), BusinessTime.Offset) - now));
        }

        // 5. From here on nothing is given up: what was asked is written down, whether or not somebody stays to hear it.
        var note = new LookUpNote(
            Guid.CreateVersion7(now).ToString("N"), partner.Code, question.Officer.Trim(), unit.Value, dossier.Number, dossier.Facts.Procedure, runtime.Code, question.Purpose.Trim(), "asked", now);
        await ledger.NoteAsync(note, CancellationToken.None);

        // 6.
        var outcome = await AskAsync(query, runtime, new IdentityQuery
        {
            QueryId = note.Id,
            Procedure = question.Procedure,
            DossierNumber = dossier.Number,
            Unit = unit,
            Officer = note.Officer,
            Purpose = note.Purpose,
            Number = IdentityNumbers.Read(question.Number)!,
            FullName = question.FullName,
            BirthDate = question.BirthDate,
        });

        // 7.
        var said = outcome switch
        {
            QueryOutcome.Answered { Verdict: Verdict.Confirmed } => "confirmed",
            QueryOutcome.Answered { Verdict: Verdict.Contradicted } => "contradicted",
            QueryOutcome.Answered { Verdict: Verdict.NotFound } => "notFound",
            QueryOutcome.Refused => "refused",
            _ => "failed",
        };
        now = time.GetUtcNow();
        await ledger.NoteAsync(note with { Outcome = said, At = now }, CancellationToken.None);
        LookUpLog.Made(log, note.Id, partner.Code, runtime.Code, said);
        return outcome switch
        {
            QueryOutcome.Answered answered when said != "failed" => new IdentityAnswer.Given(note.Id, answered.Verdict, answered.Reference, now),
            QueryOutcome.Refused refused => new IdentityAnswer.Refused(new Refusal(
                RefusalKind.Invalid, $"The authority refuses the question ({refused.Fault.Code}). Check number, name and date of birth; the look-up's id is {note.Id}.", [new RefusalError("/number", "the authority refuses the question")])),
            QueryOutcome.Failed { NotBefore: { } notBefore } when notBefore > now => NotNow("The authority does not answer now. Ask again later.", notBefore - now),
            _ => NotNow("The authority does not answer now. Ask again later.", Soon),
        };
    }

    private async Task<QueryOutcome?> AskAsync(IQueryAdapter query, DestinationRuntime runtime, IdentityQuery question)
    {
        using var deadline = new CancellationTokenSource(runtime.Policy.AttemptTimeout, time);
        try
        {
            return await query.VerifyIdentityAsync(question, deadline.Token);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>How long the authority is not to be asked; null: it is.</summary>
    private static TimeSpan? Closed(DestinationRuntime runtime, DateTimeOffset now) => runtime switch
    {
        { Control: { IsClosed: true, ProbeAt: { } probe } } => probe > now + Soon ? probe - now : Soon,
        { Control.IsClosed: true } => Later,
        _ when runtime.Policy.Hours.OpensAt(now) is { } opens && opens > now => opens - now,
        _ => null,
    };

    private static IdentityAnswer NotNow(string detail, TimeSpan retryAfter) => new IdentityAnswer.Refused(new Refusal(RefusalKind.Overloaded, detail, [], retryAfter));
}
