using System.Text;

namespace Interop.Architecture.Tests.Tree;

/// <summary>One text file of the tree.</summary>
/// <param name="Path">Path from the root, with forward slashes.</param>
/// <param name="Text">What stands in it.</param>
internal sealed record SourceFile(string Path, string Text)
{
    private string? _code;

    public string Room => Path.Contains('/', StringComparison.Ordinal) ? Path[..Path.IndexOf('/', StringComparison.Ordinal)] : string.Empty;

    public bool IsCSharp => Path.EndsWith(".cs", StringComparison.Ordinal) || Path.EndsWith(".razor", StringComparison.Ordinal);

    public int Lines => Text.Length == 0 ? 0 : Text.Count(c => c == '\n') + (Text[^1] == '\n' ? 0 : 1);

    /// <summary>The text with comments and literals blanked, line for line: rules about code must not trip over words.</summary>
    public string Code => _code ??= Blank(Text);

    public int LineOf(int index) => 1 + Text.AsSpan(0, index).Count('\n');

    private static string Blank(string text)
    {
        var result = new StringBuilder(text.Length);
        var i = 0;
        while (i < text.Length)
        {
            var length = SkipLength(text, i);
            if (length == 0)
            {
                result.Append(text[i++]);
                continue;
            }

            foreach (var c in text.AsSpan(i, length))
            {
                result.Append(c == '\n' ? '\n' : ' ');
            }

            i += length;
        }

        return result.ToString();
    }

    private static int SkipLength(string text, int i)
    {
        var rest = text.AsSpan(i);
        if (rest.StartsWith("//"))
        {
            return Until(rest, "\n", 2, keepEnd: true);
        }

        if (rest.StartsWith("/*"))
        {
            return Until(rest, "*/", 2, keepEnd: false);
        }

        if (rest.StartsWith("\"\"\""))
        {
            return Until(rest, "\"\"\"", 3, keepEnd: false);
        }

        return rest[0] switch
        {
            '"' when i > 0 && (text[i - 1] == '@' || (i > 1 && text[i - 1] == '$' && text[i - 2] == '@')) => Quoted(rest, escape: '"'),
            '"' => Quoted(rest, escape: '\\'),
            '\'' when rest.Length > 2 && (rest[2] == '\'' || rest[1] == '\\') => Quoted(rest, escape: '\\', quote: '\''),
            _ => 0,
        };
    }

    private static int Until(ReadOnlySpan<char> rest, string end, int from, bool keepEnd)
    {
        var at = rest[from..].IndexOf(end);
        return at < 0 ? rest.Length : from + at + (keepEnd ? 0 : end.Length);
    }

    private static int Quoted(ReadOnlySpan<char> rest, char escape, char quote = '"')
    {
        for (var i = 1; i < rest.Length; i++)
        {
            if (rest[i] == escape && i + 1 < rest.Length && (escape != quote || rest[i + 1] == quote))
            {
                i++;
            }
            else if (rest[i] == quote || rest[i] == '\n')
            {
                return rest[i] == '\n' && escape != quote ? i : i + 1;
            }
        }

        return rest.Length;
    }
}
