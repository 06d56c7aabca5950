using System.Globalization;
using Interop.Chaos.Plan;
using Interop.Simulators;

namespace Interop.Chaos;

/// <summary>What is asked of a run.</summary>
internal sealed record ChaosOptions
{
    /// <summary>Load and faults of the short form; start, drain and verdict come on top.</summary>
    public const double ShortMinutes = 0.75;

    public static readonly string Usage = $"""
        tests/chaos [--minutes N] [--seed S | --seed FIRST-LAST] [--form embedded|production|both]
                    [--temper honours|probeable|neither] [--script NAME]… [--nodes N] [--dossiers N] [--lanes N] [--plan] [--keep]
          --minutes N   load and faults last so long; default {ShortMinutes.ToString(CultureInfo.InvariantCulture)}
          --seed S      from it follow load, faults and their times; several are run one after another; default 1
          --form FORM   embedded (default), production (PostgreSQL and RabbitMQ), or both
          --temper T    how partners treat a repeated delivery; default: by the seed
          --script NAME {string.Join(", ", Script.All.Select(s => s.Name))}; again for more; default mixed
          --nodes N     nodes of the production form; default 3
          --dossiers N  so many dossiers, as fast as they go, faults until they are sent
          --lanes N     so many dossiers are being sent at one time; default: by the seed
          --plan        prints the plan and runs nothing
          --keep        keeps logs and books of a green run too
        Exit code 0: the verdict of every run is green.
        """;

    public double? Minutes { get; init; }

    public IReadOnlyList<int> Seeds { get; init; } = [1];

    public IReadOnlyList<Form> Forms { get; init; } = [Form.Embedded];

    public Temper? Temper { get; init; }

    public IReadOnlyList<string> Scripts { get; init; } = ["mixed"];

    public int Nodes { get; init; } = 3;

    public int? Dossiers { get; init; }

    public int? Lanes { get; init; }

    public bool PlanOnly { get; init; }

    public bool Keep { get; init; }

    /// <summary>What is wrong with it; null when it can be run.</summary>
    public string? Problem =>
        Scripts.Where(s => Script.Find(s) is null).ToArray() is { Length: > 0 } unknown ? $"There is no script {string.Join(", ", unknown)}: use {string.Join(", ", Script.All.Select(s => s.Name))}."
        : Forms.SelectMany(form => Scripts.Where(s => Script.Find(s) is { Kinds.Count: > 0 } script && script.KindsIn(form).Count == 0).Select(s => $"{s} has nothing to strike in the form {PlanText.Name(form)}.")).FirstOrDefault();

    /// <summary>Null when the arguments say nothing that is known.</summary>
    public static ChaosOptions? Read(string[] arguments)
    {
        var options = new ChaosOptions();
        List<string> scripts = [];
        for (var i = 0; i < arguments.Length; i++)
        {
            var value = i + 1 < arguments.Length ? arguments[i + 1] : "";
            switch (arguments[i])
            {
                case "--minutes" when double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var minutes) && minutes is > 0 and <= 1440:
                    options = options with { Minutes = minutes };
                    break;
                case "--seed" when SeedsOf(value) is { } seeds:
                    options = options with { Seeds = seeds };
                    break;
                case "--form" when value is "embedded" or "production" or "both":
                    options = options with { Forms = value == "both" ? [Form.Embedded, Form.Production] : [Enum.Parse<Form>(value, ignoreCase: true)] };
                    break;
                case "--temper" when value is "honours" or "probeable" or "neither":
                    options = options with { Temper = Enum.Parse<Temper>(value, ignoreCase: true) };
                    break;
                case "--script" when value.Length > 0:
                    scripts.Add(value);
                    break;
                case "--nodes" when Whole(value) is { } nodes and <= 9:
                    options = options with { Nodes = nodes };
                    break;
                case "--dossiers" when Whole(value) is { } dossiers:
                    options = options with { Dossiers = dossiers };
                    break;
                case "--lanes" when Whole(value) is { } lanes:
                    options = options with { Lanes = lanes };
                    break;
                case "--plan":
                    options = options with { PlanOnly = true };
                    continue;
                case "--keep":
                    options = options with { Keep = true };
                    continue;
                default:
                    return null;
            }

            i++;
        }

        // A rolling restart is one of several nodes: saying so twice would be a trap.
        var rolling = scripts.Contains("rolling", StringComparer.Ordinal) && !arguments.Contains("--form", StringComparer.Ordinal);
        return options with { Scripts = scripts.Count > 0 ? scripts : options.Scripts, Forms = rolling ? [Form.Production] : options.Forms };
    }

    private static int? Whole(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;

    private static IReadOnlyList<int>? SeedsOf(string text) => text.Split('-') switch
    {
        [var one] when Whole(one) is { } seed => [seed],
        [var first, var last] when Whole(first) is { } from && Whole(last) is { } to && to >= from && to - from < 1000 => [.. Enumerable.Range(from, to - from + 1)],
        _ => null,
    };
}
