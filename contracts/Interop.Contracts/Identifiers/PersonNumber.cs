using System.Text.Json.Serialization;

namespace Interop.Contracts.Identifiers;

/// <summary>What a person's number is. Source: LoaiDinhDanh of the national portal (1, 2); the others are an inference.</summary>
public enum PersonNumberType
{
    /// <summary>Số định danh cá nhân / CCCD: 12 digits.</summary>
    CitizenNumber = 1,

    /// <summary>Số CMND: 9 digits, no longer issued, still found on old papers.</summary>
    OldIdentityCard = 2,

    /// <summary>Hộ chiếu: 6 to 12 letters and digits.</summary>
    Passport = 3,

    /// <summary>Mã số thuế / mã số doanh nghiệp: 10 digits, or 10, a dash and 3.</summary>
    TaxNumber = 4,

    /// <summary>Any other paper.</summary>
    Other = 9,
}

/// <summary>
/// A person's or enterprise's number with its type. The number is kept as received: an old doubtful value warns
/// (<see cref="Doubt"/>), it does not block, because the paper it stands on cannot be changed by the sender.
/// </summary>
/// <param name="Type">What kind of number it is.</param>
/// <param name="Number">The number as written, 1 to 32 characters.</param>
public sealed record PersonNumber(PersonNumberType Type, string Number)
{
    /// <summary>Null when the number has the form its type demands; otherwise what is doubtful about it, for a warning.</summary>
    [JsonIgnore]
    public string? Doubt => Type switch
    {
        PersonNumberType.CitizenNumber when !CitizenNumber.TryParse(Number, out _) => "a citizen number has 12 digits",
        PersonNumberType.OldIdentityCard when !(Number.Length == 9 && Number.All(char.IsAsciiDigit)) => "an old identity card number has 9 digits",
        PersonNumberType.Passport when !(Number.Length is >= 6 and <= 12 && Number.All(char.IsAsciiLetterOrDigit)) => "a passport number has 6 to 12 letters and digits",
        PersonNumberType.TaxNumber when !IsTaxNumber(Number) => "a tax number has 10 digits, or 10 digits, a dash and 3 digits",
        _ => null,
    };

    /// <summary>Says the type only: a number must not reach a log through string interpolation.</summary>
    public override string ToString() => $"{Type} ***";

    private static bool IsTaxNumber(string number) =>
        number.Length is 10 or 14 && number.Where((c, i) => i != 10).All(char.IsAsciiDigit) && (number.Length == 10 || number[10] == '-');
}
