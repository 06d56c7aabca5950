using Interop.Contracts.Dossiers;
using Interop.Hub.Core.Intake;

namespace Interop.Hub.Core.Tests.Intake;

/// <summary>The business status over every pair of codes and every order of time.</summary>
public sealed class StatusRulesTests
{
    private static readonly DateTimeOffset Since = new(2026, 6, 3, 1, 15, 0, TimeSpan.Zero);
    private static readonly BusinessStatus[] All = Enum.GetValues<BusinessStatus>();

    [Test]
    public void Only_leaving_a_terminal_state_is_held_back([ValueSource(nameof(All))] BusinessStatus from, [ValueSource(nameof(All))] BusinessStatus to)
    {
        var terminal = from is BusinessStatus.Refused or BusinessStatus.Withdrawn or BusinessStatus.Stopped or BusinessStatus.Returned;
        var verdict = StatusRules.Judge(from, Since, to, Since.AddMinutes(1));
        Assert.That(verdict, from == to ? Is.EqualTo(StatusVerdict.Repeat) : terminal ? Is.EqualTo(StatusVerdict.Quarantined) : Is.EqualTo(StatusVerdict.Applied).Or.EqualTo(StatusVerdict.Jump));
    }

    [Test]
    public void What_is_late_by_event_time_moves_nothing_even_from_a_terminal_state([ValueSource(nameof(All))] BusinessStatus from, [ValueSource(nameof(All))] BusinessStatus to) =>
        Assert.That(StatusRules.Judge(from, Since, to, Since.AddSeconds(-1)), Is.EqualTo(from == to ? StatusVerdict.Repeat : StatusVerdict.Late));

    [Test]
    public void Four_five_four_is_three_steps()
    {
        Assert.That(StatusRules.Judge(BusinessStatus.Processing, Since, BusinessStatus.SupplementRequested, Since.AddHours(1)), Is.EqualTo(StatusVerdict.Applied));
        Assert.That(StatusRules.Judge(BusinessStatus.SupplementRequested, Since.AddHours(1), BusinessStatus.Processing, Since.AddHours(2)), Is.EqualTo(StatusVerdict.Applied));
    }

    [Test]
    public void A_skipped_step_is_applied_with_a_warning() =>
        Assert.That(StatusRules.Judge(BusinessStatus.Registered, Since, BusinessStatus.Finished, Since), Is.EqualTo(StatusVerdict.Jump));

    [Test]
    public void The_first_status_is_taken_as_it_comes() =>
        Assert.That(StatusRules.Judge(null, null, BusinessStatus.Returned, Since), Is.EqualTo(StatusVerdict.Applied));
}
