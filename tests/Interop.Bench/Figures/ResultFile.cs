using System.Text.Json;
using System.Text.Json.Serialization;

namespace Interop.Bench.Figures;

/// <summary>Rows that are done, so that a run that was cut short can go on.</summary>
internal sealed class ResultFile(string path)
{
    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };
    private readonly Dictionary<string, RowResult> _rows = new(StringComparer.Ordinal);

    /// <summary>What an earlier run left.</summary>
    public void Load()
    {
        if (File.Exists(path))
        {
            foreach (var row in JsonSerializer.Deserialize<RowResult[]>(File.ReadAllBytes(path), Options) ?? [])
            {
                _rows[row.Name] = row;
            }
        }
    }

    public RowResult? Find(string name) => _rows.GetValueOrDefault(name);

    public void Keep(RowResult row)
    {
        _rows[row.Name] = row;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, JsonSerializer.SerializeToUtf8Bytes(_rows.Values.ToArray(), Options));
    }
}
