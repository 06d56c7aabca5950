using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace Interop.Simulators;

/// <summary>The people the population database knows: all invented, with names that say so.</summary>
public sealed class CitizenRegistry
{
    private readonly ConcurrentDictionary<string, Citizen> _byNumber = new(StringComparer.Ordinal);

    internal CitizenRegistry()
    {
        foreach (var citizen in Invented)
        {
            Add(citizen);
        }
    }

    /// <summary>The people every registry starts with. The fourth is known by the year of birth alone.</summary>
    public static IReadOnlyList<Citizen> Invented { get; } =
    [
        new("001099000001", "010000001", "NGUYỄN VĂN MẪU", "19990101", 1),
        new("001300000001", null, "TRẦN THỊ MẸ", "20000101", 2),
        new("001070000001", "010000002", "NGUYỄN VĂN CHA", "19700101", 1),
        new("001140000001", "010000003", "LÊ THỊ CHỈ NĂM", "1940", 2),
        .. Enumerable.Range(1, 40).Select(Sample),
    ];

    /// <summary>Adds a person, or replaces the one with that number.</summary>
    /// <param name="citizen">An invented one.</param>
    public void Add(Citizen citizen)
    {
        ArgumentNullException.ThrowIfNull(citizen);
        _byNumber[citizen.Number] = citizen;
        if (citizen.OldNumber is { } old)
        {
            _byNumber[old] = citizen;
        }
    }

    /// <summary>The person with that number, 12 digits or the old 9; null when unknown.</summary>
    /// <param name="number">The number.</param>
    public Citizen? Find(string number) => _byNumber.GetValueOrDefault(number);

    /// <summary>Whether name and birth date are those of the person; a full date asked of one known by the year alone cannot be confirmed.</summary>
    internal static bool Matches(Citizen citizen, string name, string born) =>
        Folded(citizen.FullName) == Folded(name) && (born.Length == 4 ? citizen.Born[..4] == born : citizen.Born == born);

    private static string Folded(string name) =>
        string.Join(' ', name.Normalize(NormalizationForm.FormC).ToUpper(CultureInfo.InvariantCulture).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    // 001 + century and gender (0 and 1: born 19xx, 2 and 3: 20xx) + year + six digits, as the law numbers citizens.
    private static Citizen Sample(int index)
    {
        var gender = index % 2 == 0 ? 2 : 1;
        var year = 60 + index;
        var name = gender == 1 ? $"TRẦN VĂN MẪU SỐ {index:D2}" : $"PHẠM THỊ MẪU SỐ {index:D2}";
        var century = year < 100 ? 0 : 2;
        return new($"001{century + gender - 1}{year % 100:D2}000{100 + index}", null, name, $"{1900 + year}0115", gender);
    }
}
