using FsCheck;
using FsCheck.Fluent;
using Interop.Contracts.Dossiers;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;

namespace Interop.Hub.Ledger.Tests.Conformance;

internal abstract partial class LedgerConformance
{
    private enum Move
    {
        Submit,
        SubmitGated,
        Report,
        Claim,
        Deliver,
        Reject,
        Defer,
        LoseAnswer,
        Park,
        GiveBack,
        ComeLate,
        Act,
        Wait,
    }

    /// <summary>One step of a random history; <paramref name="Pick"/> chooses what it is done to.</summary>
    private sealed record Step(Move Move, int Pick);

    private static Arbitrary<Step[]> Histories
    {
        get
        {
            var move = Gen.Frequency(
                (4, Gen.Elements(Move.Submit, Move.SubmitGated)),
                (4, Gen.Constant(Move.Report)),
                (14, Gen.Constant(Move.Claim)),
                (8, Gen.Constant(Move.Deliver)),
                (3, Gen.Constant(Move.Reject)),
                (4, Gen.Elements(Move.Defer, Move.LoseAnswer, Move.Park, Move.GiveBack)),
                (2, Gen.Constant(Move.ComeLate)),
                (4, Gen.Constant(Move.Act)),
                (3, Gen.Constant(Move.Wait)));
            var step = from m in move from pick in Gen.Choose(0, 9999) select new Step(m, pick);
            return Arb.From(from size in Gen.Choose(5, 45) from steps in Gen.ArrayOf(step, size) select steps, Shorter);
        }
    }

