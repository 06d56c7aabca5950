using System.Text;
using System.Text.Json.Serialization;

namespace Interop.Simulators;

/// <summary>One raw request, whatever came of it.</summary>
public sealed class RequestRecord
{
    /// <summary>Arrival order, from 1.</summary>
    public long Ordinal { get; internal init; }

    /// <summary>When its first bytes were read, UTC.</summary>
    public DateTimeOffset At { get; internal init; }

    /// <summary>HTTP method.</summary>
    public string Method { get; internal init; } = "";

    /// <summary>Path without the query.</summary>
    public string Path { get; internal init; } = "";

    /// <summary>Headers as received, credentials left out.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; internal init; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The sender's delivery id; empty when it carries none.</summary>
    public string DeliveryId { get; internal set; } = "";

    /// <summary>The operation it asked for; empty when it was not understood.</summary>
    public string Operation { get; internal set; } = "";

    /// <summary>The dossier it is about; empty when none was understood.</summary>
    public string DossierNumber { get; internal set; } = "";

    /// <summary>HTTP status answered; null when no answer was sent.</summary>
    public int? Status { get; internal set; }

    /// <summary>The fault that met it; null when none did.</summary>
    public string? Fault { get; internal set; }

    /// <summary>How many effects it had.</summary>
    public int Effects { get; internal set; }

    /// <summary>The body's length in bytes.</summary>
    public int Bytes => Body.Length;

    /// <summary>The body as received.</summary>
    [JsonIgnore]
    public byte[] Body { get; internal set; } = [];

    /// <summary>The body read as UTF-8.</summary>
    [JsonIgnore]
    public string Text => Encoding.UTF8.GetString(Body);
}
