using System.Text;

namespace Interop.Hub.Core.Configuration;

/// <summary>Comma-separated values as RFC 4180 has them; blank lines and lines that begin with # are skipped.</summary>
internal static class Csv
{
    public static IReadOnlyList<(int Line, IReadOnlyList<string> Fields)> Read(string text)
    {
        List<(int, IReadOnlyList<string>)> rows = [];
        List<string> fields = [];
        var field = new StringBuilder();
        int line = 1, start = 1;
        var quoted = false;

        void End()
        {
            fields.Add(field.ToString().Trim());
            field.Clear();
        }

        void EndRow()
        {
            End();
            if (fields.Any(f => f.Length > 0) && !fields[0].StartsWith('#'))
            {
                rows.Add((start, fields));
            }

            fields = [];
        }

        var content = text.TrimStart('\uFEFF');
        for (var i = 0; i < content.Length; i++)
        {
            var c = content[i];
            if (c == '\n')
            {
                line++;
            }

            if (quoted)
            {
                if (c != '"')
                {
                    field.Append(c);
                }
                else if (i + 1 < content.Length && content[i + 1] == '"')
                {
                    field.Append('"');
                    i++;
                }
                else
                {
                    quoted = false;
                }
            }
            else if (c == '"' && field.Length == 0)
            {
                quoted = true;
            }
            else if (c == ',')
            {
                End();
            }
            else if (c == '\n')
            {
                EndRow();
                start = line;
            }
            else if (c != '\r')
            {
                field.Append(c);
            }
        }

        EndRow();
        return rows;
    }
}
