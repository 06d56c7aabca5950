using System.Text.Json.Serialization;
using Interop.Hub.Host.Health;
using Interop.Hub.Host.Http;

namespace Interop.Hub.Host.Api;

/// <summary>The shapes that the API answers with.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(ProblemBody))]
[JsonSerializable(typeof(DossierReply))]
[JsonSerializable(typeof(PacketReply))]
[JsonSerializable(typeof(DocumentReply))]
[JsonSerializable(typeof(ReconciliationReply))]
[JsonSerializable(typeof(InboxReply))]
[JsonSerializable(typeof(InboxListReply))]
[JsonSerializable(typeof(WordReply))]
[JsonSerializable(typeof(IdentityReply))]
[JsonSerializable(typeof(HealthReply))]
internal sealed partial class ApiJson : JsonSerializerContext;
