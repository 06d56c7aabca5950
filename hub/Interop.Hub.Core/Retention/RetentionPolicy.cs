using System.Collections.Frozen;
using Interop.Contracts.Packets;

namespace Interop.Hub.Core.Retention;

/// <summary>
/// How long the contents of packets are kept once nothing is owed of them. Procedures may say otherwise, see
/// <see cref="ProcedureRetention"/>.
/// </summary>
public sealed record RetentionPolicy
{
    /// <summary>Kept for ever.</summary>
    public static readonly TimeSpan Forever = TimeSpan.MaxValue;

    /// <summary>What the hub tells of its own accord is kept this long unless the configuration says otherwise.</summary>
    public static readonly TimeSpan Notices = TimeSpan.FromDays(90);

    /// <summary>
    /// For kinds that are not named. Default 730 days: past complaint and lawsuit (90 days, one year), so that what was
    /// sent to whom can still be shown; the archive is the one-stop's and the ministries'.
    /// </summary>
    public TimeSpan Keep { get; init; } = TimeSpan.FromDays(730);

    /// <summary>For single kinds. Default: 90 days for delivery statuses and faults.</summary>
    public FrozenDictionary<PacketKind, TimeSpan> Kinds { get; init; } =
        new Dictionary<PacketKind, TimeSpan> { [PacketKind.DeliveryStatus] = Notices, [PacketKind.Fault] = Notices }.ToFrozenDictionary();

    /// <summary>
    /// How long the submission in force of a dossier that never came to an end is kept after the last thing that happened
    /// to it: as long as it may go on, partners are sent the whole of it again. Default 1,825 days.
    /// </summary>
    public TimeSpan OpenDossiers { get; init; } = TimeSpan.FromDays(1825);

    /// <summary>How often is looked. Default 1 hour.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromHours(1);
}

/// <summary>What a procedure says otherwise.</summary>
/// <param name="Keep">For all kinds that it does not name; null: as everywhere.</param>
/// <param name="Kinds">For single kinds.</param>
public sealed record ProcedureRetention(TimeSpan? Keep, FrozenDictionary<PacketKind, TimeSpan> Kinds);
