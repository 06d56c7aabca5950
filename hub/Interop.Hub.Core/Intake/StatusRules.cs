using System.Collections.Frozen;
using System.Globalization;
using Interop.Contracts.CodeLists;
using Interop.Contracts.Dossiers;

namespace Interop.Hub.Core.Intake;

/// <summary>What a status event makes of a dossier's business status.</summary>
public enum StatusVerdict
{
    /// <summary>The table allows the step: the status moves.</summary>
    Applied = 1,

    /// <summary>Steps were skipped: the status moves, with a warning and no invented step.</summary>
    Jump = 2,

    /// <summary>The status it has already: nothing moves.</summary>
    Repeat = 3,

    /// <summary>Older than what is known, by event time: recorded, nothing moves.</summary>
    Late = 4,

    /// <summary>It would leave a terminal state: recorded and held for an operator, nothing moves.</summary>
    Quarantined = 5,
}

/// <summary>
/// The business status' rules, pure. The transition table is the code list <c>business-status-transitions.csv</c>: an
/// inference, since no legal table was found, which is why a skipped step warns and does not block.
/// </summary>
public static class StatusRules
{
    private static readonly FrozenSet<(BusinessStatus From, BusinessStatus To)> Steps = CodeList.Get("business-status-transitions").Entries
        .Where(e => e.Extra["condition"].Length == 0)
        .Select(e => (Status(e.Extra["from"]), Status(e.Extra["to"])))
        .ToFrozenSet();

    private static readonly FrozenSet<BusinessStatus> Leaving = Steps.Select(s => s.From).ToFrozenSet();

    /// <summary>Judges one event.</summary>
    /// <param name="current">Status now; null: none is known.</param>
    /// <param name="since">Event time of the status now.</param>
    /// <param name="incoming">The event's status.</param>
    /// <param name="at">The event's time, by its sender.</param>
    public static StatusVerdict Judge(BusinessStatus? current, DateTimeOffset? since, BusinessStatus incoming, DateTimeOffset at)
    {
        if (current is not { } now)
        {
            return StatusVerdict.Applied;
        }

        if (incoming == now)
        {
            return StatusVerdict.Repeat;
        }

        if (since is { } known && at < known)
        {
            return StatusVerdict.Late;
        }

        return IsTerminal(now) ? StatusVerdict.Quarantined
            : Follows(now, incoming) ? StatusVerdict.Applied
            : StatusVerdict.Jump;
    }

    /// <summary>True for the states that no event leaves by itself: 3, 7, 8 and 10.</summary>
    public static bool IsTerminal(BusinessStatus status) => !Leaving.Contains(status);

    /// <summary>True when the table has the step, and no condition that an event cannot fulfil.</summary>
    public static bool Follows(BusinessStatus from, BusinessStatus to) => Steps.Contains((from, to));

    private static BusinessStatus Status(string code) => (BusinessStatus)int.Parse(code, CultureInfo.InvariantCulture);
}
