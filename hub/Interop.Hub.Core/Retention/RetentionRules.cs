using System.Collections.Frozen;
using Interop.Contracts.Dossiers;
using Interop.Contracts.Packets;
using Interop.Hub.Core.Configuration;
using Interop.Hub.Core.Intake;
using Interop.Hub.Core.Ledger;

namespace Interop.Hub.Core.Retention;

/// <summary>
/// Guarantee 13, pure: when the content of a packet may go. Never while a delivery of it is not passed, an answer to it is
/// awaited, or somebody may still have to fetch it.
/// </summary>
public static class RetentionRules
{
    /// <summary>An address given out for a file is rounded up to the hour.</summary>
    private static readonly TimeSpan Rounding = TimeSpan.FromHours(1);

    /// <summary>When the content of a packet may go; null: not by time alone.</summary>
    /// <param name="packet">The packet.</param>
    /// <param name="configuration">What is configured.</param>
    /// <param name="fetches">True for a destination that fetches files by address after a packet has come.</param>
    /// <param name="linkLifetime">How long such an address works.</param>
    public static DateTimeOffset? DueAt(RetainedPacket packet, HubConfiguration configuration, Func<string, bool> fetches, TimeSpan linkLifetime)
    {
        ArgumentNullException.ThrowIfNull(packet);
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(fetches);
        var keep = Keep(configuration, packet.Dossier?.Procedure, packet.Kind);
        if (packet.IsOpen || packet.IsAwaited || keep == RetentionPolicy.Forever)
        {
            return null;
        }

        var due = packet.SettledAt + keep;
        if (packet.HasFiles && packet.Arrived.Any(fetches))
        {
            due = Later(due, packet.SettledAt + linkLifetime + Rounding);
        }

        if (packet.Dossier is not { } dossier)
        {
            return due;
        }

        var open = !IsClosed(dossier);
        if (dossier.IsInForce)
        {
            return dossier.IsBusy ? null : InForce(due, dossier, keep, open, configuration.Retention);
        }

        // A result that went to nobody can only be fetched here.
        return packet is { Kind: PacketKind.Result, Arrived.Count: 0 } && open ? InForce(due, dossier, keep, open, configuration.Retention) : due;
    }

    /// <summary>What cannot be due: the store may pass over it without asking these rules.</summary>
    public static RetentionCut CutOf(HubConfiguration configuration, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return new RetentionCut(
            Enum.GetValues<PacketKind>().ToFrozenDictionary(k => k, k => Before(now, Keep(configuration, null, k))),
            [.. configuration.Procedures.Values.Where(p => p.Retention is not null).Select(p => p.Code).Order(StringComparer.Ordinal)]);
    }

    /// <summary>The most particular word counts: the procedure's for the kind, the procedure's, the general one for the kind, the general one.</summary>
    private static TimeSpan Keep(HubConfiguration configuration, string? procedure, PacketKind kind)
    {
        var general = configuration.Retention;
        var own = procedure is null ? null : configuration.Procedures.GetValueOrDefault(procedure)?.Retention;
        return own is not null && own.Kinds.TryGetValue(kind, out var particular) ? particular
            : own?.Keep is { } all ? all
            : general.Kinds.TryGetValue(kind, out var usual) ? usual
            : general.Keep;
    }

    private static DateTimeOffset? InForce(DateTimeOffset due, RetainedDossier dossier, TimeSpan keep, bool open, RetentionPolicy policy)
    {
        var after = open && policy.OpenDossiers > keep ? policy.OpenDossiers : keep;
        return after == RetentionPolicy.Forever ? null : Later(due, dossier.UpdatedAt + after);
    }

    private static bool IsClosed(RetainedDossier dossier) =>
        dossier.Result == ResultStatus.Handed || (dossier.Status is { } status && StatusRules.IsTerminal(status));

    private static DateTimeOffset Before(DateTimeOffset now, TimeSpan keep) => keep > now - DateTimeOffset.MinValue ? DateTimeOffset.MinValue : now - keep;

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
