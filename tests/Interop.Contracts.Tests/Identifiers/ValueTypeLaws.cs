using System.Globalization;
using FsCheck.Fluent;
using Interop.Contracts.Documents;
using Interop.Contracts.Identifiers;
using Interop.Contracts.Tests.Generators;

namespace Interop.Contracts.Tests.Identifiers;

/// <summary>What is printed is read; letter case and blanks around say nothing; near misses are misses.</summary>
public sealed class ValueTypeLaws
{
    [Test]
    public void Organisation_codes() => Parsed<OrganisationCode>(Values.Organisation());

    [Test]
    public void Procedure_codes() => Parsed<ProcedureCode>(Values.Procedure);

    [Test]
    public void Dossier_numbers() => Parsed<DossierNumber>(Values.DossierNumber);

    [Test]
    public void A_dossier_number_says_unit_day_and_sequence() => Law.Holds(Values.DossierNumber, text =>
    {
        var number = DossierNumber.Parse(text);
        var parts = text.Split('-');
        using (Assert.EnterMultipleScope())
        {
            Assert.That(number.Organisation, Is.EqualTo(OrganisationCode.Parse(parts[0])));
            Assert.That(number.ReceivedOn.ToString(parts[1].Length == 6 ? "yyMMdd" : "yyyyMMdd", CultureInfo.InvariantCulture), Is.EqualTo(parts[1]));
            Assert.That(number.Sequence, Is.EqualTo(int.Parse(parts[2], CultureInfo.InvariantCulture)));
        }
    });

    [TestCase("000.00.18.H40-261320-0001", TestName = "month 13")]
    [TestCase("000.00.18.H40-260231-0001", TestName = "31 February")]
    [TestCase("000.00.18.H40-2611200-0001", TestName = "seven digits of a date")]
    [TestCase("000.00.18.H40-261120-001", TestName = "three digits of a sequence")]
    [TestCase("000.00.18.H40-261120-00000001", TestName = "eight digits of a sequence")]
    [TestCase("000.00.18.H40.1-261120-0001", TestName = "five blocks")]
    [TestCase("H40-261120-0001", TestName = "one block")]
    [TestCase("000000.18-261120-0001", TestName = "a block of six")]
    [TestCase("000..18.H40-261120-0001", TestName = "an empty block")]
    [TestCase("000.00.18.H40-261120-0001-1", TestName = "something behind")]
    [TestCase("000.00.18.H40–261120–0001", TestName = "en dashes")]
    [TestCase("000.00.18.H40-２６１１２０-0001", TestName = "full-width digits")]
    [TestCase("000.00.18.ſ40-261120-0001", TestName = "a long s")]
    [TestCase("000.00.18.H40 -261120-0001", TestName = "a blank inside")]
    [TestCase("", TestName = "nothing")]
    public void No_dossier_number(string text) => Refused<DossierNumber>(text);

    [TestCase("1.00119")]
    [TestCase("1.0011933")]
    [TestCase("12.001193")]
    [TestCase("1,001193")]
    [TestCase("1.001193.")]
    [TestCase("1.001193.000.00.00.H48.1")]
    [TestCase("1.001193.ſ48")]
    [TestCase("a.001193")]
    public void No_procedure_code(string text) => Refused<ProcedureCode>(text);

    [TestCase("")]
    [TestCase(".")]
    [TestCase("H40.")]
    [TestCase(".H40")]
    [TestCase("H40..18")]
    [TestCase("1.2.3.4.5")]
    [TestCase("ABCDEF")]
    [TestCase("H40/18")]
    [TestCase("Đ40")]
    [TestCase("ſ40")]
    public void No_organisation_code(string text) => Refused<OrganisationCode>(text);

