using System.Collections.Frozen;

namespace Interop.Hub.Core.Configuration;

/// <summary>Reads the procedures and their gates.</summary>
internal static class ProcedureSections
{
    public static FrozenDictionary<string, ProcedureConfiguration> Read(SettingReader root)
    {
        Dictionary<string, ProcedureConfiguration> procedures = new(StringComparer.Ordinal);
        foreach (var item in root.Sections("Procedures"))
        {
            if (!Codes.TryProcedure(item.Key, out var code))
            {
                item.Error($"the name of the section is not {Codes.ProcedureShape}");
            }

            var name = item.Required("Name", "the procedure's Vietnamese name");
            List<GateConfiguration> gates = [.. item.Sections("Gates").Select(Gate)];
            foreach (var twice in gates.GroupBy(g => g.Name, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1))
            {
                item.Error("Gates", $"the gate {twice.Key} stands twice; keep one");
            }

            var lookUp = item.Text("LookUp")?.ToUpperInvariant();
            var retention = RetentionSections.ReadProcedure(item.Section("Retention"));
            item.Done();
            procedures[code] = new ProcedureConfiguration { Code = code, Name = name, Gates = gates, LookUp = lookUp, Retention = retention };
        }

        return procedures.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static GateConfiguration Gate(SettingReader section)
    {
        var name = section.Required("Name", "identity");
        if (name.Length > 0 && !string.Equals(name, "identity", StringComparison.OrdinalIgnoreCase))
        {
            section.Error("Name", "there is no such gate; write identity");
        }

        var gate = new GateConfiguration
        {
            Name = "identity",
            Destination = section.Required("Destination", "the code of the partner that is asked").ToUpperInvariant(),
            Subjects = section.Values<string>("Subjects", "a JSON pointer into the packet, such as /content/dossier/eForm/data/mother", TryPointer) ?? [],
            Holds = section.Values<string>("Holds", "a partner's code", PartnerSections.TryCode)?.ToFrozenSet(StringComparer.OrdinalIgnoreCase),
            ProceedAfter = section.Text("ProceedAfter") is null ? null : section.Duration("ProceedAfter", TimeSpan.FromDays(1), TimeSpan.FromSeconds(1), TimeSpan.FromDays(365)),
            RefuseContradicted = section.Flag("RefuseContradicted", false),
            Officer = section.Required("Officer", "the officer in whose name the hub asks (MaCanBo)", 64),
        };
        if (!section.Lists("Subjects"))
        {
            section.Error("Subjects", "names nobody to ask about; write at least one JSON pointer");
        }

        section.Done();
        return gate;
    }

    private static bool TryPointer(string text, out string pointer)
    {
        pointer = text;
        if (!text.StartsWith("/content/", StringComparison.Ordinal))
        {
            return false;
        }

        for (var i = text.IndexOf('~', StringComparison.Ordinal); i >= 0; i = text.IndexOf('~', i + 1))
        {
            if (i + 1 >= text.Length || text[i + 1] is not ('0' or '1'))
            {
                return false;
            }
        }

        return true;
    }
}
