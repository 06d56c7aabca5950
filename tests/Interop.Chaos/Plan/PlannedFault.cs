using System.Globalization;

namespace Interop.Chaos.Plan;

/// <summary>One fault of a plan.</summary>
/// <param name="At">From the start of the load. A target that still has its last fault gets this one when that has ended.</param>
/// <param name="Length">How long it lasts.</param>
/// <param name="Kind">What.</param>
/// <param name="Target">To whom: <c>node-1</c>, <c>broker</c>, <c>database</c>, <c>disk</c>, or a partner's code.</param>
/// <param name="Manner">How, where there are several ways: a cut's direction, a way to be down, for how many days, <see cref="InTurn"/>.</param>
internal sealed record PlannedFault(TimeSpan At, TimeSpan Length, FaultKind Kind, string Target, string Manner)
{
    /// <summary>The manner of a fault that waits until the node struck before it is back: one at a time, as in a rolling restart.</summary>
    public const string InTurn = "in turn";

    /// <summary>For how many days of the hub's clock a partner is away; 0 for every other fault.</summary>
    public int Days => Kind == FaultKind.PartnerAway ? int.Parse(Manner.Split(' ')[0], CultureInfo.InvariantCulture) : 0;

    /// <inheritdoc />
    public override string ToString() =>
        $"{At.TotalSeconds,8:0.0} s  {Kind,-16} {Target,-9} {Length.TotalSeconds,5:0.0} s  {Manner}".TrimEnd();
}