    [Test]
    public void Procedures_are_the_same_by_their_first_two_blocks() => Law.Holds(Values.Procedure.Two(), pair =>
    {
        var (one, other) = (ProcedureCode.Parse(pair.Item1), ProcedureCode.Parse(pair.Item2));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(one.SameProcedure(ProcedureCode.Parse(one.Short)), Is.True);
            Assert.That(one.SameProcedure(other), Is.EqualTo(pair.Item1[..8] == pair.Item2[..8]));
            Assert.That(one.Suffix is null ? one.Short : $"{one.Short}.{one.Suffix}", Is.EqualTo(one.Value));
        }
    });

    [Test]
    public void Digests() => Law.Holds(Values.OfFormat("sha256"), text =>
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Sha256Digest.Parse(text).Value, Is.EqualTo(text.ToLowerInvariant()));
            Refused<Sha256Digest>(text[1..]);
            Refused<Sha256Digest>(text + "0");
            Refused<Sha256Digest>(string.Concat("g", text.AsSpan(1)));
        }
    });

    [Test]
    public void A_digest_is_that_of_its_bytes()
    {
        var empty = Sha256Digest.Of([]);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(empty.Value, Is.EqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
            Assert.That(Sha256Digest.FromHash(Convert.FromHexString(empty.Value)), Is.EqualTo(empty));
            Assert.That(() => Sha256Digest.FromHash([1, 2]), Throws.ArgumentException);
        }
    }

    [Test]
    public void Citizen_numbers() => Law.Holds(Texts.Characters("0123456789", 12, 12), digits =>
    {
        var number = CitizenNumber.Parse(digits);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(number.Value, Is.EqualTo(digits));
            Assert.That(number.ToString(), Does.Not.Contain(digits[3..9]), "masked");
            Assert.That(number.BirthYear % 100, Is.EqualTo(int.Parse(digits[4..6], CultureInfo.InvariantCulture)));
            Assert.That(number.BirthYear, Is.InRange(1900, 2399));
            Refused<CitizenNumber>(digits[1..]);
            Refused<CitizenNumber>(digits + "0");
            Refused<CitizenNumber>(string.Concat(digits.AsSpan(0, 11), "٣"));
        }
    });

    [Test]
    public void Partial_dates() => Law.Holds(Values.PartialDate, text =>
    {
        var date = PartialDate.Parse(text);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(date.ToString(), Is.EqualTo(text));
            Assert.That(date.Full is not null, Is.EqualTo(text.Length == 10));
        }
    });

    [TestCase("0000")]
    [TestCase("99")]
    [TestCase("1999-13")]
    [TestCase("1999-00")]
    [TestCase("1999-02-29")]
    [TestCase("1999-1-1")]
    [TestCase("01/01/1999")]
    [TestCase(" 1999")]
    [TestCase("1999-")]
    [TestCase("1999-0١")]
    public void No_partial_date(string text) => Refused<PartialDate>(text);

    [Test]
    public void Partial_dates_are_in_one_order() => Law.Holds(NearDates.Three(), three =>
    {
        var (a, b, c) = (PartialDate.Parse(three.Item1), PartialDate.Parse(three.Item2), PartialDate.Parse(three.Item3));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Math.Sign(a.CompareTo(b)), Is.EqualTo(-Math.Sign(b.CompareTo(a))));
            Assert.That(a.CompareTo(b) == 0, Is.EqualTo(a == b));
            Assert.That(!(a <= b && b <= c) || a <= c, Is.True);
            Assert.That(a < b, Is.EqualTo(!(a >= b)));
            Assert.That(Math.Sign(a.CompareTo(b)), Is.EqualTo(Math.Sign(string.CompareOrdinal(three.Item1, three.Item2))), "the order of the text");
        }
    });

    // Few enough that 2000, 2000-01 and 2000-01-01 meet.
    private static FsCheck.Gen<string> NearDates =>
        from day in Gen.Choose(new DateOnly(1999, 12, 28).DayNumber, new DateOnly(2000, 2, 2).DayNumber)
        from length in Gen.Elements(4, 7, 10)
        select DateOnly.FromDayNumber(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)[..length];

    [TestCase(PersonNumberType.CitizenNumber, "036099000001", true)]
    [TestCase(PersonNumberType.CitizenNumber, "36099000001", false)]
    [TestCase(PersonNumberType.OldIdentityCard, "160123456", true)]
    [TestCase(PersonNumberType.OldIdentityCard, "16012345X", false)]
    [TestCase(PersonNumberType.Passport, "B1234567", true)]
    [TestCase(PersonNumberType.Passport, "B12", false)]
    [TestCase(PersonNumberType.TaxNumber, "0101234567", true)]
    [TestCase(PersonNumberType.TaxNumber, "0101234567-001", true)]
    [TestCase(PersonNumberType.TaxNumber, "0101234567001", false)]
    [TestCase(PersonNumberType.Other, "?", true)]
    public void A_doubtful_number_is_doubted_and_never_printed(PersonNumberType type, string number, bool good)
    {
        var person = new PersonNumber(type, number);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(person.Doubt is null, Is.EqualTo(good));
            Assert.That(person.ToString(), Does.Not.Contain(number).Or.EqualTo("Other ***"));
        }
    }

    private static void Parsed<T>(FsCheck.Gen<string> texts)
        where T : struct, ISpanParsable<T> => Law.Holds(texts, text =>
    {
        var value = T.Parse(text, null);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(value.ToString(), Is.EqualTo(text.ToUpperInvariant()));
            Assert.That(T.Parse(text.ToLowerInvariant(), null), Is.EqualTo(value));
            Assert.That(T.Parse($"  {text}\t", null), Is.EqualTo(value));
            Assert.That(T.Parse(value.ToString()!, null), Is.EqualTo(value));
            Refused<T>(text + "!");
            Refused<T>(text + ".Đ");
            Refused<T>("\u0000" + text);
        }
    });

    private static void Refused<T>(string text)
        where T : struct, ISpanParsable<T>
    {
        Assert.That(T.TryParse(text, null, out var value), Is.False, text);
        Assert.That(value, Is.EqualTo(default(T)));
        Assert.That(() => T.Parse(text, null), Throws.TypeOf<FormatException>());
    }
}
