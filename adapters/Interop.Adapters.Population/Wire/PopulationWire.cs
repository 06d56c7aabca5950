using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace Interop.Adapters.Population.Wire;

[JsonSerializable(typeof(VerifyCall))]
[JsonSerializable(typeof(LgspAccess))]
internal sealed partial class PopulationWire : JsonSerializerContext
{
    public static readonly PopulationWire Readable = new(new JsonSerializerOptions { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) });
}

/// <summary>What the header <c>lgspaccesstoken</c> carries, as base64 of JSON.</summary>
internal sealed record LgspAccess(string AccessKey, string SecretKey, string AppName, string PartnerCode, string PartnerCodeCus);
