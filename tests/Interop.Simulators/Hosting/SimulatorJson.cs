using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Interop.Simulators.Hosting;

/// <summary>One way of writing JSON: partners write Vietnamese letters, not escapes.</summary>
internal static class SimulatorJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <summary>Properties become camelCase; the keys of dictionaries stay as they are, which is how partners' own names are written.</summary>
    public static byte[] Bytes(object body) => JsonSerializer.SerializeToUtf8Bytes(body, Options);
}
