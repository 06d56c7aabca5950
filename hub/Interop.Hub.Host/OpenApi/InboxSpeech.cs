using Interop.Hub.Host.Api;
using Microsoft.OpenApi;

namespace Interop.Hub.Host.OpenApi;

/// <summary>What the OpenAPI document says of a partner's words about what it fetched.</summary>
internal static class InboxSpeech
{
    public static OpenApiSchema Acknowledgement => Object(
        ["token"],
        ("token", Text(20, "As it came with the delivery.")),
        ("reference", Text(InboxBody.MostReference, "The partner's own number of it.")),
        ("identifiers", new OpenApiSchema
        {
            Type = JsonSchemaType.Array,
            MaxItems = InboxBody.MostIdentifiers,
            Description = "Codes that the partner gave the dossier. Those of its own issue are attached.",
            Items = Object(["scheme", "issuer", "value"], ("scheme", Text(16, "local, national, interLinked, receipt or other")), ("issuer", Text(35, "An organisation's code.")), ("value", Text(64, "The code."))),
        }));

    public static OpenApiSchema Rejection => Object(
        ["token", "code", "message"],
        ("token", Text(20, "As it came with the delivery.")),
        ("code", Text(InboxBody.MostCode, "The partner's code.")),
        ("message", Text(InboxBody.MostText, "What is wrong, in the partner's words. Kept as the packet is, and in no log.")));

    internal static OpenApiSchema Object(string[] required, params (string Name, OpenApiSchema Schema)[] properties) => new()
    {
        Type = JsonSchemaType.Object,
        Required = new HashSet<string>(required, StringComparer.Ordinal),
        Properties = properties.ToDictionary(p => p.Name, p => (IOpenApiSchema)p.Schema, StringComparer.Ordinal),
        AdditionalPropertiesAllowed = false,
    };

    internal static OpenApiSchema Text(int most, string description) => new() { Type = JsonSchemaType.String, MinLength = 1, MaxLength = most, Description = description };
}
