using Microsoft.OpenApi;

namespace Interop.Hub.Host.OpenApi;

/// <summary>Small JSON objects as the OpenAPI document describes them.</summary>
internal static class FieldSpeech
{
    public static OpenApiSchema Object(string[] required, params (string Name, OpenApiSchema Schema)[] properties) => new()
    {
        Type = JsonSchemaType.Object,
        Required = new HashSet<string>(required, StringComparer.Ordinal),
        Properties = properties.ToDictionary(p => p.Name, p => (IOpenApiSchema)p.Schema, StringComparer.Ordinal),
        AdditionalPropertiesAllowed = false,
    };

    public static OpenApiSchema Text(int most, string description) => new() { Type = JsonSchemaType.String, MinLength = 1, MaxLength = most, Description = description };
}
