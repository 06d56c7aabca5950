using System.Collections.Frozen;
using System.Reflection;

namespace Interop.Contracts.CodeLists;

/// <summary>How sure a code is.</summary>
public enum Confidence
{
    /// <summary>From memory: check before relying on it.</summary>
    Memory,

    /// <summary>Inferred from other evidence: a proposal.</summary>
    Low,

    /// <summary>One source.</summary>
    Medium,

    /// <summary>Two or more independent sources, or official samples.</summary>
    High,
}

/// <summary>One code of a list.</summary>
/// <param name="Code">The code as it stands on the wire.</param>
/// <param name="NameVi">Its official Vietnamese name.</param>
/// <param name="NameEn">What it means, in English.</param>
/// <param name="Source">Key of the table of sources in <c>contracts/README.md</c>.</param>
/// <param name="Confidence">How sure it is.</param>
/// <param name="Extra">What the list's further columns say, by column name.</param>
public sealed record CodeListEntry(string Code, string NameVi, string NameEn, string Source, Confidence Confidence, IReadOnlyDictionary<string, string> Extra);

/// <summary>
/// A code list of <c>contracts/codelists</c>, such as <c>business-status</c>. The files are the truth; enums of the same
/// codes are held equal to them by tests.
/// </summary>
public sealed class CodeList
{
    private const string Folder = "codelists/", End = ".csv";

    private static readonly FrozenDictionary<string, CodeList> Lists = Load();

    private readonly FrozenDictionary<string, CodeListEntry> _byCode;

    private CodeList(string name, IReadOnlyList<CodeListEntry> entries)
    {
        Name = name;
        Entries = entries;
        _byCode = entries.ToFrozenDictionary(e => e.Code, StringComparer.Ordinal);
    }

    /// <summary>Every list, in order of name.</summary>
    public static IReadOnlyList<CodeList> All { get; } = [.. Lists.Values.OrderBy(l => l.Name, StringComparer.Ordinal)];

    /// <summary>The list's name: its file's, without the ending.</summary>
    public string Name { get; }

    /// <summary>The codes, in the order of the file.</summary>
    public IReadOnlyList<CodeListEntry> Entries { get; }

    /// <summary>The list of that name.</summary>
    /// <exception cref="KeyNotFoundException">There is no such list.</exception>
    public static CodeList Get(string name) => Lists.TryGetValue(name, out var list) ? list : throw new KeyNotFoundException($"There is no code list {name}.");

    /// <summary>The list of that name, or null.</summary>
    public static CodeList? Find(string name) => Lists.GetValueOrDefault(name);

    /// <summary>The entry of a code, or null when the list does not have it. Codes are compared letter by letter.</summary>
    public CodeListEntry? FindCode(string code) => _byCode.GetValueOrDefault(code);

    /// <summary>The Vietnamese name of a code, or the code itself when the list does not have it.</summary>
    public string NameVi(string code) => FindCode(code)?.NameVi ?? code;

    /// <summary>The English name of a code, or the code itself when the list does not have it.</summary>
    public string NameEn(string code) => FindCode(code)?.NameEn ?? code;

    private static FrozenDictionary<string, CodeList> Load()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith(Folder, StringComparison.Ordinal))
            .Select(n =>
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(n)!);
                return new CodeList(n[Folder.Length..^End.Length], CodeListFile.Read(reader.ReadToEnd(), n));
            })
            .ToFrozenDictionary(l => l.Name, StringComparer.Ordinal);
    }
}
