namespace Interop.Simulators;

/// <summary>Requests and effects, counted apart: exact since the start, or since the records were cleared.</summary>
/// <param name="Requests">Raw requests to the partner's routes.</param>
/// <param name="Effects">Everything that happened in the partner's books.</param>
/// <param name="RepeatedEffects">Effects that the same delivery had already had.</param>
/// <param name="Deliveries">Different delivery ids that had an effect.</param>
/// <param name="Dossiers">Different dossiers that had an effect.</param>
/// <param name="Probes">Questions about what became of a delivery.</param>
/// <param name="LogIns">Log-ins.</param>
/// <param name="Refused">Requests answered with an error, faults of the knobs among them.</param>
/// <param name="Unanswered">Requests that got no whole answer.</param>
public sealed record SimulatorCounts(
    long Requests, long Effects, long RepeatedEffects, long Deliveries, long Dossiers, long Probes, long LogIns, long Refused, long Unanswered);
