using System.Text.Json;

namespace Interop.Simulators.NationalPortal;

/// <summary>The dossiers the portal knows, by number, with their steps in order of arrival.</summary>
internal sealed class PortalBooks(bool keepItems)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Entry> _dossiers = new(StringComparer.OrdinalIgnoreCase);

    public bool Knows(string number)
    {
        lock (_gate)
        {
            return _dossiers.ContainsKey(number);
        }
    }

    public void Put(string number, JsonElement item)
    {
        lock (_gate)
        {
            Of(number).Item = keepItems && item.ValueKind == JsonValueKind.Object ? item.Clone() : default;
        }
    }

    public void AddStep(string number, JsonElement step)
    {
        lock (_gate)
        {
            if (keepItems)
            {
                Of(number).Steps.Add(step.Clone());
            }
        }
    }

    /// <summary>The dossier as last synchronised, with its steps; null when unknown.</summary>
    public Dictionary<string, object?>? Describe(string number)
    {
        lock (_gate)
        {
            if (!_dossiers.TryGetValue(number, out var entry))
            {
                return null;
            }

            var row = new Dictionary<string, object?> { ["MaHoSo"] = number };
            if (entry.Item.ValueKind == JsonValueKind.Object)
            {
                foreach (var property in entry.Item.EnumerateObject())
                {
                    row[property.Name] = property.Value;
                }
            }

            if (keepItems)
            {
                row["DanhSachTienDo"] = entry.Steps.ToArray();
            }

            return row;
        }
    }

    private Entry Of(string number)
    {
        if (!_dossiers.TryGetValue(number, out var entry))
        {
            _dossiers[number] = entry = new Entry();
        }

        return entry;
    }

    private sealed class Entry
    {
        public JsonElement Item { get; set; }

        public List<JsonElement> Steps { get; } = [];
    }
}
