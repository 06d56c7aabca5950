using System.Net;
using System.Text.Json;
using System.Xml.Linq;

namespace Interop.Simulators.Tests;

/// <summary>An answer as the caller got it.</summary>
internal sealed record Heard(HttpStatusCode Status, string Text, string MediaType, TimeSpan? RetryAfter)
{
    public JsonElement Json
    {
        get
        {
            using var document = JsonDocument.Parse(Text);
            return document.RootElement.Clone();
        }
    }

    /// <summary>The portal's verdict, whichever way it is written.</summary>
    public string Verdict => Json.GetProperty("error_code").ToString();

    /// <summary>The text of the first XML element of that name, in any namespace; null when there is none.</summary>
    public string? Xml(string name) => XElement.Parse(Text).DescendantsAndSelf().FirstOrDefault(e => e.Name.LocalName == name)?.Value;
}
