namespace Interop.Simulators;

/// <summary>An invented person of the registry.</summary>
/// <param name="Number">12 digits.</param>
/// <param name="OldNumber">The old 9 digits; null when there is none.</param>
/// <param name="FullName">Family name first, in capitals.</param>
/// <param name="Born"><c>yyyyMMdd</c>, or <c>yyyy</c> for those of whom only the year is known.</param>
/// <param name="Gender">1 male, 2 female.</param>
public sealed record Citizen(string Number, string? OldNumber, string FullName, string Born, int Gender);
