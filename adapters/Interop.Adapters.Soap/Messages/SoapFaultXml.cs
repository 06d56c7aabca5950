using System.Xml.Linq;
using Interop.Adapters.Soap.Reading;

namespace Interop.Adapters.Soap.Messages;

/// <summary>Reads and writes faults. Reading forgives what old stacks get wrong; writing does not imitate them.</summary>
internal static class SoapFaultXml
{
    private const int MaxText = 4000;
    private const int MaxCode = 64;

    /// <summary>The fault in a body's first child, or null when it is none.</summary>
    public static SoapFault? Read(XElement element)
    {
        if (element.Name.LocalName != "Fault")
        {
            return null;
        }

        if (element.Name.Namespace == SoapNames.Soap12)
        {
            return Read12(element, SoapNames.Soap12);
        }

        if (element.Name.Namespace != SoapNames.Soap11)
        {
            return null;
        }

        // Node's soap puts the children of 1.2 into a Fault of 1.1 for whatever its service did not catch.
        return element.Element(SoapNames.Soap11 + "Code") is null ? Read11(element) : Read12(element, SoapNames.Soap11);
    }

    /// <summary>A Fault element of a version.</summary>
    public static XElement Write(SoapVersion version, SoapFault fault) => version == SoapVersion.Soap12 ? Write12(fault) : Write11(fault);

    private static XElement Write11(SoapFault fault)
    {
        var soap = SoapNames.Soap11;
        var code = fault.Code ?? KindName(fault.Kind);
        var element = new XElement(
            soap + "Fault",
            // A code of SOAP's own carries SOAP's prefix; the envelope binds it to "soap".
            new XElement("faultcode", fault.Kind == SoapFaultKind.Other ? CleanText.Of(code, MaxCode) : $"soap:{CleanText.Of(code, MaxCode)}"),
            new XElement("faultstring", CleanText.Of(fault.Text, MaxText)));
        if (fault.Actor is { } actor)
        {
            element.Add(new XElement("faultactor", CleanText.Of(actor, MaxText)));
        }

        if (fault.Detail is { } detail)
        {
            element.Add(detail.Name == "detail" ? detail : new XElement("detail", detail));
        }

        return element;
    }

    /// <summary>
    /// SOAP 1.2 knows five codes and leaves the rest to subcodes (part 1, §5.4): what stands behind the dot in 1.1 is a
    /// subcode here, in no namespace; so is a code of the sender's own, under Receiver.
    /// </summary>
    private static XElement Write12(SoapFault fault)
    {
        var soap = SoapNames.Soap12;
        var kind = fault.Kind switch
        {
            SoapFaultKind.Client => "Sender",
            SoapFaultKind.Server or SoapFaultKind.Other => "Receiver",
            _ => fault.Kind.ToString(),
        };
        string[] refined = fault.Code is not { } own ? []
            : fault.Kind == SoapFaultKind.Other ? [own]
            : own.Split('.')[1..];
        XElement? sub = null;
        foreach (var part in refined.Reverse())
        {
            sub = new XElement(soap + "Subcode", new XElement(soap + "Value", CleanText.Of(part, MaxCode)), sub);
        }

        var element = new XElement(
            soap + "Fault",
            new XElement(soap + "Code", new XElement(soap + "Value", $"soap:{kind}"), sub),
            new XElement(soap + "Reason", new XElement(soap + "Text", new XAttribute(XNamespace.Xml + "lang", "en"), CleanText.Of(fault.Text, MaxText))));
        if (fault.Actor is { } role)
        {
            element.Add(new XElement(soap + "Role", CleanText.Of(role, MaxText)));
        }

        if (fault.Detail is { } detail)
        {
            element.Add(new XElement(soap + "Detail", detail.Name.LocalName is "detail" or "Detail" ? detail.Nodes() : detail));
        }

        return element;
    }

    private static SoapFault Read11(XElement element)
    {
        // Unqualified by the specification; qualified by stacks that did not read it.
        XElement? Part(string name) => element.Elements().FirstOrDefault(child => child.Name.LocalName == name);

        var code = Part("faultcode");
        var (kind, name) = Code(code, code?.Value);
        return new SoapFault
        {
            Kind = kind,
            Code = name,
            Text = Text(Part("faultstring")),
            Actor = Part("faultactor") is { } actor ? Text(actor) : null,
            Detail = Part("detail"),
        };
    }

    private static SoapFault Read12(XElement element, XNamespace soap)
    {
        var codeElement = element.Element(soap + "Code");
        var value = codeElement?.Element(soap + "Value");
        var (kind, name) = Code(value, value?.Value);
        for (var sub = codeElement?.Element(soap + "Subcode"); sub is not null; sub = sub.Element(soap + "Subcode"))
        {
            name = CleanText.Of($"{name}.{Local(sub.Element(soap + "Value")?.Value)}", MaxCode);
        }

        var reasons = element.Element(soap + "Reason")?.Elements(soap + "Text").ToList() ?? [];
        var reason = reasons.FirstOrDefault(text => text.Attribute(XNamespace.Xml + "lang")?.Value.StartsWith("vi", StringComparison.OrdinalIgnoreCase) == true);
        return new SoapFault
        {
            Kind = kind,
            Code = name,
            Text = Text(reason ?? reasons.FirstOrDefault()),
            Actor = element.Element(soap + "Role") is { } role ? Text(role) : null,
            Detail = element.Element(soap + "Detail"),
        };
    }

    private static (SoapFaultKind Kind, string Code) Code(XElement? scope, string? raw)
    {
        var value = raw?.Trim() ?? string.Empty;
        var colon = value.IndexOf(':', StringComparison.Ordinal);
        var foreign = colon > 0
            && scope?.GetNamespaceOfPrefix(value[..colon]) is { } bound
            && bound != SoapNames.Soap11 && bound != SoapNames.Soap12;
        var local = CleanText.Of(Local(value), MaxCode);
        var first = local.Split('.', 2)[0];

        // Without a prefix, or with one that is bound to nothing, "Client" can still only mean SOAP's own.
        var kind = foreign ? SoapFaultKind.Other : first switch
        {
            "Client" or "Sender" => SoapFaultKind.Client,
            "Server" or "Receiver" => SoapFaultKind.Server,
            "VersionMismatch" => SoapFaultKind.VersionMismatch,
            "MustUnderstand" => SoapFaultKind.MustUnderstand,
            "DataEncodingUnknown" => SoapFaultKind.DataEncodingUnknown,
            _ => SoapFaultKind.Other,
        };
        return (kind, local);
    }

    private static string Local(string? qualified)
    {
        var value = qualified?.Trim() ?? string.Empty;
        return value[(value.IndexOf(':', StringComparison.Ordinal) + 1)..];
    }

    private static string Text(XElement? element) => CleanText.Of(element?.Value.Trim() ?? string.Empty, MaxText);

    private static string KindName(SoapFaultKind kind) => kind == SoapFaultKind.Other ? "Server" : kind.ToString();
}
