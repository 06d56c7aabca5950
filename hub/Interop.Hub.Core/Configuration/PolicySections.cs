using Interop.Adapters.Configuration;

namespace Interop.Hub.Core.Configuration;

/// <summary>Reads a partner's <c>Delivery</c> section.</summary>
internal static class PolicySections
{
    public static DeliveryPolicy Read(SettingReader section)
    {
        var d = new DeliveryPolicy();
        var policy = new DeliveryPolicy
        {
            MaxConcurrency = (int)section.Whole("MaxConcurrency", d.MaxConcurrency, 1, 512),
            RatePerSecond = section.Text("RatePerSecond") is null ? null : section.Decimal("RatePerSecond", 1, 0.001, 100_000),
            HandOverWindow = (int)section.Whole("HandOverWindow", d.HandOverWindow, 1, 10_000),
            AttemptTimeout = section.Duration("AttemptTimeout", d.AttemptTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10)),
            Lease = section.Duration("Lease", d.Lease, TimeSpan.FromSeconds(6), TimeSpan.FromHours(1)),
            Schedule = Delays(section, "Schedule", d.Schedule),
            Jitter = section.Decimal("Jitter", d.Jitter, 0, 0.5),
            Window = section.Duration("Window", d.Window, TimeSpan.FromSeconds(1), TimeSpan.FromDays(365)),
            BreakAfter = (int)section.Whole("BreakAfter", d.BreakAfter, 1, 1000),
            ProbeSchedule = Delays(section, "ProbeSchedule", d.ProbeSchedule),
            PauseAfterIdenticalRejections = (int)section.Whole("PauseAfterIdenticalRejections", d.PauseAfterIdenticalRejections, 0, 10_000),
            AnswerWithin = section.Duration("AnswerWithin", d.AnswerWithin, TimeSpan.FromSeconds(1), TimeSpan.FromDays(365)),
            Hours = new ServiceHours(
                section.Values<WeeklyHours>("ServiceHours", WeeklyHours.Shape, WeeklyHours.TryParse) ?? [],
                section.Values<Closure>("Closed", Closure.Shape, Closure.TryParse) ?? []),
        };
        if (policy.Lease < policy.AttemptTimeout + TimeSpan.FromSeconds(5))
        {
            section.Error("Lease", $"must be longer than AttemptTimeout ({Durations.Format(policy.AttemptTimeout)}) by at least 5s, or a node could lose a delivery in the middle of an attempt");
        }

        section.Done();
        return policy;
    }

    private static IReadOnlyList<TimeSpan> Delays(SettingReader section, string name, IReadOnlyList<TimeSpan> otherwise)
    {
        var delays = section.Values<TimeSpan>(name, $"{Durations.Shape}, from 10ms to 30d", static (string s, out TimeSpan v) =>
            Durations.TryParse(s, out v) && v >= TimeSpan.FromMilliseconds(10) && v <= TimeSpan.FromDays(30));
        if ((delays is { Count: 0 } && !section.Lists(name)) || delays is { Count: > 50 })
        {
            section.Error(name, "write 1 to 50 delays");
        }

        return delays is { Count: > 0 } ? delays : otherwise;
    }
}
