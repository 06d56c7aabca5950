using Interop.Hub.Host.Api;
using Microsoft.OpenApi;

namespace Interop.Hub.Host.OpenApi;

/// <summary>What the OpenAPI document says of a partner's words about what it fetched.</summary>
internal static class InboxSpeech
{
    public static OpenApiSchema Acknowledgement => FieldSpeech.Object(
        ["token"],
        ("token", FieldSpeech.Text(20, "As it came with the delivery.")),
        ("reference", FieldSpeech.Text(InboxBody.MostReference, "The partner's own number of it.")),
        ("identifiers", new OpenApiSchema
        {
            Type = JsonSchemaType.Array,
            MaxItems = InboxBody.MostIdentifiers,
            Description = "Codes that the partner gave the dossier. Those of its own issue are attached.",
            Items = FieldSpeech.Object(["scheme", "issuer", "value"], ("scheme", FieldSpeech.Text(16, "local, national, interLinked, receipt or other")), ("issuer", FieldSpeech.Text(35, "An organisation's code.")), ("value", FieldSpeech.Text(64, "The code."))),
        }));

    public static OpenApiSchema Rejection => FieldSpeech.Object(
        ["token", "code", "message"],
        ("token", FieldSpeech.Text(20, "As it came with the delivery.")),
        ("code", FieldSpeech.Text(InboxBody.MostCode, "The partner's code.")),
        ("message", FieldSpeech.Text(InboxBody.MostText, "What is wrong, in the partner's words. Kept as the packet is, and in no log.")));
}
