using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Interop.Contracts.Documents;

namespace Interop.Hub.Ledger.Rules;

/// <summary>The references of a packet as they are sealed: file names may be people's names.</summary>
internal static class DocumentList
{
    public static byte[] Write(IReadOnlyList<DocumentReference> documents) =>
        JsonSerializer.SerializeToUtf8Bytes(
            [.. documents.Select(d => new StoredDocumentReference(d.Id, d.Name, d.MediaType, d.Size, d.Sha256.Value, d.SignatureInfo))],
            DocumentListJson.Default.StoredDocumentReferenceArray);

    public static IReadOnlyList<DocumentReference> Read(ReadOnlySpan<byte> json) =>
        [.. (JsonSerializer.Deserialize(json, DocumentListJson.Default.StoredDocumentReferenceArray) ?? []).Select(d => new DocumentReference
        {
            Id = d.Id,
            Name = d.Name,
            MediaType = d.Type,
            Size = d.Size,
            Sha256 = Sha256Digest.Parse(d.Sha256, CultureInfo.InvariantCulture),
            SignatureInfo = d.Signature,
        })];
}

internal sealed record StoredDocumentReference(string? Id, string Name, string Type, long Size, string Sha256, string? Signature);

[JsonSerializable(typeof(StoredDocumentReference[]))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class DocumentListJson : JsonSerializerContext;
