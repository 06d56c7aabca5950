namespace Interop.Simulators;

/// <summary>A file the portal fetched by the address it was given.</summary>
/// <param name="DossierNumber">The dossier it belongs to.</param>
/// <param name="Address">The address as sent.</param>
/// <param name="Status">The HTTP status; null when no answer came.</param>
/// <param name="Sha256">Of the bytes fetched, lower-case hexadecimal; null when no answer came.</param>
/// <param name="Bytes">Their number.</param>
/// <param name="At">When, UTC.</param>
public sealed record FetchedFile(string DossierNumber, string Address, int? Status, string? Sha256, long Bytes, DateTimeOffset At);
