using System.Globalization;
using System.Text.Json;
using Interop.Adapters.Inbound;
using Interop.Contracts.Identifiers;
using Interop.Hub.Core.Inbox;

namespace Interop.Hub.Host.Api;

/// <summary>Reads what a partner says of a delivery, and lists everything that is wrong with it.</summary>
internal static class InboxBody
{
    public const int MostReference = 128;
    public const int MostCode = 64;
    public const int MostText = 4000;
    public const int MostIdentifiers = 20;

    public static InboxWord? Acknowledgement(JsonElement root, string partner, string deliveryId, List<RefusalError> errors)
    {
        var fields = JsonFields.Of(root, ["token", "reference", "identifiers"], errors);
        var token = Token(fields, errors);
        var reference = JsonFields.Text(fields, "reference", MostReference, required: false, errors);
        var identifiers = Identifiers(fields, errors);
        return errors.Count > 0 ? null : new InboxWord.Acknowledged(partner, deliveryId, token) { Reference = reference, Identifiers = identifiers };
    }

    public static InboxWord? Rejection(JsonElement root, string partner, string deliveryId, List<RefusalError> errors)
    {
        var fields = JsonFields.Of(root, ["token", "code", "message"], errors);
        var token = Token(fields, errors);
        var code = JsonFields.Text(fields, "code", MostCode, required: true, errors);
        var message = JsonFields.Text(fields, "message", MostText, required: true, errors);
        return errors.Count > 0 ? null : new InboxWord.Refused(partner, deliveryId, token, code!, message!);
    }

    private static long Token(Dictionary<string, JsonElement> fields, List<RefusalError> errors)
    {
        if (fields.GetValueOrDefault("token") is { ValueKind: JsonValueKind.String } text && long.TryParse(text.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out var token))
        {
            return token;
        }

        errors.Add(new RefusalError("/token", "must be the token, a text, that came with the delivery when it was fetched"));
        return 0;
    }

    private static List<DossierIdentifier> Identifiers(Dictionary<string, JsonElement> fields, List<RefusalError> errors)
    {
        List<DossierIdentifier> identifiers = [];
        if (!fields.TryGetValue("identifiers", out var list) || list.ValueKind == JsonValueKind.Null)
        {
            return identifiers;
        }

        if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() > MostIdentifiers)
        {
            errors.Add(new RefusalError("/identifiers", $"must be a list of at most {MostIdentifiers}"));
            return identifiers;
        }

        var index = 0;
        foreach (var item in list.EnumerateArray())
        {
            if (Identifier(item) is { } identifier)
            {
                identifiers.Add(identifier);
            }
            else
            {
                errors.Add(new RefusalError(string.Create(CultureInfo.InvariantCulture, $"/identifiers/{index}"), "must be {\"scheme\": \"other\", \"issuer\": \"G15\", \"value\": \"…\"}: scheme local, national, interLinked, receipt or other; value 1 to 64 characters"));
            }

            index++;
        }

        return identifiers;
    }

    private static DossierIdentifier? Identifier(JsonElement item)
    {
        string? Of(string name) => item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        return Of("scheme") is { } scheme && IdentifierText.TryScheme(scheme, out var known)
            && OrganisationCode.TryParse(Of("issuer"), CultureInfo.InvariantCulture, out var issuer)
            && Of("value")?.Trim() is { Length: > 0 and <= 64 } text && !text.Any(char.IsControl)
                ? new DossierIdentifier(known, issuer, text)
                : null;
    }
}

/// <summary>Schemes by their names.</summary>
internal static class IdentifierText
{
    public static bool TryScheme(string text, out IdentifierScheme scheme) =>
        Enum.TryParse(text, ignoreCase: true, out scheme) && Enum.IsDefined(scheme) && char.IsAsciiLetter(text[0]);
}