    [Test]
    public void Any_history_leaves_every_delivery_where_the_model_has_it() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(60), Prop.ForAll(Histories, steps => ReplayAsync(steps)));

    private static IEnumerable<Step[]> Shorter(Step[] steps)
    {
        for (var part = steps.Length / 2; part > 0; part /= 2)
        {
            for (var at = 0; at + part <= steps.Length; at += part)
            {
                yield return [.. steps[..at], .. steps[(at + part)..]];
            }
        }
    }

    private async Task ReplayAsync(Step[] steps)
    {
        LaneModel model = new();
        Dictionary<string, Claim> claims = [];
        List<Claim> spent = [];
        string[] dossiers = [Make.Unique("D"), Make.Unique("D")];
        foreach (var dossier in dossiers)
        {
            await RecordedAsync(Make.Submission(dossier, Make.Unique("c")));
        }

        foreach (var step in steps)
        {
            var before = model.All.Where(e => e.State == DeliveryState.Ready).ToHashSet();
            var answered = await StepAsync(step, model, claims, spent, dossiers);
            if (answered is not null)
            {
                var expected = model.All.Where(e => e.State == DeliveryState.Ready && !before.Contains(e)).Select(e => e.Id);
                Assert.That(answered.Select(r => r.Id), Is.EquivalentTo(expected), $"what may go after {step}");
            }
        }

        foreach (var dossier in dossiers)
        {
            var actual = (await ViewAsync(dossier)).Packets.SelectMany(p => p.Deliveries).Select(d => (d.Id, d.State));
            Assert.That(actual, Is.EquivalentTo(model.All.Where(e => e.Dossier == dossier).Select(e => (e.Id, e.State))));
        }
    }

    /// <returns>What the store says may go; null when the step answers nothing of the kind.</returns>
    private async Task<IReadOnlyList<ReadyDelivery>?> StepAsync(Step step, LaneModel model, Dictionary<string, Claim> claims, List<Claim> spent, string[] dossiers)
    {
        switch (step.Move)
        {
            case Move.Submit or Move.SubmitGated or Move.Report:
                return await SendAsync(step, model, dossiers[step.Pick % 2]);
            case Move.Claim when Pick(model.All, step) is { } entry:
                var claim = await ClaimAsync(entry.Id);
                Assert.That(claim is not null, Is.EqualTo(model.MayClaim(entry, Clock.Now)), $"may be claimed: {entry}");
                if (claim is not null)
                {
                    model.Claim(entry);
                    Assert.That(claim.Token, Is.EqualTo(entry.Token));
                    claims[entry.Id] = claim;
                }

                return null;
            case Move.Deliver or Move.Reject or Move.Defer or Move.LoseAnswer or Move.Park or Move.GiveBack when Pick(claims.Values.ToList(), step) is { } held:
                claims.Remove(held.DeliveryId);
                spent.Add(held);
                return await FinishAsync(step.Move, model, held);
            case Move.ComeLate when Pick(spent, step) is { } old:
                var late = await DeliveredAsync(old);
                Assert.That(late.Taken, Is.False, "its token is spent");
                return late.Ready;
            case Move.Act when Pick(model.All, step) is { } judged:
                return await JudgeAsync(step, model, judged);
            case Move.Wait:
                Clock.Advance(TimeSpan.FromSeconds(1 + (step.Pick % 40)));
                return null;
            default:
                return null;
        }
    }

    private async Task<IReadOnlyList<ReadyDelivery>> SendAsync(Step step, LaneModel model, string dossier)
    {
        string[] to = (step.Pick / 2 % 3) switch { 0 => [Sample.Ministry], 1 => [Sample.Portal], _ => [Sample.Ministry, Sample.Portal] };
        var check = Make.Check(Sample.Population);
        var packet = step.Move switch
        {
            Move.Submit => Make.Submission(dossier, Make.Unique("c"), to),
            Move.SubmitGated => Make.Submission(dossier, Make.Unique("c")) with { Deliveries = [check, .. to.Select(d => Make.Send(d, check.Id))] },
            _ => Make.Progress(dossier, Make.Unique("e"), BusinessStatus.Registered, to),
        } with { Status = null };
        var result = await RecordedAsync(packet);
        List<LaneModel.Entry> entries = [];
        foreach (var planned in packet.Deliveries)
        {
            LaneModel.Entry entry = new(planned.Id, packet.Id, dossier, planned.Destination, packet.Kind, planned.Role == DeliveryRole.Check, Clock.Now);
            entry.Behind.AddRange(entries.Where(e => planned.Behind.Contains(e.Id)));
            entries.Add(entry);
        }

        model.Accept(entries, Clock.Now);
        return result.Ready;
    }

    private async Task<IReadOnlyList<ReadyDelivery>> FinishAsync(Move move, LaneModel model, Claim held)
    {
        var due = Clock.Now.AddSeconds(20);
        NextStep next = move switch
        {
            Move.Deliver => new(DeliveryState.Delivered),
            Move.Reject => new(DeliveryState.Rejected),
            Move.Defer => new(DeliveryState.Scheduled, due),
            Move.LoseAnswer => new(DeliveryState.Unknown, due),
            Move.Park => new(DeliveryState.Parked, Park: ParkReason.AskPartner),
            _ => new(DeliveryState.Ready, Clock.Now, CountsAsAttempt: false),
        };
        var result = await RecordAsync(Outcome(held, move.ToString(), next));
        Assert.That(result.Taken, Is.True);
        model.Become(model.All.Single(e => e.Id == held.DeliveryId), next.State, next.DueAt ?? Clock.Now, Clock.Now);
        return result.Ready;
    }

    private async Task<IReadOnlyList<ReadyDelivery>?> JudgeAsync(Step step, LaneModel model, LaneModel.Entry entry)
    {
        DeliveryState[] acts = [DeliveryState.Ready, DeliveryState.Ready, DeliveryState.Delivered, DeliveryState.Cancelled, DeliveryState.Skipped];
        var to = acts[step.Pick / 7 % acts.Length];
        var allowed = model.MayAct(entry, to);
        var ready = await ActAsync(entry.Id, to);
        Assert.That(ready is not null, Is.EqualTo(allowed), $"{to} of {entry}");
        if (allowed)
        {
            model.Become(entry, to, Clock.Now, Clock.Now);
        }

        return ready;
    }

    private static T? Pick<T>(List<T> from, Step step)
        where T : class => from.Count == 0 ? null : from[step.Pick % from.Count];
}
