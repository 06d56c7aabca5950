using Interop.Contracts.Identifiers;

namespace Interop.Hub.Core.Queries;

/// <summary>The numbers by which the population database knows people. The digits decide which it is.</summary>
public static class IdentityNumbers
{
    /// <summary>Said of anything else.</summary>
    public const string Expected = "must be a citizen number of 12 digits or an old identity card number of 9";

    /// <summary>The number with its type; null: it is none.</summary>
    public static PersonNumber? Read(string number) => number.All(char.IsAsciiDigit)
        ? number.Length switch
        {
            12 => new PersonNumber(PersonNumberType.CitizenNumber, number),
            9 => new PersonNumber(PersonNumberType.OldIdentityCard, number),
            _ => null,
        }
        : null;
}
