using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Xml;
using System.Xml.XPath;
using Interop.Adapters.Http;
using Interop.Adapters.Soap.Reading;
using Interop.Adapters.Times;
using Interop.Contracts.Identifiers;

namespace Interop.Adapters.Soap.Transforms;

/// <summary>
/// The functions of a stylesheet, namespace <see cref="Namespace"/>: found by name, so the names are those of the
/// stylesheets and not of C#. The list with its examples stands in the room's README. What is not here a stylesheet cannot do.
/// </summary>
internal sealed class StylesheetFunctions(TransformFacts facts, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> maps)
{
    public const string Namespace = "urn:interop:functions:1";

    private const int MaxInflated = 32 << 20;

    private static readonly XmlLimits Limits = new() { MaxDepth = 256 };

    private readonly List<FileMark> _marks = [];

    /// <summary>The marks that were given out, in their order.</summary>
    internal IReadOnlyList<FileMark> Marks => _marks;

    // XML and JSON

    public string xml(object nodes)
    {
        var text = new StringBuilder();
        using (var writer = XmlWriter.Create(text, new XmlWriterSettings { OmitXmlDeclaration = true, ConformanceLevel = ConformanceLevel.Fragment, NewLineHandling = NewLineHandling.Entitize }))
        {
            foreach (var node in Nodes(nodes, nameof(xml)))
            {
                node.WriteSubtree(writer);
            }
        }

        return text.ToString();
    }

