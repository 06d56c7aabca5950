using Interop.Adapters.Soap.Endpoint;
using Interop.Adapters.Soap.Import;
using Interop.Adapters.Soap.Reading;

namespace Interop.Adapters.Soap.Declarative.Receiving;

/// <summary>A partner's contract of what it calls: read when the profile is, served with the hub's address. Pure.</summary>
internal static class CallbackWsdl
{
    /// <summary>The contract; null with what is wrong with it.</summary>
    public static (WsdlContract? Contract, string? PortType, string? Problem) Read(ReadOnlyMemory<byte> content)
    {
        // Whoever asks at ?wsdl is given this one file.
        var (files, trouble) = WsdlFiles.Read(content, null);
        if (files is null)
        {
            return (null, null, trouble);
        }

        if (files.Limits.Count > 0)
        {
            return (null, null, $"must be a single file: {files.Limits[0]}");
        }

        var contract = WsdlContract.Read(files);
        return contract.Operations.Count == 0
            ? (null, null, "has no operation that can be taken: document/literal or rpc/literal over SOAP")
            : (contract, files.Definitions[0].Element(WsdlFiles.Wsdl + "portType")?.Attribute("name")?.Value ?? "Callback", null);
    }

    /// <summary>The contract with this address in each of its ports.</summary>
    public static string At(ReadOnlyMemory<byte> wsdl, Uri address) => SafeXml.Read(wsdl) is XmlReading.Read { Document: var document }
        ? ContractAddress.Write(document, address)
        : throw new InvalidOperationException("It was read when the profile was.");
}
