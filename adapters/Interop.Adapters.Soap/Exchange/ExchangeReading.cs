using System.Xml;
using System.Xml.Linq;
using Interop.Adapters.Soap.Endpoint;
using Interop.Contracts.Documents;

namespace Interop.Adapters.Soap.Exchange;

/// <summary>A call read from a body, or everything that is wrong with it.</summary>
internal sealed record ExchangeReading<TCall>(TCall? Call, IReadOnlyList<BodyError> Errors);

/// <summary>
/// Takes fields out of an element that fits the schema, and collects what the schema could not see: instants beyond
/// our calendar, digests that do not match.
/// </summary>
internal sealed class FieldReader(XElement element, List<BodyError> errors)
{
    private static readonly XNamespace Ns = ExchangeNames.Namespace;
    private static readonly TimeSpan Vietnam = TimeSpan.FromHours(7);

    public string Text(string name) => Optional(name) ?? string.Empty;

    /// <summary>Null when absent or blank: old stacks send an empty element for a field they do not have.</summary>
    public string? Optional(string name) => element.Element(Ns + name)?.Value.Trim() is { Length: > 0 } value ? value : null;

    /// <summary>xs:token: runs of blanks are one.</summary>
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

    public IEnumerable<FieldReader> Each(string name) => element.Elements(Ns + name).Select(child => new FieldReader(child, errors));

    public FieldReader? One(string name) => element.Element(Ns + name) is { } child ? new FieldReader(child, errors) : null;

    public string Attribute(string name) => element.Attribute(name)?.Value.Trim() ?? string.Empty;

    public string OwnText() => element.Value.Trim();

    public ReadOnlyMemory<byte> Bytes(string name) => Convert.FromBase64String(Text(name));

    public Sha256Digest CheckedDigest(string name, ReadOnlySpan<byte> data)
    {
        var actual = Sha256Digest.Of(data);
        if (Optional(name) is { } stated && (!Sha256Digest.TryParse(stated, out var digest) || digest != actual))
        {
            Wrong(element.Element(Ns + name)!, "The digest is not that of the data; compute SHA-256 over the decoded bytes and send it as 64 hexadecimal digits.");
        }

        return actual;
    }

    private void Wrong(XElement at, string message) => errors.Add(new BodyError(BodyPath.Of(at), BodyPath.LineOf(at), message));
}
