using System.Collections.Concurrent;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using Interop.Adapters.Soap.Reading;

namespace Interop.Adapters.Soap.Endpoint;

/// <summary>Holds bodies to a service's schema and lists every error.</summary>
/// <remarks>Schema sets are pooled, one per concurrent request: their name table is not safe to share.</remarks>
internal sealed class BodySchema(ISoapService service)
{
    private const int MaxErrors = 100;

    private readonly ConcurrentBag<XmlSchemaSet> _sets = [];

    /// <summary>Tidies the body in place, then validates it. Empty: it fits.</summary>
    public IReadOnlyList<BodyError> Fit(XElement body)
    {
        var schemas = _sets.TryTake(out var kept) ? kept : service.CompileSchemas();
        try
        {
            BodyTidy.Tidy(body, schemas, service.PlacesUnqualified);
            return Validate(body, schemas);
        }
        finally
        {
            _sets.Add(schemas);
        }
    }

    private static List<BodyError> Validate(XElement body, XmlSchemaSet schemas)
    {
        var errors = new List<BodyError>();
        new XDocument(body).Validate(schemas, (sender, told) =>
        {
            if (errors.Count < MaxErrors)
            {
                var at = sender as XObject;
                errors.Add(new BodyError(BodyPath.Of(at), BodyPath.LineOf(at), WithoutValue(told.Message, at)));
            }
        });
        return errors;
    }

    // The framework quotes the value that it refuses; it may be somebody's name, and faults are logged by callers.
    private static string WithoutValue(string message, XObject? at)
    {
        var value = at switch
        {
            XAttribute attribute => attribute.Value,
            XElement { HasElements: false } element => element.Value,
            _ => string.Empty,
        };
        var text = value.Length == 0 ? message : message.Replace($"'{value}'", "(value)", StringComparison.Ordinal);
        return CleanText.Of(text, 500);
    }
}

/// <summary>Names places in a body.</summary>
internal static class BodyPath
{
    public static string Of(XObject? at) => at switch
    {
        XAttribute attribute => $"{Of(attribute.Parent)}/@{attribute.Name.LocalName}",
        XElement element => $"{Of(element.Parent)}/{element.Name.LocalName}{Ordinal(element)}",
        _ => string.Empty,
    };

    public static int? LineOf(XObject? at) => at is IXmlLineInfo info && info.HasLineInfo() ? info.LineNumber : null;

    private static string Ordinal(XElement element)
    {
        if (element.Parent?.Elements(element.Name).Skip(1).Any() != true)
        {
            return string.Empty;
        }

        return $"[{element.ElementsBeforeSelf(element.Name).Count() + 1}]";
    }
}
