using System.Collections.Frozen;
using Interop.Adapters.Configuration;
using Interop.Contracts.Packets;
using Interop.Hub.Core.Retention;

namespace Interop.Hub.Core.Configuration;

/// <summary>Reads how long contents are kept: for all, and what a procedure says otherwise.</summary>
internal static class RetentionSections
{
    private const string Shape = $"{Durations.Shape}, onceDelivered, or forever";

    public static RetentionPolicy Read(SettingReader section)
    {
        var d = new RetentionPolicy();
        var own = Kinds(section);
        var policy = new RetentionPolicy
        {
            Keep = section.Parsed("Keep", d.Keep, Shape, TryKeep),
            Kinds = d.Kinds.Where(k => !own.ContainsKey(k.Key)).Concat(own).ToFrozenDictionary(),
            OpenDossiers = section.Parsed("OpenDossiers", d.OpenDossiers, Shape, TryKeep),
            Every = section.Duration("Every", d.Every, TimeSpan.FromMilliseconds(100), TimeSpan.FromDays(7)),
        };
        section.Done();
        return policy;
    }

    /// <summary>A procedure's section; null: it is not there.</summary>
    public static ProcedureRetention? ReadProcedure(SettingReader section)
    {
        if (!section.Exists)
        {
            return null;
        }

        var keep = section.Text("Keep") is null ? (TimeSpan?)null : section.Parsed("Keep", RetentionPolicy.Forever, Shape, TryKeep);
        var kinds = Kinds(section);
        section.Done();
        if (keep is null && kinds.Count == 0)
        {
            section.Error("says nothing; write Keep or Kinds, or take it out");
        }

        return new ProcedureRetention(keep, kinds);
    }

    private static FrozenDictionary<PacketKind, TimeSpan> Kinds(SettingReader section)
    {
        var kinds = section.Section("Kinds");
        Dictionary<PacketKind, TimeSpan> read = [];
        foreach (var (name, kind) in Codes.Kinds)
        {
            if (kinds.Text(name) is not null)
            {
                read[kind] = kinds.Parsed(name, RetentionPolicy.Forever, Shape, TryKeep);
            }
        }

        kinds.Done();
        return read.ToFrozenDictionary();
    }

    private static bool TryKeep(string text, out TimeSpan keep)
    {
        if (string.Equals(text, "forever", StringComparison.OrdinalIgnoreCase))
        {
            keep = RetentionPolicy.Forever;
            return true;
        }

        if (string.Equals(text, "onceDelivered", StringComparison.OrdinalIgnoreCase))
        {
            keep = TimeSpan.Zero;
            return true;
        }

        return Durations.TryParse(text, out keep) && keep <= TimeSpan.FromDays(36500);
    }
}
