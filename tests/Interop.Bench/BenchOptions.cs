namespace Interop.Bench;

/// <summary>What is asked of a run.</summary>
internal sealed record BenchOptions
{
    public const string Usage = """
        tests/bench [--quick] [--resume] [--row NAME]… [--form embedded|production|both] [--no-collector]
          --quick         five minutes: fewer and shorter windows, smaller ledgers; each row says so
          --resume        skips the rows that an earlier run of the same kind finished
          --row NAME      only this row, or all whose names begin so (again for more); see the table's first column
          --form FORM     embedded (default), production (PostgreSQL and RabbitMQ), or both
          --no-collector  the hub exports no traces and metrics; they are made all the same
        """;

    public bool Quick { get; init; }

    public bool Resume { get; init; }

    public bool Collector { get; init; } = true;

    public IReadOnlyList<string> Rows { get; init; } = [];

    public string Form { get; init; } = "embedded";

    /// <summary>Pairs of windows per row.</summary>
    public int Windows => Quick ? 3 : 10;

    /// <summary>Length of one window's load.</summary>
    public TimeSpan Length => TimeSpan.FromSeconds(Quick ? 4 : 10);

    /// <summary>The longest load before the first window of a process; it ends when what is measured is compiled.</summary>
    public TimeSpan WarmUp => TimeSpan.FromSeconds(Quick ? 12 : 30);

    /// <summary>Dossiers of a ledger that is called full.</summary>
    public int Full => Quick ? 50_000 : 1_000_000;

    /// <summary>True when a row is to be measured.</summary>
    public bool Asks(string row) => Rows.Count == 0 || Rows.Any(r => IsOf(row, r));

    /// <summary>True when a row has the name, or is of the group that has it.</summary>
    public static bool IsOf(string row, string name) => row == name || row.StartsWith(name + "-", StringComparison.Ordinal);

    /// <summary>Null when the arguments say nothing that is known.</summary>
    public static BenchOptions? Read(string[] arguments)
    {
        var options = new BenchOptions();
        for (var i = 0; i < arguments.Length; i++)
        {
            switch (arguments[i])
            {
                case "--quick":
                    options = options with { Quick = true };
                    break;
                case "--resume":
                    options = options with { Resume = true };
                    break;
                case "--no-collector":
                    options = options with { Collector = false };
                    break;
                case "--row" when i + 1 < arguments.Length:
                    options = options with { Rows = [.. options.Rows, arguments[++i]] };
                    break;
                case "--form" when i + 1 < arguments.Length && arguments[i + 1] is "embedded" or "production" or "both":
                    options = options with { Form = arguments[++i] };
                    break;
                default:
                    return null;
            }
        }

        return options;
    }
}
