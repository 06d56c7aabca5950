namespace Interop.Hub.Console.Language;

/// <summary>The language of the operator's pages.</summary>
public enum ConsoleLanguage
{
    /// <summary>Vietnamese, the default.</summary>
    Vietnamese = 0,

    /// <summary>English, for vendors' engineers.</summary>
    English = 1,
}

/// <summary>One text of the pages in every language: a text that lacks a translation does not compile.</summary>
/// <param name="Vi">Vietnamese.</param>
/// <param name="En">English.</param>
public sealed record Text(string Vi, string En)
{
    /// <summary>The text in a language.</summary>
    public string In(ConsoleLanguage language) => language == ConsoleLanguage.English ? En : Vi;
}