    public XPathNavigator parseXml(string text)
    {
        try
        {
            using var reader = new LimitedXmlReader(
                XmlReader.Create(new StringReader(text.TrimStart()), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null }),
                Limits);
            return new XPathDocument(reader, XmlSpace.Preserve).CreateNavigator();
        }
        catch (XmlException malformed)
        {
            throw new FunctionException($"f:parseXml was given a text that is no XML. {XmlTrouble.Of(malformed, Limits).Describe()}");
        }
        catch (XmlLimitException past)
        {
            throw new FunctionException($"f:parseXml: {past.Message}");
        }
    }

    public string json(object nodes) => JsonTree.Write(Nodes(nodes, nameof(json)).FirstOrDefault() ?? throw new FunctionException("f:json was given no node."));

    public XPathNavigator parseJson(string text) => JsonTree.Parse(text);

    // Encodings

    public string base64(string text) => Convert.ToBase64String(Bytes(text, nameof(base64)));

    public string base64Decode(string text) => Text(FromBase64(text, nameof(base64Decode)), nameof(base64Decode));

    public string gzip(string text)
    {
        using var held = new MemoryStream();
        using (var gzip = new GZipStream(held, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(Bytes(text, nameof(gzip)));
        }

        return Convert.ToBase64String(held.GetBuffer(), 0, (int)held.Length);
    }

    public string gunzip(string text)
    {
        using var from = new GZipStream(new MemoryStream(FromBase64(text, nameof(gunzip))), CompressionMode.Decompress);
        using var held = new CountingStream(MaxInflated);
        try
        {
            from.CopyTo(held);
        }
        catch (InvalidDataException)
        {
            throw new FunctionException("f:gunzip was given bytes that are no gzip; look at what the partner sent there.");
        }
        catch (OutputLimitException)
        {
            throw new FunctionException($"f:gunzip was given a text of more than {MaxInflated >> 20} MiB when unpacked.");
        }

        return Text(held.ToArray(), nameof(gunzip));
    }

    public string hash(string algorithm, string text) => hash(algorithm, text, "hex");

    public string hash(string algorithm, string text, string form) => Digests.Of(algorithm, Bytes(text, nameof(hash)), form);

    public string hmac(string algorithm, string secretName, string text) => hmac(algorithm, secretName, text, "hex");

    public string hmac(string algorithm, string secretName, string text, string form) =>
        Digests.Keyed(algorithm, Encoding.UTF8.GetBytes(secret(secretName)), Bytes(text, nameof(hmac)), form);

    /// <summary>The same for the same delivery and label, in every attempt: UUID version 5 (RFC 9562 §5.5).</summary>
    public string uuid(string label) => Digests.NameBased($"{facts.DeliveryId}/{label}");

    // Dates: an empty text stays empty, for most dates are optional.

    public string now() => PartnerTime.Format(facts.Now, "yyyy-MM-ddTHH:mm:ss") + "+07:00";

    public string date(string instant, string format)
    {
        var text = instant.Trim();
        if (text.Length == 0)
        {
            return string.Empty;
        }

        if (PartialDate.TryParse(text, out var day))
        {
            return Formatted(day.Full?.ToDateTime(TimeOnly.MinValue)
                ?? throw new FunctionException("f:date was given a date of which only the year or month is known; use f:partialDate."), format);
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? Guarded(() => PartnerTime.Format(at, format))
            : throw new FunctionException("f:date was given no date; hand it an instant or date of the canonical form.");
    }

    public string partialDate(string text, string ofDay, string ofMonth, string ofYear)
    {
        var given = text.Trim();
        if (given.Length == 0)
        {
            return string.Empty;
        }

        return !PartialDate.TryParse(given, out var day)
            ? throw new FunctionException("f:partialDate was given no date; hand it yyyy, yyyy-MM or yyyy-MM-dd.")
            : Formatted(new DateTime(day.Year, day.Month ?? 1, day.Day ?? 1), day.Day is not null ? ofDay : day.Month is not null ? ofMonth : ofYear);
    }

    public string parseDate(string text, string format) => text.Trim() is not { Length: > 0 } given
        ? string.Empty
        : PartnerTime.Read(given, format) is { } at
            ? at.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture)
            : throw new FunctionException("f:parseDate was given a text that is not of its format.");

    // Codes and words

    public string map(string name, string code) => Entry(name, code)
        ?? throw new FunctionException($"f:map found a code that the map {name} does not have; add it to the map, or give a third argument.");

    public string map(string name, string code, string otherwise) => Entry(name, code) ?? otherwise;

    public string fold(string text) => PartnerWords.Fold(text);

    /// <summary>Without marks, đ as d, letter case kept.</summary>
    public string plain(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var rune in Whole(text).Normalize(NormalizationForm.FormD).EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) != UnicodeCategory.NonSpacingMark)
            {
                folded.Append(rune);
            }
        }

        return folded.Replace('đ', 'd').Replace('Đ', 'D').ToString();
    }

    // The destination's settings, the session, the delivery

    public string setting(string name) => facts.Settings.TryGetValue(name, out var value) ? value : throw new FunctionException($"f:setting: the profile declares no setting {name}.");

    public string setting(string name, string otherwise) => facts.Settings.TryGetValue(name, out var value) && value.Length > 0 ? value : otherwise;

    public string secret(string name) => facts.Secrets.TryGetValue(name, out var value) ? value : throw new FunctionException($"f:secret: the profile declares no secret {name}.");

    public string token() => facts.Token;

    public string deliveryId() => facts.DeliveryId;

    public string dossierNumber() => facts.DossierNumber;

    // Files

    public string file(string id)
    {
        var found = Known(id, nameof(file));
        var mark = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{facts.MarkSeed}/{_marks.Count}"))[..16]);
        _marks.Add(new FileMark(mark, found.Sha256));
        return mark;
    }

    public string fileSha256(string id) => Known(id, nameof(fileSha256)).Sha256;

    public double fileSize(string id) => Known(id, nameof(fileSize)).Size;

    public string fileName(string id) => Known(id, nameof(fileName)).Name;

    public string fileType(string id) => Known(id, nameof(fileType)).MediaType;

    private FileFacts Known(string id, string function) =>
        facts.Files.FirstOrDefault(f => f.Sha256 == id) ?? facts.Files.FirstOrDefault(f => f.Id == id && id.Length > 0)
        ?? throw new FunctionException($"f:{function} was given an id that none of the packet's files has; hand it p:sha256 or p:id of a file.");

    private string? Entry(string name, string code) => maps.TryGetValue(name, out var table)
        ? table.GetValueOrDefault(code.Trim())
        : throw new FunctionException($"f:map: the profile has no map {name}.");

    // A file stands in the document as its mark only: what is made from the mark would be made from the wrong bytes.
    private byte[] Bytes(string text, string function) => _marks.Exists(m => text.Contains(m.Mark, StringComparison.Ordinal))
        ? throw new FunctionException($"f:{function} was given the mark of a file, whose bytes are put in only after the transform. A file goes out as base64 by itself; for its hash use f:fileSha256.")
        : new UTF8Encoding(false, false).GetBytes(text);

    private static byte[] FromBase64(string text, string function)
    {
        try
        {
            return Convert.FromBase64String(text);
        }
        catch (FormatException)
        {
            throw new FunctionException($"f:{function} was given a text that is no base64; look at what the partner sent there.");
        }
    }

    private static string Text(byte[] bytes, string function)
    {
        try
        {
            var text = new UTF8Encoding(false, true).GetString(bytes);
            return text.StartsWith('\uFEFF') ? text[1..] : text;
        }
        catch (DecoderFallbackException)
        {
            throw new FunctionException($"f:{function} was given bytes that are no UTF-8 text.");
        }
    }

    private static IEnumerable<XPathNavigator> Nodes(object given, string function) => given switch
    {
        XPathNavigator one => [one],
        XPathNodeIterator many => many.Cast<XPathNavigator>().Select(n => n.Clone()),
        _ => throw new FunctionException($"f:{function} was given a text or number; hand it nodes, or a variable that holds elements."),
    };

    private static string Formatted(DateTime day, string format) => Guarded(() => day.ToString(format, CultureInfo.InvariantCulture));

    private static string Guarded(Func<string> format)
    {
        try
        {
            return format();
        }
        catch (FormatException)
        {
            throw new FunctionException("A date's format is none; write for example dd/MM/yyyy HH:mm:ss.");
        }
    }

    private static string Whole(string text)
    {
        var whole = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            whole.Append(rune);
        }

        return whole.ToString();
    }
}
