using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;

namespace Interop.Adapters.Soap.Import;

/// <summary>An operation of a service, with the element of the Body that asks for it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Action">Its soapAction; may be empty.</param>
/// <param name="Request">The Body's child.</param>
/// <param name="Reply">The answer's; null: none, or not known.</param>
internal sealed record WsdlOperation(string Name, string Action, XmlQualifiedName Request, XmlQualifiedName? Reply);

/// <summary>What a WSDL 1.1 says that matters for calling it: one port, its operations, its schema. Document/literal, bare and wrapped, and rpc/literal.</summary>
internal sealed class WsdlContract
{
    private static readonly XNamespace Wsdl = WsdlFiles.Wsdl;
    private static readonly XNamespace Soap11 = "http://schemas.xmlsoap.org/wsdl/soap/";
    private static readonly XNamespace Soap12 = "http://schemas.xmlsoap.org/wsdl/soap12/";
    private static readonly XNamespace Mime = "http://schemas.xmlsoap.org/wsdl/mime/";
    private static readonly XNamespace Policy = "http://schemas.xmlsoap.org/ws/2004/09/policy";
    private static readonly XNamespace Policy15 = "http://www.w3.org/ns/ws-policy";

    private readonly WsdlFiles _files;
    private readonly List<string> _limits;
    private readonly Dictionary<string, XmlSchema> _wrappers = new(StringComparer.Ordinal);
    private readonly List<WsdlOperation> _operations = [];

    private WsdlContract(WsdlFiles files)
    {
        _files = files;
        _limits = [.. files.Limits];
        Schemas = new XmlSchemaSet { XmlResolver = null };
    }

    /// <summary>The service's address; null: the WSDL names none.</summary>
    public string? Endpoint { get; private set; }

    /// <summary>1.1 or 1.2.</summary>
    public string Version { get; private set; } = "1.1";

    public string Namespace { get; private set; } = string.Empty;

    public IReadOnlyList<WsdlOperation> Operations => _operations;

    /// <summary>Compiled; judges a message by its root element.</summary>
    public XmlSchemaSet Schemas { get; }

    /// <summary>What is not done, a line each.</summary>
    public IReadOnlyList<string> Limits => _limits;

    public static WsdlContract Read(WsdlFiles files)
    {
        var contract = new WsdlContract(files);
        contract.Namespace = files.Definitions[0].Attribute("targetNamespace")?.Value ?? string.Empty;
        contract.Port();
        contract.Compile();
        return contract;
    }

    private void Port()
    {
        var ports = _files.Definitions.SelectMany(d => d.Elements(Wsdl + "service")).SelectMany(s => s.Elements(Wsdl + "port"))
            .Select(p => (Port: p, Address: p.Element(Soap11 + "address") ?? p.Element(Soap12 + "address")))
            .Where(p => p.Address is not null)
            .OrderBy(p => p.Address!.Name.Namespace == Soap11 ? 0 : 1)
            .ToArray();
        if (ports.Length == 0)
        {
            _limits.Add("The WSDL has no port with a SOAP address; write the endpoint yourself.");
        }

        foreach (var (port, _) in ports.Skip(1))
        {
            _limits.Add($"Port {port.Attribute("name")?.Value} was left out: a profile speaks to one port; import it under another name, or change endpoint and soap.");
        }

        if (_files.Definitions.Any(d => d.Descendants().Any(e => e.Name.Namespace == Policy || e.Name.Namespace == Policy15)))
        {
            _limits.Add("The WSDL has policies (WS-Policy): they are not read; if they ask for WS-Security, write security in profile.json as they say.");
        }

        var binding = ports.Length > 0
            ? Named("binding", ports[0].Port, "binding")
            : _files.Definitions.SelectMany(d => d.Elements(Wsdl + "binding")).FirstOrDefault(b => b.Element(Soap11 + "binding") is not null || b.Element(Soap12 + "binding") is not null);
        if (binding is null)
        {
            _limits.Add("The WSDL has no SOAP binding: there is nothing to call.");
            return;
        }

        Endpoint = ports.Length > 0 ? ports[0].Address!.Attribute("location")?.Value : null;
        var soap = binding.Element(Soap12 + "binding") is not null ? Soap12 : Soap11;
        Version = soap == Soap12 ? "1.2" : "1.1";
        Binding(binding, soap);
    }

