using System.Globalization;
using Interop.Contracts.Identifiers;
using Interop.Contracts.Packets;

namespace Interop.Hub.Core.Configuration;

/// <summary>Readers of the codes that configuration is full of, with the words that say what to write.</summary>
internal static class Codes
{
    public const string OrganisationShape = "an organisation code such as H40.18";
    public const string ProcedureShape = "a procedure's short code such as 1.001193";
    public const string DateShape = "a day as yyyy-MM-dd";
    public const string InstantShape = "an instant with its offset, such as 2027-01-01T00:00:00+07:00";

    public static IReadOnlyDictionary<string, PacketKind> Kinds { get; } = SettingsSections.Choices<PacketKind>();

    public static string KindShape { get; } = $"one of {string.Join(", ", SettingsSections.Choices<PacketKind>().Keys)}";

    public static bool TryOrganisation(string text, out OrganisationCode code) => OrganisationCode.TryParse(text, null, out code);

    public static bool TryOrganisation(string text, out OrganisationCode? code)
    {
        var read = OrganisationCode.TryParse(text, null, out var c);
        code = read ? c : null;
        return read;
    }

    public static bool TryProcedure(string text, out string code)
    {
        var read = ProcedureCode.TryParse(text, null, out var c) && c.Suffix is null;
        code = read ? c.Short : string.Empty;
        return read;
    }

    public static bool TryKind(string text, out PacketKind kind) => Kinds.TryGetValue(text, out kind);

    public static bool TryDate(string text, out DateOnly? day)
    {
        var read = DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var d);
        day = read ? d : null;
        return read;
    }

    public static bool TryInstant(string text, out DateTimeOffset? instant)
    {
        // An offset must stand there: an instant without one means something else on every machine.
        var read = DateTimeOffset.TryParseExact(text, ["yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss'Z'"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var i);
        instant = read ? i : null;
        return read;
    }
}
