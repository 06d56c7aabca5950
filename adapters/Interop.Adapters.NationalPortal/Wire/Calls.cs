using System.Text.Json.Serialization;

namespace Interop.Adapters.NationalPortal.Wire;

internal sealed record LogInCall(
    [property: JsonPropertyName("username")] string Username,
    [property: JsonPropertyName("password")] string Password);

/// <summary>What every call but the log-in begins with.</summary>
internal abstract record ServiceCall
{
    protected ServiceCall(string service) => Service = service;

    [JsonPropertyName("session"), JsonPropertyOrder(-4)]
    public required string Session { get; init; }

    [JsonPropertyName("madonvi"), JsonPropertyOrder(-3)]
    public required string Unit { get; init; }

    [JsonPropertyName("service"), JsonPropertyOrder(-2)]
    public string Service { get; }
}

internal sealed record SyncDossierCall() : ServiceCall("DongBoHoSoMC")
{
    /// <summary>"True" or "False", with the capital.</summary>
    [JsonPropertyName("isUpdating"), JsonPropertyOrder(-1)]
    public required string IsUpdating { get; init; }

    [JsonPropertyName("data")]
    public required IReadOnlyList<DossierItem> Data { get; init; }
}

internal sealed record UpdateProgressCall() : ServiceCall("CapNhatTienDoHoSoMC")
{
    [JsonPropertyName("data")]
    public required IReadOnlyList<ProgressItem> Data { get; init; }
}

internal sealed record LookUpDossierCall() : ServiceCall("TraCuuHoSo")
{
    [JsonPropertyName("mahoso")]
    public required string DossierNumber { get; init; }
}
