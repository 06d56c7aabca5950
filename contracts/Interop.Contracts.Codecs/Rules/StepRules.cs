using System.Text.Json;
using Interop.Contracts.Codecs.Reading;

namespace Interop.Contracts.Codecs.Rules;

/// <summary>Processing steps: in order of time, and a result ends the processing.</summary>
internal static class StepRules
{
    public static void InOrder(JsonElement steps, ErrorSink errors)
    {
        DateTimeOffset? latest = null;
        var i = 0;
        foreach (var step in JsonTree.Items(steps))
        {
            if (JsonTree.Instant(JsonTree.Get(step, "at")) is { } at)
            {
                if (at < latest)
                {
                    errors.Warn($"/content/steps/{i}/at", "The step happened before the one in front of it. Steps are read in the order of their times.");
                }

                latest = latest is { } known && known > at ? known : at;
            }

            i++;
        }
    }

    public static void Ends(JsonElement step, ErrorSink errors)
    {
        if (JsonTree.Number(JsonTree.Get(step, "status")) is >= 1 and <= 10 and not (3 or 7 or 8 or 9 or 10))
        {
            errors.Add("/content/step/status", ContractErrorCodes.Status, "A result ends the processing: expected status 3, 7, 8, 9 or 10. Send any other step as progress.");
        }
    }
}
