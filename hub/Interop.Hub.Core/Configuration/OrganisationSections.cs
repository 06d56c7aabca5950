using System.Globalization;
using Interop.Contracts.Identifiers;

namespace Interop.Hub.Core.Configuration;

/// <summary>Reads the organisations: from a CSV file, from the list, or both.</summary>
internal static class OrganisationSections
{
    public const string Header = "code,name,aliases,validFrom,validTo,successor";

    public static OrganisationDirectory Read(SettingReader section, string baseDirectory)
    {
        List<(Organisation Organisation, string Place)> all = [];
        if (section.Text("File") is { } file)
        {
            FromFile(section, Path.Combine(baseDirectory, file), all);
        }

        foreach (var item in section.Sections("List"))
        {
            if (FromSection(item) is { } organisation)
            {
                all.Add((organisation, item.Path));
            }
        }

        section.Done();
        if (all.Count == 0)
        {
            section.Error("no organisation is known, so every dossier would be refused; name a File or write a List");
        }

        Check(section, all);
        return new OrganisationDirectory(all.Select(o => o.Organisation));
    }

    private static Organisation? FromSection(SettingReader item)
    {
        var code = item.RequiredParsed<OrganisationCode>("Code", default, Codes.OrganisationShape, Codes.TryOrganisation);
        var name = item.Required("Name", "the unit's Vietnamese name");
        var aliases = item.Values<OrganisationCode>("Aliases", Codes.OrganisationShape, Codes.TryOrganisation) ?? [];
        var from = item.Parsed<DateOnly?>("ValidFrom", null, Codes.DateShape, Codes.TryDate);
        var to = item.Parsed<DateOnly?>("ValidTo", null, Codes.DateShape, Codes.TryDate);
        var successor = item.Parsed<OrganisationCode?>("Successor", null, Codes.OrganisationShape, Codes.TryOrganisation);
        item.Done();
        return code == default ? null : new Organisation(code, name, aliases, from, to, successor);
    }

    private static void FromFile(SettingReader section, string path, List<(Organisation Organisation, string Place)> all)
    {
        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            section.Error("File", $"the file {path} cannot be read");
            return;
        }

        var rows = Csv.Read(text);
        if (rows.Count == 0 || !string.Equals(string.Join(',', rows[0].Fields), Header, StringComparison.OrdinalIgnoreCase))
        {
            section.Error("File", $"the first line must be {Header}");
            return;
        }

        foreach (var (line, fields) in rows.Skip(1))
        {
            void Wrong(string column, string expected) => section.Error("File", $"line {line}, {column}: not readable; write {expected}");
            if (fields.Count != 6)
            {
                section.Error("File", $"line {line}: {fields.Count} columns; write the 6 of {Header}");
                continue;
            }

            if (!OrganisationCode.TryParse(fields[0], out var code))
            {
                Wrong("code", Codes.OrganisationShape);
                continue;
            }

            List<OrganisationCode> aliases = [];
            foreach (var alias in fields[2].Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                if (OrganisationCode.TryParse(alias, out var a))
                {
                    aliases.Add(a);
                }
                else
                {
                    Wrong("aliases", $"codes with ; between them, each {Codes.OrganisationShape}");
                }
            }

            DateOnly? Day(int column, string name)
            {
                if (fields[column].Length == 0 || Codes.TryDate(fields[column], out var day))
                {
                    return fields[column].Length == 0 ? null : DateOnly.ParseExact(fields[column], "yyyy-MM-dd", CultureInfo.InvariantCulture);
                }

                Wrong(name, Codes.DateShape);
                return null;
            }

            OrganisationCode? successor = null;
            if (fields[5].Length > 0)
            {
                if (OrganisationCode.TryParse(fields[5], out var s))
                {
                    successor = s;
                }
                else
                {
                    Wrong("successor", Codes.OrganisationShape);
                }
            }

            all.Add((new Organisation(code, fields[1], aliases, Day(3, "validFrom"), Day(4, "validTo"), successor), $"{section.Path}:File, line {line}"));
        }
    }

    private static void Check(SettingReader section, List<(Organisation Organisation, string Place)> all)
    {
        var known = all.SelectMany(o => o.Organisation.Aliases.Append(o.Organisation.Code)).ToHashSet();
        foreach (var (o, place) in all)
        {
            if (o.ValidFrom > o.ValidTo)
            {
                section.Error($"{place}: validFrom is after validTo");
            }

            if (o.Successor is { } s && !known.Contains(s))
            {
                section.Error($"{place}: the successor {s} is not in the table; add it");
            }
        }

        var spans = all.SelectMany(o => o.Organisation.Aliases.Append(o.Organisation.Code).Distinct().Select(code => (code, o.Organisation, o.Place))).GroupBy(x => x.code);
        foreach (var group in spans.Where(g => g.Count() > 1))
        {
            var ordered = group.OrderBy(x => x.Organisation.ValidFrom ?? DateOnly.MinValue).ToArray();
            for (var i = 1; i < ordered.Length; i++)
            {
                if ((ordered[i - 1].Organisation.ValidTo ?? DateOnly.MaxValue) >= (ordered[i].Organisation.ValidFrom ?? DateOnly.MinValue))
                {
                    section.Error($"{ordered[i].Place}: the code {group.Key} means another unit on the same days ({ordered[i - 1].Place}); end one with validTo");
                }
            }
        }
    }
}
