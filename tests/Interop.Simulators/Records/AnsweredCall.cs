namespace Interop.Simulators;

/// <summary>A business call whose caller waited for the answer and got it.</summary>
/// <param name="DossierNumber">The dossier.</param>
/// <param name="DeliveryId">The sender's delivery id.</param>
/// <param name="Operation">What it asked for.</param>
/// <param name="Begun">When it came, by a clock that only compares (<see cref="System.Diagnostics.Stopwatch"/>).</param>
/// <param name="Ended">When its answer was ready to go out.</param>
public sealed record AnsweredCall(string DossierNumber, string DeliveryId, string Operation, long Begun, long Ended);
