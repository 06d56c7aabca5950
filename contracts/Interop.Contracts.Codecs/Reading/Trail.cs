using System.Globalization;
using System.Text;

namespace Interop.Contracts.Codecs.Reading;

/// <summary>Where a walk stands in the body. Becomes a JSON pointer only when somebody asks.</summary>
internal sealed class Trail
{
    // A name nobody knows can be as long as the body; a pointer must not be.
    private const int LongestName = 128;

    private (string? Name, int Index)[] _steps = new (string?, int)[16];
    private int _count;
    private readonly string _prefix;

    public Trail(string prefix = "") => _prefix = prefix;

    public int Depth => _count;

    public void Enter(string name) => Push((name, 0));

    public void Enter(int index) => Push((null, index));

    public void Leave() => _count--;

    public override string ToString() => Pointer(null);

    public string PointerTo(string child) => Pointer(child);

    private string Pointer(string? child)
    {
        if (_count == 0 && child is null)
        {
            return _prefix;
        }

        var text = new StringBuilder(_prefix, 64);
        for (var i = 0; i < _count; i++)
        {
            text.Append('/');
            if (_steps[i].Name is { } name)
            {
                Append(text, name);
            }
            else
            {
                text.Append(CultureInfo.InvariantCulture, $"{_steps[i].Index}");
            }
        }

        if (child is not null)
        {
            Append(text.Append('/'), child);
        }

        return text.ToString();
    }

    public static void Append(StringBuilder text, string name)
    {
        var cut = name.Length > LongestName;
        foreach (var c in cut ? name.AsSpan(0, LongestName) : name)
        {
            _ = c switch
            {
                '~' => text.Append("~0"),
                '/' => text.Append("~1"),
                _ => text.Append(char.IsControl(c) || char.IsSurrogate(c) ? '\uFFFD' : c),
            };
        }

        if (cut)
        {
            text.Append('…');
        }
    }

    private void Push((string?, int) step)
    {
        if (_count == _steps.Length)
        {
            Array.Resize(ref _steps, _count * 2);
        }

        _steps[_count++] = step;
    }
}
