using System.Text.RegularExpressions;
using Interop.Architecture.Tests.Tree;

namespace Interop.Architecture.Tests.Rules;

/// <summary>What no source file says.</summary>
internal static partial class Sources
{
    private const int LongFile = 400;

    /// <summary>Files that are long for a reason.</summary>
    private static readonly Dictionary<string, string> LongForAReason = new(StringComparer.Ordinal)
    {
    };

    /// <summary>Silenced warnings: file, code, and why nothing else would do.</summary>
    private static readonly (string Path, string Code, string Why)[] Silenced =
    [
        ("Directory.Build.props", "CS1591", "a test's name says what it shows"),
    ];

    public static readonly Rule NothingBlocks = new("no thread waits for a task in hub, adapters and contracts", tree =>
        from f in Shipped(tree)
        from Match m in Blocking().Matches(f.Code)
        select $"{f.Path}:{f.LineOf(m.Index)}: '{m.Value.Trim()}' blocks a thread: await it");

    /// <summary>What the analyzer refuses in every build, whatever it is called in the source.</summary>
    private static readonly string[] MustBeBanned =
    [
        "P:System.Threading.Tasks.Task`1.Result", "M:System.Threading.Tasks.Task.Wait", "M:System.Runtime.CompilerServices.TaskAwaiter`1.GetResult",
        "P:System.DateTime.Now", "P:System.DateTime.UtcNow", "P:System.DateTimeOffset.Now", "P:System.DateTimeOffset.UtcNow", "M:System.Guid.NewGuid",
    ];

    public static readonly Rule TheCompilerKnows = new("the compiler refuses blocking waits and wall clocks", tree =>
        from symbol in MustBeBanned
        where !tree.Files.Any(f => f.Path == "BannedSymbols.txt" && f.Text.Contains($"{symbol};", StringComparison.Ordinal))
        select $"BannedSymbols.txt lacks {symbol}");

    public static readonly Rule ClocksAreInjected = new("time, ids and chance come from injected sources, and in tests too", tree =>
        from f in tree.Files
        where f.IsCSharp && !f.Path.StartsWith("tests/Interop.Architecture.Tests/", StringComparison.Ordinal)
        from Match m in AmbientClock().Matches(f.Code)
        select $"{f.Path}:{f.LineOf(m.Index)}: '{m.Value}': take a TimeProvider, Guid.CreateVersion7(time.GetUtcNow()) or a Random");

    public static readonly Rule EventIdsMeanOneThing = new("an event's number means one thing: alerts and searches rely on it", tree =>
        from f in Shipped(tree)
        from Match m in EventId().Matches(f.Code)
        group $"{f.Path}:{f.LineOf(m.Index)}" by m.Groups[1].Value into places
        where places.Count() > 1
        select $"event {places.Key} is logged in several places ({string.Join(", ", places)}): give each its own number");

    public static readonly Rule WarningsAreNotSilenced = new("no warning is silenced beyond the listed ones", tree =>
        from f in tree.Files
        where f.IsCSharp || f.Path.EndsWith(".csproj", StringComparison.Ordinal) || f.Path.EndsWith(".props", StringComparison.Ordinal) || f.Path.EndsWith(".targets", StringComparison.Ordinal)
        from Match m in Silencing().Matches(f.IsCSharp ? f.Code : f.Text)
        let codes = WarningCode().Matches(m.Value).Select(c => c.Value).DefaultIfEmpty("everything")
        from code in codes
        where !Silenced.Any(s => s.Path == f.Path && s.Code == code)
        select $"{f.Path}:{f.LineOf(m.Index)}: silences {code}: mend the cause, or relax the rule in .editorconfig with its reason");

    public static readonly Rule FilesAreShort = new($"no file has more than {LongFile} lines without a reason", tree =>
        (from f in tree.Files
         where f.IsCSharp || f.Path.EndsWith(".css", StringComparison.Ordinal) || f.Path.EndsWith(".js", StringComparison.Ordinal)
         where f.Lines > LongFile && !LongForAReason.ContainsKey(f.Path)
         select $"{f.Path} has {f.Lines} lines: one idea per file, or list it with its reason")
        .Concat(
            from path in LongForAReason.Keys
            let lines = tree.Files.FirstOrDefault(f => f.Path == path)?.Lines ?? 0
            where lines <= LongFile
            select $"{path} is listed as long and has {lines} lines: take it off the list"));

    public static readonly Rule TestsRun = new("no test is switched off", tree =>
        from f in tree.Files
        where f.IsCSharp && f.Room == "tests"
        from Match m in SwitchedOff().Matches(f.Code)
        select $"{f.Path}:{f.LineOf(m.Index)}: '{m.Value}': a test that does not run guards nothing");

    private static IEnumerable<SourceFile> Shipped(SourceTree tree) =>
        tree.Files.Where(f => f.IsCSharp && f.Room is "hub" or "adapters" or "contracts");

    [GeneratedRegex(@"LoggerMessage\((?:EventId = )?(\d+)", RegexOptions.CultureInvariant)]
    private static partial Regex EventId();

    // Result is a word of ours too: which one is meant only the compiler can tell, and it does, by BannedSymbols.txt.
    [GeneratedRegex(@"(\)|[tT]ask)\.Result\b|\.Wait\(|\.GetAwaiter\(\)\s*\.GetResult\(", RegexOptions.ExplicitCapture)]
    private static partial Regex Blocking();

    [GeneratedRegex(@"\bDateTime(Offset)?\.(Utc)?Now\b|\bDateTime\.Today\b|\bGuid\.NewGuid\(|\bRandom\.Shared\b|\bThread\.Sleep\(", RegexOptions.ExplicitCapture)]
    private static partial Regex AmbientClock();

    [GeneratedRegex(@"#pragma warning disable[^\n]*|<NoWarn>[^<]*</NoWarn>|<WarningsNotAsErrors>[^<]*</WarningsNotAsErrors>|<TreatWarningsAsErrors>\s*false|\bSuppressMessage\b", RegexOptions.IgnoreCase)]
    private static partial Regex Silencing();

    [GeneratedRegex("(?<![A-Za-z])[A-Z]{2,}[0-9]{3,}")]
    private static partial Regex WarningCode();

    [GeneratedRegex(@"\[(Ignore|Explicit)\b|\bAssert\.(Ignore|Inconclusive|Pass)\(", RegexOptions.ExplicitCapture)]
    private static partial Regex SwitchedOff();
}
