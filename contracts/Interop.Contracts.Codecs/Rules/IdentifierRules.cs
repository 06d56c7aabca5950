using System.Text.Json;
using Interop.Contracts.Codecs.Reading;
using Interop.Contracts.Identifiers;
using Interop.Contracts.Packets;

namespace Interop.Contracts.Codecs.Rules;

/// <summary>A packet names its dossier, and a dossier number looks like one.</summary>
internal static class IdentifierRules
{
    public static void Check(JsonElement root, PacketKind? kind, ReadOptions options, ErrorSink errors)
    {
        var identifiers = JsonTree.Get(root, "identifiers");
        var count = 0;
        foreach (var identifier in JsonTree.Items(identifiers))
        {
            var scheme = JsonTree.Text(JsonTree.Get(identifier, "scheme"));
            var value = JsonTree.Text(JsonTree.Get(identifier, "value"));
            if (scheme is "local" or "national" && value is not null && !DossierNumber.TryParse(value, out _))
            {
                errors.Add($"/identifiers/{count}/value", ContractErrorCodes.Identifier,
                    $"Under the scheme {scheme} the value must be a dossier number: ORGANISATION-yyMMdd-0001 or ORGANISATION-yyyyMMdd-0000001, with a date that exists. Send any other code under the scheme other.");
            }

            // The schema has refused a longer list; what is behind needs no words.
            if (++count == 10)
            {
                break;
            }
        }

        if (count == 0 && !options.IdentifiersFromPath && NeedsDossier(kind))
        {
            errors.Add("/identifiers", ContractErrorCodes.NoIdentifier, "The packet names no dossier. Give at least one identifier: scheme, issuer and value.");
        }
    }

    private static bool NeedsDossier(PacketKind? kind) => kind is not (null or PacketKind.Document or PacketKind.DocumentStatus or PacketKind.DeliveryStatus or PacketKind.Fault or PacketKind.Reconciliation);
}
