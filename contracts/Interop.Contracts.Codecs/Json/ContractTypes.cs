using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Interop.Contracts.Documents;
using Interop.Contracts.Dossiers;
using Interop.Contracts.Faults;
using Interop.Contracts.Identifiers;
using Interop.Contracts.Packets;

namespace Interop.Contracts.Codecs.Json;

/// <summary>
/// Readers and writers of the contract's records. By reflection and not by generated code: the generator takes each
/// <c>init</c> property for a parameter of a constructor, gathers all of them in boxes first, and needed a third more time
/// to read a dossier and two thirds more to write one.
/// </summary>
internal static class ContractTypes
{
    /// <summary>camelCase, null left out, an unknown name refused, Vietnamese letters as letters; read-only.</summary>
    public static JsonSerializerOptions Options { get; } = Make();

    /// <summary>How one record is read and written.</summary>
    public static JsonTypeInfo<T> Of<T>() => Cache<T>.Info;

    private static JsonSerializerOptions Make()
    {
        JsonSerializerOptions options = new()
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            MaxDepth = 256,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
            Converters =
            {
                new ParsableConverter<OrganisationCode>(),
                new ParsableConverter<ProcedureCode>(),
                new ParsableConverter<DossierNumber>(),
                new ParsableConverter<PartialDate>(),
                new ParsableConverter<Sha256Digest>(),
                new NamedEnumConverter<IdentifierScheme>(),
                new NamedEnumConverter<PersonNumberType>(),
                new NamedEnumConverter<PacketKind>(),
                new NamedEnumConverter<FinancialStatus>(),
                new NamedEnumConverter<ResultStatus>(),
                new NamedEnumConverter<Responsibility>(),
                new NamedEnumConverter<FaultScope>(),
                new NamedEnumConverter<Remedy>(),
                new NamedEnumConverter<Disposition>(),
            },
        };
        options.MakeReadOnly();
        return options;
    }

    private static class Cache<T>
    {
        internal static readonly JsonTypeInfo<T> Info = (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T));
    }
}