    private void Binding(XElement binding, XNamespace soap)
    {
        var style = binding.Element(soap + "binding")?.Attribute("style")?.Value ?? "document";
        if (Named("portType", binding, "type") is not { } portType)
        {
            _limits.Add("The binding names no port type of this WSDL.");
            return;
        }

        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (var operation in binding.Elements(Wsdl + "operation"))
        {
            var name = operation.Attribute("name")?.Value ?? string.Empty;
            if (!names.Add(name))
            {
                _limits.Add($"Operation {name} is overloaded: only the first of that name is taken.");
                continue;
            }

            var input = operation.Element(Wsdl + "input");
            var body = input?.Descendants(soap + "body").FirstOrDefault();
            var own = operation.Element(soap + "operation")?.Attribute("style")?.Value ?? style;
            if (body?.Attribute("use")?.Value == "encoded")
            {
                _limits.Add($"Operation {name} is {own}/encoded: its messages carry types (SOAP section 5) and are not made; ask the partner for a literal service, or write the stylesheet by hand.");
                continue;
            }

            if (input?.Elements(soap + "header").Any() == true)
            {
                _limits.Add($"Operation {name} wants SOAP headers: the skeleton has none; write f:message with f:header in its stylesheet.");
            }

            if (input?.Descendants(Mime + "multipartRelated").Any() == true)
            {
                _limits.Add($"Operation {name} carries attachments by MIME binding: set \"files\" to attachment, and the file's mark where its reference belongs.");
            }

            var port = portType.Elements(Wsdl + "operation").FirstOrDefault(o => o.Attribute("name")?.Value == name);
            if (Element(port?.Element(Wsdl + "input"), name, own, body, reply: false) is not { } request)
            {
                _limits.Add($"Operation {name}: its request's element is not in the WSDL's schemas; nothing was made for it.");
                continue;
            }

            var answer = operation.Element(Wsdl + "output")?.Descendants(soap + "body").FirstOrDefault();
            _operations.Add(new WsdlOperation(
                name,
                operation.Element(soap + "operation")?.Attribute("soapAction")?.Value ?? string.Empty,
                request,
                Element(port?.Element(Wsdl + "output"), name, own, answer, reply: true)));
        }
    }

    /// <summary>The Body's child of a message; in rpc a wrapper of the parts is put into the schemas (WS-I BP 1.1, 4.7).</summary>
    private XmlQualifiedName? Element(XElement? side, string operation, string style, XElement? body, bool reply)
    {
        if (side is null || Named("message", side, "message") is not { } message)
        {
            return null;
        }

        var wanted = body?.Attribute("parts")?.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var parts = message.Elements(Wsdl + "part").Where(p => wanted is null || wanted.Contains(p.Attribute("name")?.Value)).ToArray();
        if (style != "rpc")
        {
            return parts.Length == 1 ? QName(parts[0], "element") : null;
        }

        var target = body?.Attribute("namespace")?.Value ?? Namespace;
        if (!_wrappers.TryGetValue(target, out var schema))
        {
            schema = _wrappers[target] = new XmlSchema { TargetNamespace = target };
        }

        var sequence = new XmlSchemaSequence();
        foreach (var part in parts)
        {
            if (QName(part, "type") is { } type)
            {
                if (type.Namespace != XmlSchema.Namespace && type.Namespace != target && !schema.Includes.OfType<XmlSchemaImport>().Any(i => i.Namespace == type.Namespace))
                {
                    schema.Includes.Add(new XmlSchemaImport { Namespace = type.Namespace });
                }

                sequence.Items.Add(new XmlSchemaElement { Name = part.Attribute("name")?.Value, SchemaTypeName = type, Form = XmlSchemaForm.Unqualified });
            }
        }

        var name = reply ? operation + "Response" : operation;
        schema.Items.Add(new XmlSchemaElement { Name = name, SchemaType = new XmlSchemaComplexType { Particle = sequence } });
        return new XmlQualifiedName(name, target);
    }

    private void Compile()
    {
        Schemas.ValidationEventHandler += (_, trouble) =>
        {
            if (trouble.Severity == XmlSeverityType.Error)
            {
                _limits.Add($"The schema has an error: {trouble.Message}");
            }
        };
        try
        {
            foreach (var schema in _files.Schemas)
            {
                using var reader = schema.CreateReader();
                Schemas.Add(null, reader);
            }

            foreach (var wrapper in _wrappers.Values)
            {
                Schemas.Add(wrapper);
            }

            Schemas.Compile();
        }
        catch (XmlSchemaException e)
        {
            _limits.Add($"The schema cannot be compiled: {e.Message}");
        }
    }

    private XElement? Named(string kind, XElement from, string attribute) => from.Attribute(attribute)?.Value is { } reference
        ? _files.Definitions.SelectMany(d => d.Elements(Wsdl + kind)).FirstOrDefault(e => e.Attribute("name")?.Value == Local(reference))
        : null;

    private static XmlQualifiedName? QName(XElement at, string attribute)
    {
        if (at.Attribute(attribute)?.Value is not { } text)
        {
            return null;
        }

        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var space = colon < 0 ? at.GetDefaultNamespace() : at.GetNamespaceOfPrefix(text[..colon]);
        return space is null ? null : new XmlQualifiedName(Local(text), space.NamespaceName);
    }

    private static string Local(string name) => name[(name.IndexOf(':', StringComparison.Ordinal) + 1)..];
}
