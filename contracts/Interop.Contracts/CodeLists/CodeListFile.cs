using System.Text;

namespace Interop.Contracts.CodeLists;

/// <summary>Reads a code list's CSV: RFC 4180 with a header; <c>code,name_vi,name_en,source,confidence</c>, then columns of the list's own.</summary>
internal static class CodeListFile
{
    private static readonly string[] Header = ["code", "name_vi", "name_en", "source", "confidence"];

    /// <exception cref="FormatException">The file is not what a code list must be; says where.</exception>
    public static IReadOnlyList<CodeListEntry> Read(string text, string name)
    {
        List<string[]> rows = [.. Rows(text)];
        if (rows.Count < 2 || !rows[0].Take(Header.Length).SequenceEqual(Header, StringComparer.Ordinal))
        {
            throw new FormatException($"{name}: the first line must be {string.Join(',', Header)}, and codes must follow.");
        }

        List<CodeListEntry> entries = [];
        for (var i = 1; i < rows.Count; i++)
        {
            var row = rows[i];
            if (row.Length != rows[0].Length || row.Take(Header.Length).Any(string.IsNullOrWhiteSpace) || !Enum.TryParse<Confidence>(row[4], ignoreCase: true, out var confidence))
            {
                throw new FormatException($"{name}: line {i + 1} lacks a column, or its confidence is none of high, medium, low, memory.");
            }

            var extra = rows[0].Skip(Header.Length).Zip(row.Skip(Header.Length)).ToDictionary(p => p.First, p => p.Second, StringComparer.Ordinal);
            entries.Add(new CodeListEntry(row[0], row[1], row[2], row[3], confidence, extra));
        }

        return entries;
    }

    private static IEnumerable<string[]> Rows(string text)
    {
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            yield return Fields(line);
        }
    }

    private static string[] Fields(string line)
    {
        List<string> fields = [];
        var field = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if (quoted && c == '"' && i + 1 < line.Length && line[i + 1] == '"')
            {
                field.Append('"');
                i++;
            }
            else if (c == '"')
            {
                quoted = !quoted;
            }
            else if (c == ',' && !quoted)
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else
            {
                field.Append(c);
            }
        }

        fields.Add(field.ToString());
        return [.. fields];
    }
}
