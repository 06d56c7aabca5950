using System.Text.Json;
using Interop.Contracts.Codecs.Reading;

namespace Interop.Contracts.Codecs.Rules;

/// <summary>An event before 1990 is a clock or a default value (0001-01-01), not an event.</summary>
internal static class TimeRules
{
    private const int FirstPlausibleYear = 1990;

    private static readonly string[] EventTimes = ["at", "requestedAt", "suppliedAt", "issuedAt", "paidAt", "received", "submitted", "due"];

    public static void Check(JsonElement content, ErrorSink errors)
    {
        Of(content, "/content");
        Of(JsonTree.Get(content, "step"), "/content/step");
        Of(JsonTree.Get(JsonTree.Get(content, "dossier"), "times"), "/content/dossier/times");
        var i = 0;
        foreach (var step in JsonTree.Items(JsonTree.Get(content, "steps")))
        {
            Of(step, $"/content/steps/{i++}");
        }

        void Of(JsonElement element, string at)
        {
            if (element.ValueKind != JsonValueKind.Object)
            {
                return;
            }

            foreach (var property in element.EnumerateObject())
            {
                if (property.Value.ValueKind == JsonValueKind.String && IsEventTime(property) && JsonTree.Instant(property.Value) is { Year: < FirstPlausibleYear })
                {
                    errors.Warn($"{at}/{property.Name}", "The time lies before 1990. Is it a default value that was never set?");
                }
            }
        }
    }

    private static bool IsEventTime(JsonProperty property)
    {
        foreach (var name in EventTimes)
        {
            if (JsonTree.IsNamed(property, name))
            {
                return true;
            }
        }

        return false;
    }
}
