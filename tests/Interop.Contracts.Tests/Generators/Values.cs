using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace Interop.Contracts.Tests.Generators;

/// <summary>Well-formed values of the identifiers and formats.</summary>
internal static class Values
{
    public const string Upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    public const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    public static Gen<string> Organisation(int minBlocks = 1) =>
        from blocks in Gen.Choose(minBlocks, 4)
        from names in Texts.Characters(Letters, 1, 5).ListOf(blocks)
        select string.Join('.', names);

    public static Gen<DateOnly> Day => Gen.Choose(0, DateOnly.MaxValue.DayNumber).Select(DateOnly.FromDayNumber);

    public static Gen<string> DossierNumber =>
        from organisation in Organisation(2)
        from day in Gen.Choose(new DateOnly(2000, 1, 1).DayNumber, new DateOnly(2099, 12, 31).DayNumber).Select(DateOnly.FromDayNumber)
        from isShort in Gen.Elements(true, false)
        from sequence in Texts.Characters("0123456789", 4, 7)
        select $"{organisation}-{day.ToString(isShort ? "yyMMdd" : "yyyyMMdd", CultureInfo.InvariantCulture)}-{sequence}";

    public static Gen<string> Procedure =>
        from first in Texts.Characters("0123456789", 1, 1)
        from second in Texts.Characters("0123456789", 6, 6)
        from suffix in Gen.OneOf(Gen.Constant(string.Empty), Organisation().Select(o => "." + o))
        select $"{first}.{second}{suffix}";

    public static Gen<string> PartialDate =>
        from day in Day
        from length in Gen.Elements(4, 7, 10)
        select day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)[..length];

    public static Gen<string> Instant =>
        from day in Gen.Choose(new DateOnly(2, 1, 1).DayNumber, new DateOnly(9998, 12, 31).DayNumber).Select(DateOnly.FromDayNumber)
        from second in Gen.Choose(0, 86399)
        from fraction in Gen.OneOf(Gen.Constant(string.Empty), Texts.Characters("0123456789", 1, 7).Select(f => "." + f))
        from offset in Gen.Elements("Z", "+07:00", "-00:00", "+14:00", "-14:00", "+05:45", "+00:00")
        select $"{day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}T{TimeSpan.FromSeconds(second):hh\\:mm\\:ss}{fraction}{offset}";

    public static Gen<string> OfFormat(string name) => name switch
    {
        "date-time" => Instant,
        "date" => Day.Select(d => d.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        "partial-date" => PartialDate,
        "organisation-code" => Organisation(),
        "procedure-code" => Procedure,
        "sha256" => Texts.Characters("0123456789abcdefABCDEF", 64, 64),
        "packet-id" => Texts.Characters(Letters + "._:-", 1, 64),
        "file-name" => Texts.OfLength(1, 255).Select(t => t.Replace('/', 'x').Replace('\\', 'x')),
        "media-type" => Texts.Characters(Letters + "!#$&.+-^_", 1, 20).Two().Select(t => $"{t.Item1}/{t.Item2}"),
        "fault-code" => Texts.Characters("abcdefghijklmnopqrstuvwxyz", 1, 16).Zip(Texts.Characters("abcdefghijklmnopqrstuvwxyz-", 1, 32)).Select(t => $"{t.Item1}.{t.Item2}"),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "Teach the generator this format."),
    };
}
