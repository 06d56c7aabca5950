namespace Interop.Hub.Core.Ledger;

/// <summary>What officers look up at authorities: counted for all nodes together, and written down.</summary>
public interface ILookUpLedger
{
    /// <summary>Counts one of an officer's look-ups of a day: of two at once that would be the last, one is.</summary>
    /// <param name="partner">The partner that asks.</param>
    /// <param name="officer">The officer, as the partner calls it; letter case makes no other officer.</param>
    /// <param name="day">The day, of Vietnam.</param>
    /// <param name="most">How many the day may have.</param>
    /// <param name="cancellationToken">Giving up leaves open whether it was counted.</param>
    /// <returns>False: the day has as many already.</returns>
    /// <exception cref="LedgerUnavailableException">The ledger cannot be reached, or is full.</exception>
    Task<bool> TryCountAsync(string partner, string officer, DateOnly day, int most, CancellationToken cancellationToken);

    /// <summary>Writes down, under evidence, that a look-up is made, or what became of it: one line each.</summary>
    /// <exception cref="LedgerUnavailableException">The ledger cannot be reached, or is full.</exception>
    Task NoteAsync(LookUpNote note, CancellationToken cancellationToken);
}

/// <summary>
/// A look-up as it is written down: who, for which dossier, why, when, and the verdict. About whom was asked is not in it.
/// </summary>
/// <param name="Id">The look-up: the same when it is made and when it was answered.</param>
/// <param name="Partner">The partner that asks.</param>
/// <param name="Officer">The officer on whose behalf.</param>
/// <param name="Unit">Canonical code of the officer's unit.</param>
/// <param name="Dossier">The dossier's number.</param>
/// <param name="Procedure">Short code of its procedure.</param>
/// <param name="Destination">The authority.</param>
/// <param name="Purpose">Why, in a phrase that names nobody.</param>
/// <param name="Outcome"><c>asked</c>, then <c>confirmed</c>, <c>contradicted</c>, <c>notFound</c>, <c>refused</c> or <c>failed</c>.</param>
/// <param name="At">When.</param>
public sealed record LookUpNote(
    string Id, string Partner, string Officer, string Unit, string Dossier, string Procedure, string Destination, string Purpose, string Outcome, DateTimeOffset At);
