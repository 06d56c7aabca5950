using Interop.Contracts.Packets;
using Interop.Hub.Host.Api;
using Interop.Hub.Host.Http;
using Microsoft.OpenApi;

namespace Interop.Hub.Host.OpenApi;

/// <summary>What the OpenAPI document says of one route's bodies.</summary>
internal sealed record ApiSpeech
{
    public bool TakesPacket { get; init; }

    public bool TakesFiles { get; init; }

    public bool TakesBytes { get; init; }

    /// <summary>Lists of receipt ids and packet ids.</summary>
    public bool TakesIds { get; init; }

    public PacketKind? Kind { get; init; }

    public bool GivesReceipt { get; init; }

    public bool GivesBytes { get; init; }

    public Type? Gives { get; init; }

    /// <summary>Statuses that come as problem details.</summary>
    public required IReadOnlyList<int> Problems { get; init; }

    public static ApiSpeech PacketIn(bool multipart, PacketKind? kind = null) => new()
    {
        TakesPacket = true,
        TakesFiles = multipart,
        Kind = kind,
        GivesReceipt = true,
        Problems = [400, 401, 403, 404, 409, 410, 413, 415, 422, 503],
    };

    /// <summary>A word about a delivery; null: none.</summary>
    public OpenApiSchema? TakesWord { get; init; }

    public static ApiSpeech Reply<T>(params int[] besides) => new() { Gives = typeof(T), Problems = [401, 404, .. besides, 503] };

    public static ApiSpeech Word(OpenApiSchema word) => new() { TakesWord = word, Gives = typeof(WordReply), Problems = [400, 401, 404, 409, 413, 415, 422, 503] };

    public static ApiSpeech Question<T>() => new() { TakesIds = true, Gives = typeof(T), Problems = [400, 401, 413, 415, 422, 503] };

    public static ApiSpeech LookUp<T>(OpenApiSchema question) => new() { TakesWord = question, Gives = typeof(T), Problems = [400, 401, 403, 404, 413, 415, 422, 429, 503] };

    public static ApiSpeech Upload() => new() { TakesBytes = true, Gives = typeof(DocumentReply), Problems = [400, 401, 408, 409, 413, 415, 422, 503] };

    public static ApiSpeech Download() => new() { GivesBytes = true, Problems = [401, 404, 422, 503] };
}

/// <summary>Attaches the words to a route.</summary>
internal static class ApiSpeechExtensions
{
    public static RouteHandlerBuilder Describes(this RouteHandlerBuilder route, string id, string summary, string description, ApiSpeech speech)
    {
        route.WithName(id).WithSummary(summary).WithDescription(description).WithMetadata(speech).WithTags("partners");
        if (speech.Gives is { } type)
        {
            route.Produces(200, type, "application/json");
        }

        foreach (var status in speech.Problems)
        {
            route.Produces<ProblemBody>(status, "application/problem+json");
        }

        return route;
    }
}
