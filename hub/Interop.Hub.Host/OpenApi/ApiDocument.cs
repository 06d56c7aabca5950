using System.Globalization;
using Interop.Contracts.Codecs;
using Interop.Hub.Core.Configuration;
using Interop.Hub.Host.Http;
using Microsoft.OpenApi;

namespace Interop.Hub.Host.OpenApi;

/// <summary>
/// The OpenAPI document. Packets and receipts are not described a second time: their schemas are the contracts' own,
/// served beside it and referred to.
/// </summary>
internal static class ApiDocument
{
    private const string PacketSchema = "packet-1.0.schema.json";
    private const string ReceiptSchema = "receipt-1.0.schema.json";

    public static void AddApiDocument(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.ShouldInclude = description => description.ActionDescriptor.EndpointMetadata.OfType<ApiSpeech>().Any();
        options.AddDocumentTransformer((document, context, _) =>
        {
            Whole(document, context.ApplicationServices.GetRequiredService<HubSettings>());
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            if (context.Description.ActionDescriptor.EndpointMetadata.OfType<ApiSpeech>().FirstOrDefault() is { } speech)
            {
                Bodies(operation, speech, context.ApplicationServices.GetRequiredService<HubSettings>());
            }

            return Task.CompletedTask;
        });
    });

    public static void MapApiDocument(this IEndpointRouteBuilder endpoints)
    {
        var open = new ListenerMetadata(Listener.Partners | Listener.Operators);
        endpoints.MapOpenApi("/openapi/{documentName}.json").WithMetadata(open);
        Serve(endpoints, PacketSchema, "application/schema+json", ContractSchemas.PacketJsonSchema, open);
        Serve(endpoints, ReceiptSchema, "application/schema+json", ContractSchemas.ReceiptJsonSchema, open);
        Serve(endpoints, "packet-1.0.xsd", "application/xml", ContractSchemas.PacketXmlSchema, open);
        foreach (var (name, schema) in ContractSchemas.EForms)
        {
            Serve(endpoints, $"eforms/{name}.schema.json", "application/schema+json", schema, open);
        }
    }

    private static void Serve(IEndpointRouteBuilder endpoints, string name, string type, ReadOnlyMemory<byte> schema, ListenerMetadata open) =>
        endpoints.MapGet($"/schemas/{name}", () => Results.Bytes(schema, type)).WithMetadata(open);

    private static void Whole(OpenApiDocument document, HubSettings settings)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Interop: partners' API",
            Version = "1",
            Description = "Dossiers in, progress and results both ways. A receipt (202) means that the packet is on disk. Errors are RFC 9457 problem details that list every error with its place.",
            License = new OpenApiLicense { Name = "Apache-2.0", Identifier = "Apache-2.0" },
        };
        document.Servers = [new OpenApiServer { Url = settings.PublicBaseUrl.AbsoluteUri.TrimEnd('/') }];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
        {
            ["bearer"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "The partner's key: iop_…" },
            ["apiKey"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Header, Name = "X-Api-Key", Description = "The same key in a header of its own." },
            ["basic"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "basic", Description = "User: the partner's code; password: the key. For software that can do no more." },
        };
        document.Security =
        [
            .. new[] { "bearer", "apiKey", "basic" }.Select(name => new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(name, document)] = [] }),
        ];
    }

    private static void Bodies(OpenApiOperation operation, ApiSpeech speech, HubSettings settings)
    {
        operation.Responses ??= [];
        if (speech.TakesPacket)
        {
            var packet = new OpenApiMediaType { Schema = Contract(settings, PacketSchema) };
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Description = speech.Kind is { } kind ? $"A packet of kind {Api.Wire.Camel(kind)}; kind and identifiers may be left out, the address says them." : "A packet.",
                Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
                {
                    ["application/json"] = packet,
                    ["application/xml"] = new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Description = "The XML form, see /schemas/packet-1.0.xsd" } },
                },
            };
            operation.Parameters ??= [];
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = "Idempotency-Key",
                In = ParameterLocation.Header,
                Description = "1 to 255 visible ASCII characters. Left out: the packet's own id. The same key with the same content gets the same receipt, for ever.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = 255 },
            });
        }

        if (speech.TakesFiles)
        {
            operation.RequestBody!.Content!["multipart/form-data"] = new OpenApiMediaType
            {
                Schema = new OpenApiSchema
                {
                    Type = JsonSchemaType.Object,
                    Required = new HashSet<string>(StringComparer.Ordinal) { "dossier" },
                    Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal) { ["dossier"] = Contract(settings, PacketSchema) },
                    AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary", Description = "A file; matched to the packet by its digest." },
                },
            };
        }

        if (speech.TakesIds)
        {
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
                {
                    ["application/json"] = new OpenApiMediaType
                    {
                        Schema = new OpenApiSchema
                        {
                            Type = JsonSchemaType.Object,
                            Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal) { ["receipts"] = Ids(), ["packets"] = Ids() },
                            AdditionalPropertiesAllowed = false,
                        },
                    },
                },
            };
        }

        if (speech.TakesWord is { } word)
        {
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal) { ["application/json"] = new OpenApiMediaType { Schema = word } },
            };
        }

        if (speech.TakesBytes)
        {
            operation.RequestBody = new OpenApiRequestBody { Required = true, Content = Bytes() };
            operation.Parameters ??= [];
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = "Content-Range",
                In = ParameterLocation.Header,
                Description = "For a piece: bytes first-last/total, from the beginning onwards. bytes */total without a body asks how far the upload is. Left out: the body is the whole file.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            });
            operation.Responses["308"] = new OpenApiResponse
            {
                Description = "The piece is on stable storage; more is to come.",
                Headers = new Dictionary<string, IOpenApiHeader>(StringComparer.Ordinal)
                {
                    ["Range"] = new OpenApiHeader { Description = "bytes=0-last: what is here; absent when nothing is.", Schema = new OpenApiSchema { Type = JsonSchemaType.String } },
                },
            };
            operation.Responses["201"] = new OpenApiResponse { Description = "New for this partner, and on stable storage.", Content = operation.Responses.TryGetValue("200", out var known) ? known.Content : null };
        }

        if (speech.GivesReceipt)
        {
            Receipt(operation.Responses, "202", "Taken, and on disk.", settings);
            Receipt(operation.Responses, "200", "Known already: the receipt as first given, or a duplicate's.", settings);
        }

        if (speech.GivesBytes)
        {
            operation.Responses["200"] = new OpenApiResponse { Description = "The file's bytes.", Content = Bytes() };
            operation.Responses["206"] = new OpenApiResponse { Description = "The bytes that the Range header asks for.", Content = Bytes() };
            operation.Responses["416"] = new OpenApiResponse { Description = "The file ends before the range begins; Content-Range tells its size." };
        }

        foreach (var status in speech.Problems)
        {
            if (operation.Responses.TryGetValue(status.ToString(CultureInfo.InvariantCulture), out var response))
            {
                response.Description = Problem.ForStatus(status).Title;
            }
        }
    }

    private static void Receipt(OpenApiResponses responses, string status, string description, HubSettings settings) => responses[status] = new OpenApiResponse
    {
        Description = description,
        Headers = new Dictionary<string, IOpenApiHeader>(StringComparer.Ordinal)
        {
            ["Location"] = new OpenApiHeader { Description = "The packet's own address.", Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "uri" } },
            ["X-Dossier-Number"] = new OpenApiHeader { Description = "The dossier's deciding number.", Schema = new OpenApiSchema { Type = JsonSchemaType.String } },
        },
        Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal) { ["application/json"] = new OpenApiMediaType { Schema = Contract(settings, ReceiptSchema) } },
    };

    private static OpenApiSchema Ids() => new()
    {
        Type = JsonSchemaType.Array,
        MaxItems = Api.ReceiptRoutes.Most,
        Items = new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, MaxLength = 64 },
    };

    private static Dictionary<string, OpenApiMediaType> Bytes() => new(StringComparer.Ordinal)
    {
        ["application/octet-stream"] = new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" } },
    };

    private static OpenApiSchemaReference Contract(HubSettings settings, string name)
    {
        var address = new Uri(settings.PublicBaseUrl, $"schemas/{name}").AbsoluteUri;
        return new OpenApiSchemaReference(address, null, address);
    }
}
