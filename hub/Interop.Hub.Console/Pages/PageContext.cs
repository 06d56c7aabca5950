using System.Globalization;
using Interop.Hub.Console.Language;
using Microsoft.AspNetCore.Components;

namespace Interop.Hub.Console.Pages;

/// <summary>What every page knows of its request.</summary>
/// <param name="Language">The reader's language.</param>
/// <param name="Path">Path and query, to come back to after the language is switched.</param>
/// <param name="Now">The moment of the page, UTC.</param>
/// <param name="Names">Names of partners, procedures and units.</param>
public sealed record PageContext(ConsoleLanguage Language, string Path, DateTimeOffset Now, ConsoleNames Names);

/// <summary>A component that speaks the reader's language.</summary>
public abstract class ConsoleComponent : ComponentBase
{
    /// <summary>The request.</summary>
    [CascadingParameter]
    public required PageContext Context { get; set; }

    // Razor trims the blanks around its own expressions.
    private protected const string Blank = " ";

    private protected string T(Text text) => text.In(Context.Language);

    private protected string Span(TimeSpan span) => Figures.Span(span, Context.Language);

    private protected string Count(long count) => Figures.Count(count, Context.Language);

    private protected static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
