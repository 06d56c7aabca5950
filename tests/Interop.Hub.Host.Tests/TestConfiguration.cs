using System.Text;
using System.Text.Json.Nodes;
using Interop.Adapters.Configuration;
using Interop.Hub.Core.Configuration;
using Interop.Hub.Host.Composition;

namespace Interop.Hub.Host.Tests;

/// <summary>The least that is a configuration, to be changed by a test, and the reading of it.</summary>
internal static class TestConfiguration
{
    /// <summary>Reads it as if it stood in a folder, after another or as the first.</summary>
    public static LoadResult Load(JsonObject json, LoadedConfiguration? before = null, string folder = "/base", TimeProvider? time = null) => Load(json.ToJsonString(), before, folder, time);

    /// <inheritdoc cref="Load(JsonObject, LoadedConfiguration?, string, TimeProvider?)"/>
    public static LoadResult Load(string json, LoadedConfiguration? before = null, string folder = "/base", TimeProvider? time = null)
    {
        List<ConfigurationError> errors = [];
        var configuration = ConfigurationFile.Parse(Encoding.UTF8.GetBytes(json), "test.json", errors, withEnvironment: false);
        return configuration is null ? new LoadResult(null, errors) : AdapterKinds.Loader(time ?? TimeProvider.System).Load(configuration, errors, folder, before);
    }

    /// <summary>A copy of one's own.</summary>
    public static JsonObject Minimal() => (JsonObject)JsonNode.Parse("""
        { "Interop": {
          "Node": { "Name": "n1", "Environment": "sandbox" },
          "PublicBaseUrl": "http://127.0.0.1:9/hub",
          "Ledger": { "Directory": "data" },
          "Keys": { "Master": "plain:AAAA" },
          "Organisations": { "List": [ { "Code": "H40", "Name": "Tỉnh Mẫu" }, { "Code": "H40.18", "Name": "Phường Mẫu", "Aliases": ["000.00.18.H40"] } ] },
          "Procedures": { "1.001193": { "Name": "Khai sinh" } },
          "Partners": { "MCDT": {
            "Name": "Một cửa", "Organisation": "H40",
            "Permissions": { "Kinds": ["submission"], "Units": ["H40"], "Issues": ["H40"] },
            "Adapter": { "Type": "one-stop", "Settings": { "Url": "http://127.0.0.1:9/hook", "SecretRef": "plain:x" } },
            "Delivery": { "Schedule": ["1s", "2m"] } } },
          "Routes": [ { "Name": "r", "Kinds": ["progress"], "To": ["MCDT"], "Mode": "live" } ]
        } }
        """)!;
}
