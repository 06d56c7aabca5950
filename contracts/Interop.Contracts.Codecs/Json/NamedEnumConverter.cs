using System.Text.Json;
using System.Text.Json.Serialization;

namespace Interop.Contracts.Codecs.Json;

/// <summary>An enum by its name in camelCase. Official numeric lists stay numbers and do not come here.</summary>
internal sealed class NamedEnumConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;
