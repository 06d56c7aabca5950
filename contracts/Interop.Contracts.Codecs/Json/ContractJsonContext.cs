using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Interop.Contracts.Documents;
using Interop.Contracts.Dossiers;
using Interop.Contracts.Faults;
using Interop.Contracts.Identifiers;
using Interop.Contracts.Packets;

namespace Interop.Contracts.Codecs.Json;

/// <summary>Generated readers and writers of the contract's records: no reflection on the way of a packet.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    MaxDepth = 256,
    Converters =
    [
        typeof(ParsableConverter<OrganisationCode>),
        typeof(ParsableConverter<ProcedureCode>),
        typeof(ParsableConverter<DossierNumber>),
        typeof(ParsableConverter<PartialDate>),
        typeof(ParsableConverter<Sha256Digest>),
        typeof(NamedEnumConverter<IdentifierScheme>),
        typeof(NamedEnumConverter<PersonNumberType>),
        typeof(NamedEnumConverter<PacketKind>),
        typeof(NamedEnumConverter<FinancialStatus>),
        typeof(NamedEnumConverter<ResultStatus>),
        typeof(NamedEnumConverter<Responsibility>),
        typeof(NamedEnumConverter<FaultScope>),
        typeof(NamedEnumConverter<Remedy>),
        typeof(NamedEnumConverter<Disposition>),
    ])]
[JsonSerializable(typeof(IReadOnlyList<DossierIdentifier>))]
[JsonSerializable(typeof(Submission))]
[JsonSerializable(typeof(Progress))]
[JsonSerializable(typeof(SupplementRequest))]
[JsonSerializable(typeof(SupplementReply))]
[JsonSerializable(typeof(FeeNotice))]
[JsonSerializable(typeof(Payment))]
[JsonSerializable(typeof(Result))]
[JsonSerializable(typeof(Withdrawal))]
[JsonSerializable(typeof(Correction))]
[JsonSerializable(typeof(ElectronicDocument))]
[JsonSerializable(typeof(DocumentStatus))]
[JsonSerializable(typeof(DeliveryStatus))]
[JsonSerializable(typeof(FaultNotice))]
[JsonSerializable(typeof(Dossier))]
[JsonSerializable(typeof(Receipt))]
[JsonSerializable(typeof(Fault))]
[JsonSerializable(typeof(IReadOnlyList<DocumentReference>))]
[JsonSerializable(typeof(IReadOnlyList<Warning>))]
internal sealed partial class ContractJsonContext : JsonSerializerContext
{
    /// <summary>The context as the wire wants it: Vietnamese letters as letters, not as escapes.</summary>
    public static ContractJsonContext Wire => WireOptions.Context;

    // A class of its own: statics of a partial class are set in no certain order.
    private static class WireOptions
    {
        internal static readonly ContractJsonContext Context =
            new(new JsonSerializerOptions(Default.Options!) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }
}
