using System.Text.Json;
using Interop.Contracts.Codecs.Reading;
using Interop.Contracts.Identifiers;

namespace Interop.Contracts.Codecs.Rules;

/// <summary>Doubts about a dossier: told to the sender, never a reason to refuse.</summary>
internal static class DossierRules
{
    private const string At = "/content/dossier";

    public static void Check(JsonElement dossier, ErrorSink errors)
    {
        Order(JsonTree.Get(dossier, "times"), errors);
        Numbers(JsonTree.Get(dossier, "owner"), At + "/owner", errors);
        Numbers(JsonTree.Get(dossier, "submitter"), At + "/submitter", errors);
        var data = JsonTree.Get(JsonTree.Get(dossier, "eForm"), "data");
        foreach (var person in (ReadOnlySpan<string>)["mother", "father", "requester"])
        {
            if (JsonTree.Text(JsonTree.Get(JsonTree.Get(data, person), "citizenNumber")) is { } number)
            {
                Doubt(new PersonNumber(PersonNumberType.CitizenNumber, number), $"{At}/eForm/data/{person}/citizenNumber", errors);
            }
        }
    }

    private static void Order(JsonElement times, ErrorSink errors)
    {
        var received = JsonTree.Instant(JsonTree.Get(times, "received"));
        NotBefore("due", received, "the dossier was received");
        NotBefore("finished", received, "the dossier was received");
        NotBefore("refused", received, "the dossier was received");
        NotBefore("returned", JsonTree.Instant(JsonTree.Get(times, "finished")) ?? received, "it was finished or received");
        NotBefore("received", JsonTree.Instant(JsonTree.Get(times, "submitted")), "the dossier was submitted");

        void NotBefore(string field, DateTimeOffset? earliest, string what)
        {
            if (JsonTree.Instant(JsonTree.Get(times, field)) is { } time && time < earliest)
            {
                errors.Warn($"{At}/times/{field}", $"The time lies before {what}. Is it right?");
            }
        }
    }

    private static void Numbers(JsonElement party, string at, ErrorSink errors)
    {
        var i = 0;
        foreach (var entry in JsonTree.Items(JsonTree.Get(party, "numbers")))
        {
            if (JsonTree.Text(JsonTree.Get(entry, "number")) is { } number && Type(JsonTree.Text(JsonTree.Get(entry, "type"))) is { } type)
            {
                Doubt(new PersonNumber(type, number), $"{at}/numbers/{i}/number", errors);
            }

            i++;
        }
    }

    private static void Doubt(PersonNumber number, string at, ErrorSink errors)
    {
        if (number.Doubt is { } doubt)
        {
            errors.Warn(at, $"The number is doubtful: {doubt}. It is relayed as written.");
        }
    }

    private static PersonNumberType? Type(string? name) => name switch
    {
        "citizenNumber" => PersonNumberType.CitizenNumber,
        "oldIdentityCard" => PersonNumberType.OldIdentityCard,
        "passport" => PersonNumberType.Passport,
        "taxNumber" => PersonNumberType.TaxNumber,
        _ => null,
    };
}
