using Interop.Contracts.Identifiers;
using Interop.Contracts.Tests.Generators;

namespace Interop.Contracts.Tests.Identifiers;

/// <summary>A code means a unit as of a day.</summary>
public sealed class OrganisationDirectoryTests
{
    private static readonly DateOnly Reform = new(2025, 7, 1);

    private static readonly Organisation OldWard = new(
        OrganisationCode.Parse("H40.18"), "UBND phường Cũ", [OrganisationCode.Parse("000.00.18.H40")], ValidTo: Reform.AddDays(-1), Successor: OrganisationCode.Parse("H40.99"));

    private static readonly Organisation NewWard = new(OrganisationCode.Parse("H40.18"), "UBND phường Mới", [], ValidFrom: Reform);

    private static readonly OrganisationDirectory Directory = new([OldWard, NewWard]);

    [Test]
    public void One_code_means_different_units_before_and_after_a_reform() => Law.Holds(Values.Day, day =>
        Assert.That(Directory.Resolve(OrganisationCode.Parse("h40.18"), day), Is.SameAs(day < Reform ? OldWard : NewWard)));

    [Test]
    public void An_alias_means_its_unit_and_only_while_it_is_valid() => Law.Holds(Values.Day, day =>
        Assert.That(Directory.Resolve(OrganisationCode.Parse("000.00.18.H40"), day), Is.SameAs(day < Reform ? OldWard : null)));

    [Test]
    public void A_code_of_nobody_is_not_known_on_any_day() => Law.Holds(Values.Organisation(1), text =>
    {
        var code = OrganisationCode.Parse("X" + text[1..]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Directory.Knows(code), Is.False);
            Assert.That(Directory.Resolve(code, Reform), Is.Null);
            Assert.That(OrganisationDirectory.Empty.Knows(code), Is.False);
        }
    });

    [Test]
    public void A_unit_that_is_gone_is_still_known() =>
        Assert.That(Directory.Knows(OrganisationCode.Parse("000.00.18.H40")), Is.True);

    [Test]
    public void The_last_day_is_a_day()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(OldWard.IsValidOn(Reform.AddDays(-1)), Is.True);
            Assert.That(OldWard.IsValidOn(Reform), Is.False);
            Assert.That(NewWard.IsValidOn(Reform), Is.True);
        }
    }
}
