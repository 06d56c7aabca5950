using System.Collections.Frozen;
using System.Xml;
using System.Xml.Linq;

namespace Interop.Adapters.Soap.Declarative.Receiving;

/// <summary>Pure: what profile.json says of receiving → its steps, every error listed.</summary>
internal sealed class ReceivingReader(ProfileCalls calls, IReadOnlyDictionary<string, string> namespaces, ProfileFiles files)
{
    public PollStep? Poll(ProfileNode node)
    {
        var ask = Call(node, "ask", CallKind.Poll);
        if (ask is null && !node.Has("ask"))
        {
            node.Error("ask", "is missing: it says by which call the partner is asked");
        }

        var acknowledge = Call(node, "acknowledge", CallKind.Acknowledge);
        var poll = new PollStep
        {
            Ask = ask!,
            Making = Making(node),
            Every = node.Duration("every", TimeSpan.FromSeconds(1), TimeSpan.FromDays(1)) ?? TimeSpan.FromMinutes(5),
            LookBack = node.Duration("lookBack", TimeSpan.Zero, TimeSpan.FromDays(366)) ?? TimeSpan.FromDays(node.Has("dossiers") ? 90 : 7),
            DossiersAtOnce = node.Number("dossiers", 0, 1, 1_000) is > 0 and var most ? (int)most : null,
            Acknowledge = acknowledge,
            TellsRefused = node.Flag("acknowledgeRefused"),
        };
        if (poll.TellsRefused && acknowledge is null)
        {
            node.Error("acknowledgeRefused", "has no use without acknowledge");
        }

        node.Close();
        return ask is null ? null : poll;
    }

    public CallbackContract? Callbacks(ProfileNode node)
    {
        var name = node.Required("wsdl", "callback.wsdl", 100);
        CallbackContract? contract = null;
        if (name.Length > 0 && !files.Contents.ContainsKey(name))
        {
            node.Error("wsdl", "names no file of the profile");
        }
        else if (name.Length > 0)
        {
            var (read, portType, problem) = CallbackWsdl.Read(files.Contents[name]);
            if (read is null)
            {
                node.Error("wsdl", problem!);
            }
            else
            {
                contract = new CallbackContract { Wsdl = files.Contents[name], Namespace = read.Namespace, PortType = portType!, Operations = Operations(node.Object("operations"), read) };
                if (!node.Has("operations"))
                {
                    node.Error("operations", $"is missing; the contract has {string.Join(", ", read.Operations.Select(o => o.Name))}");
                }
            }
        }

        node.Close();
        return contract;
    }

    private List<ProfileCallback> Operations(ProfileNode? node, Import.WsdlContract contract)
    {
        List<ProfileCallback> operations = [];
        foreach (var name in node?.Names() ?? [])
        {
            if (contract.Operations.FirstOrDefault(o => o.Name == name) is not { } known)
            {
                node!.Error(name, $"is no operation of the contract; write one of {string.Join(", ", contract.Operations.Select(o => o.Name))}");
            }
            else if (node!.Object(name) is { } operation)
            {
                operations.Add(new ProfileCallback(
                    name,
                    XName.Get(known.Request.Name, known.Request.Namespace),
                    calls.Sheet(operation, "read", required: false),
                    Making(operation),
                    calls.Sheet(operation, "reply", required: true) ?? string.Empty));
                operation.Close();
            }
        }

        return operations;
    }

    private ProfileCall? Call(ProfileNode node, string name, CallKind kind) =>
        node.Object(name) is { } call ? calls.Read(call, $"poll/{name}", kind) : null;

    private PacketMaking Making(ProfileNode node) =>
        new(calls.Sheet(node, "packets", required: true) ?? string.Empty, node.Texts("files", 200).Select(name => Element(node, name)).OfType<XName>().ToFrozenSet());

    private XName? Element(ProfileNode node, string name)
    {
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        var (prefix, local) = (colon < 0 ? null : name[..colon], name[(colon + 1)..]);
        try
        {
            XmlConvert.VerifyNCName(local);
        }
        catch (XmlException)
        {
            node.Error("files", $"holds '{name}', which is no name of an element");
            return null;
        }

        if (prefix is null)
        {
            return XName.Get(local);
        }

        if (namespaces.TryGetValue(prefix, out var space))
        {
            return XName.Get(local, space);
        }

        node.Error("files", $"uses the prefix {prefix}, which /namespaces does not declare");
        return null;
    }
}
