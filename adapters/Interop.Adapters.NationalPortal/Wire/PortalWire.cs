using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace Interop.Adapters.NationalPortal.Wire;

[JsonSerializable(typeof(LogInCall))]
[JsonSerializable(typeof(SyncDossierCall))]
[JsonSerializable(typeof(UpdateProgressCall))]
[JsonSerializable(typeof(LookUpDossierCall))]
[JsonSerializable(typeof(DossierItem))]
internal sealed partial class PortalWire : JsonSerializerContext
{
    /// <summary>Vietnamese letters as themselves: escaped they are three times as long and old logs of the portal unreadable.</summary>
    public static readonly PortalWire Readable = new(new JsonSerializerOptions { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) });
}
