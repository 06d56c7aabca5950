using System.Text.Json;
using Interop.Contracts.Codecs.Json;
using Interop.Contracts.Codecs.Reading;
using Interop.Contracts.Packets;

namespace Interop.Contracts.Codecs.Rules;

/// <summary>What no schema can say of a packet. Reads the tree and not the records, so that it speaks even when the shape is wrong elsewhere.</summary>
internal static class PacketRules
{
    public static void Check(JsonElement root, ReadOptions options, ErrorSink errors)
    {
        var stated = Kinds.Find(JsonTree.Text(JsonTree.Get(root, "kind")));
        if (stated is { } other && options.ExpectedKind is { } expected && other != expected)
        {
            errors.Add("/kind", ContractErrorCodes.KindMismatch, $"This address takes packets of kind {Kinds.Name(expected)} only. Send the packet to the address of its kind, or leave the kind out.");
        }

        var kind = stated ?? options.ExpectedKind;
        IdentifierRules.Check(root, kind, options, errors);

        var content = JsonTree.Get(root, "content");
        if (JsonTree.TryGet(content, "dossier", out var dossier))
        {
            DossierRules.Check(dossier, errors);
        }

        switch (kind)
        {
            case PacketKind.Progress:
                StepRules.InOrder(JsonTree.Get(content, "steps"), errors);
                break;
            case PacketKind.Result:
                StepRules.Ends(JsonTree.Get(content, "step"), errors);
                break;
        }

        FileRules.Check(content, errors);
        TimeRules.Check(content, errors);
    }
}
