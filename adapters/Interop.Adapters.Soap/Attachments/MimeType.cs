using System.Text;

namespace Interop.Adapters.Soap.Attachments;

/// <summary>
/// A Content-Type as it was written. The framework's parser wants tokens: half of the old stacks write
/// <c>type=application/xop+xml</c> or <c>start=&lt;root&gt;</c> without the quotes, and it refuses the whole header.
/// </summary>
/// <param name="Name">Type and subtype, in lower case.</param>
/// <param name="Parameters">By name in lower case; of two the first.</param>
internal sealed record MimeType(string Name, IReadOnlyDictionary<string, string> Parameters)
{
    /// <summary>A parameter without its quotes; null: absent.</summary>
    public string? this[string parameter] => Parameters.GetValueOrDefault(parameter);

    /// <summary>Null: it names no type.</summary>
    public static MimeType? Parse(string? text)
    {
        if (text is null)
        {
            return null;
        }

        var at = EndOf(text, 0);
        var name = text[..at].Trim().ToLowerInvariant();
        if (name.IndexOf('/', StringComparison.Ordinal) is not > 0)
        {
            return null;
        }

        var parameters = new Dictionary<string, string>();
        while (at < text.Length)
        {
            at++;
            var equals = text.IndexOf('=', at);
            var end = EndOf(text, at);
            if (equals < 0 || equals > end)
            {
                at = end;
                continue;
            }

            var key = text[at..equals].Trim().ToLowerInvariant();
            (var value, at) = Value(text, equals + 1);
            parameters.TryAdd(key, value);
        }

        return new MimeType(name, parameters);
    }

    private static (string Value, int End) Value(string text, int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
        {
            at++;
        }

        if (at == text.Length || text[at] != '"')
        {
            var end = EndOf(text, at);
            return (text[at..end].Trim(), end);
        }

        var value = new StringBuilder();
        for (at++; at < text.Length && text[at] != '"'; at++)
        {
            if (text[at] == '\\' && at + 1 < text.Length)
            {
                at++;
            }

            value.Append(text[at]);
        }

        return (value.ToString(), EndOf(text, at));
    }

    private static int EndOf(string text, int from) =>
        from < text.Length && text.IndexOf(';', from) is >= 0 and var end ? end : text.Length;
}
