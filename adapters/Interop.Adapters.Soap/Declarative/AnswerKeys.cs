using System.Globalization;
using Interop.Adapters.Soap.Security;

namespace Interop.Adapters.Soap.Declarative;

/// <summary>The keys of which one must have signed every answer: written in the profile, or given by the destination in one of its settings.</summary>
/// <param name="Pins">The profile's own.</param>
/// <param name="Setting">The setting that holds more, as <c>sha256 yyyy-MM-dd</c>, with commas between; null: none does.</param>
/// <param name="Sha1">Whether those signatures may be by SHA-1.</param>
internal sealed record AnswerKeys(IReadOnlyList<KeyPin> Pins, string? Setting, bool Sha1)
{
    private const string Key = "must be the SHA-256 of the key (SubjectPublicKeyInfo) in base64, 44 characters";

    public static AnswerKeys? Read(ProfileNode? node, Func<string, bool> isSetting)
    {
        if (node is null)
        {
            return null;
        }

        List<KeyPin> pins = [];
        foreach (var pin in node.Objects("pins"))
        {
            var key = pin.Required("sha256", "SHA-256 of the key in base64", 44);
            var expires = pin.Required("expires", "2027-12-31", 10);
            if (!IsKey(key))
            {
                pin.Error("sha256", Key);
            }

            if (!IsDay(expires, out var end))
            {
                pin.Error("expires", "must be a day, such as 2027-12-31: from then on the key is not trusted");
            }

            pin.Close();
            pins.Add(new KeyPin(key, end));
        }

        var setting = node.Text("setting", 100);
        if (setting is not null && !isSetting(setting))
        {
            node.Error("setting", "names no setting of the profile");
        }

        if (pins.Count == 0 && setting is null)
        {
            node.Error("pins", "names no key; write the keys that the partner signs by, or in setting the destination's value that holds them");
        }

        var keys = new AnswerKeys(pins, setting, node.Flag("sha1"));
        node.Close();
        return keys;
    }

    /// <summary>With one destination's values.</summary>
    /// <param name="scope">Whose signatures are remembered: the profile's name.</param>
    /// <param name="values">Its settings.</param>
    /// <param name="wrong">Told the setting's name, and what is wrong and what to write.</param>
    public IncomingSecurity Bind(string scope, IReadOnlyDictionary<string, string> values, Action<string, string> wrong) => new()
    {
        Scope = scope,
        Signature = new SignatureRule { Trust = new SigningTrust { Pins = [.. Pins, .. Given(values, wrong)] }, Sha1Allowed = Sha1 },
    };

    private IEnumerable<KeyPin> Given(IReadOnlyDictionary<string, string> values, Action<string, string> wrong)
    {
        if (Setting is null || !values.TryGetValue(Setting, out var text))
        {
            return [];
        }

        List<KeyPin> pins = [];
        foreach (var pin in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (pin.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var key, var expires] && IsKey(key) && IsDay(expires, out var end))
            {
                pins.Add(new KeyPin(key, end));
            }
            else
            {
                wrong($"Values:{Setting}", $"{Key}, a blank, and the day it ends, such as 2027-12-31; more keys with commas between");
                return [];
            }
        }

        if (pins.Count == 0 && Pins.Count == 0)
        {
            wrong($"Values:{Setting}", "names no key: without one no answer would be trusted");
        }

        return pins;
    }

    private static bool IsKey(string text) => text.Length == 44 && Convert.TryFromBase64String(text, new byte[44], out var bytes) && bytes == 32;

    private static bool IsDay(string text, out DateTimeOffset day) =>
        DateTimeOffset.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out day);
}
