using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Interop.Adapters.Soap.Attachments;
using Interop.Adapters.Soap.Endpoint;
using Interop.Contracts.Documents;
using Interop.Contracts.Identifiers;

namespace Interop.Adapters.Soap.Exchange;

/// <summary>A call read from a body, or everything that is wrong with it.</summary>
internal sealed record ExchangeReading<TCall>(TCall? Call, IReadOnlyList<BodyError> Errors);

/// <summary>Pure: a request element that fits its schema → a call.</summary>
internal static class ExchangeReading
{
    public static ExchangeReading<TCall> Of<TCall>(XElement body, Func<FieldReader, TCall> read)
    {
        var errors = new List<BodyError>();
        var call = read(new FieldReader(body, errors));
        return new ExchangeReading<TCall>(errors.Count == 0 ? call : default, errors);
    }
}

/// <summary>
/// Takes fields out of an element that fits the schema, and collects what the schema could not see: instants beyond
/// our calendar, digests that do not match.
/// </summary>
internal sealed class FieldReader(XElement element, List<BodyError> errors)
{
    private static readonly TimeSpan Vietnam = TimeSpan.FromHours(7);

    private XNamespace Ns => element.Name.Namespace;

    public string Text(string name) => Optional(name) ?? string.Empty;

    /// <summary>Null when absent or blank: old stacks send an empty element for a field they do not have.</summary>
    public string? Optional(string name) => element.Element(Ns + name)?.Value.Trim() is { Length: > 0 } value ? value : null;

    /// <summary>xs:token: runs of blanks are one.</summary>
    public string? OptionalToken(string name) => Token(name) is { Length: > 0 } token ? token : null;

    /// <inheritdoc cref="OptionalToken"/>
    public string Token(string name) => string.Join(' ', Text(name).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    public int? Number(string name) => Optional(name) is { } value ? XmlConvert.ToInt32(value) : null;

    public DateTimeOffset Time(string name) => OptionalTime(name) ?? default;

    public DateTimeOffset? OptionalTime(string name)
    {
        if (Optional(name) is not { } value)
        {
            return null;
        }

        try
        {
            var read = XmlConvert.ToDateTime(value, XmlDateTimeSerializationMode.RoundtripKind);
            return read.Kind == DateTimeKind.Unspecified ? new DateTimeOffset(read, Vietnam) : XmlConvert.ToDateTimeOffset(value);
        }
        catch (Exception notInCalendar) when (notInCalendar is FormatException or ArgumentException)
        {
            Wrong(element.Element(Ns + name)!, "The instant is not in the years 0001 to 9999; send a date that exists.");
            return null;
        }
    }

    /// <summary>xs:date: an offset, which some stacks write, says nothing of the day.</summary>
    public DateOnly? OptionalDate(string name)
    {
        if (Optional(name) is not { } value)
        {
            return null;
        }

        if (value.Length >= 10 && DateOnly.TryParseExact(value.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return date;
        }

        Refuse(name, "The day is not in the years 0001 to 9999; send a date that exists.");
        return null;
    }

    /// <summary>An organisation's code; refused when it is none.</summary>
    public OrganisationCode Organisation(string name) => One(name) is { } child ? child.OwnOrganisation() : default;

    /// <summary>The same, where the element itself is the code.</summary>
    public OrganisationCode OwnOrganisation()
    {
        if (!OrganisationCode.TryParse(OwnText(), out var code))
        {
            Wrong(element, "This is no organisation's code; send one such as G15, H40.18 or 000.00.18.H40.");
        }

        return code;
    }

    public IEnumerable<FieldReader> Each(string name) => element.Elements(Ns + name).Select(child => new FieldReader(child, errors));

    public FieldReader? One(string name) => element.Element(Ns + name) is { } child ? new FieldReader(child, errors) : null;

    public string Attribute(string name) => element.Attribute(name)?.Value.Trim() ?? string.Empty;

    public string OwnText() => element.Value.Trim();

    /// <summary>A file: its bytes, or the part that they come in.</summary>
    public IncomingFile File()
    {
        var (data, digest) = (element.Element(Ns + "data")!, element.Element(Ns + "sha256"));
        var part = AttachedPart.Of(data)?.ContentId;
        var file = new IncomingFile(Text("name"), Token("mediaType"), digest, part is null ? Convert.FromBase64String(Text("data")) : default, part);
        if (part is null && file.Stated is { } stated && stated != Sha256Digest.Of(file.Data.Span))
        {
            errors.Add(file.OtherDigest());
        }

        return file;
    }

    /// <summary>What the schema could not see to be wrong.</summary>
    public void Refuse(string name, string message) => Wrong(element.Element(Ns + name)!, message);

    private void Wrong(XElement at, string message) => errors.Add(new BodyError(BodyPath.Of(at), BodyPath.LineOf(at), message));
}
