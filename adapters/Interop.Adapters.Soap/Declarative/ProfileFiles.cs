using System.Globalization;
using System.Text;

namespace Interop.Adapters.Soap.Declarative;

/// <summary>A profile's folder, read at one moment: its files by name, without folders below it.</summary>
internal sealed record ProfileFiles(string Name, IReadOnlyDictionary<string, byte[]> Contents, string Stamp)
{
    private const int MaxFile = 4 << 20;
    private const int MaxFiles = 200;

    private static readonly string[] s_kinds = [".json", ".xslt", ".csv", ".wsdl", ".xsd", ".xml", ".md", ".pem", ".cer", ".crt"];

    /// <summary>What tells one version from the next without reading: names, sizes and times.</summary>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    public static string StampOf(string folder)
    {
        var stamp = new StringBuilder();
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles().OrderBy(f => f.Name, StringComparer.Ordinal).Take(MaxFiles + 1))
        {
            stamp.Append(CultureInfo.InvariantCulture, $"{file.Name}|{file.Length}|{file.LastWriteTimeUtc.Ticks}\n");
        }

        return stamp.ToString();
    }

    /// <summary>Reads it; null with the errors when it cannot be read.</summary>
    public static ProfileFiles? Read(string folder, ICollection<ProfileError> errors)
    {
        var name = Path.GetFileName(folder);
        try
        {
            if (!Directory.Exists(folder))
            {
                errors.Add(new ProfileError(name, string.Empty, $"there is no folder of a profile at {folder}"));
                return null;
            }

            var stamp = StampOf(folder);
            Dictionary<string, byte[]> contents = new(StringComparer.Ordinal);
            foreach (var file in new DirectoryInfo(folder).EnumerateFiles().OrderBy(f => f.Name, StringComparer.Ordinal))
            {
                if (!s_kinds.Contains(file.Extension, StringComparer.OrdinalIgnoreCase))
                {
                    continue;
                }

                if (file.Length > MaxFile || contents.Count >= MaxFiles || file.LinkTarget is not null)
                {
                    errors.Add(new ProfileError(file.Name, string.Empty, $"is a link, larger than {MaxFile >> 20} MiB, or one of more than {MaxFiles} files; a profile holds plain small files"));
                    continue;
                }

                contents[file.Name] = File.ReadAllBytes(file.FullName);
            }

            return new ProfileFiles(name, contents, stamp);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            errors.Add(new ProfileError(name, string.Empty, "the folder cannot be read; look at its permissions"));
            return null;
        }
    }
}
