namespace Interop.Simulators.CivilStatus;

/// <summary>What becomes of a dossier at the ministry, in the ministry's own codes.</summary>
internal enum MinistryState
{
    Waiting = 1,
    SupplementAsked = 2,
    InProgress = 3,
    Done = 4,
    Refused = 6,
    // Not among the observed codes: a withdrawn dossier must be told apart from a refused one.
    Withdrawn = 7,
}

/// <summary>A dossier in the ministry's books.</summary>
internal sealed class MinistryDossier(PushedDossier push, int entry, DateTimeOffset at)
{
    public PushedDossier Push { get; set; } = push;

    /// <summary>Its number in the register, invented.</summary>
    public int Entry { get; } = entry;

    public MinistryState State { get; set; } = MinistryState.Waiting;

    public DateTimeOffset Since { get; set; } = at;

    public string Note { get; set; } = "Chờ tiếp nhận";

    public bool IsClosed => State is MinistryState.Done or MinistryState.Refused or MinistryState.Withdrawn;

    public void Move(MinistryState state, string note, DateTimeOffset at) => (State, Note, Since) = (state, note, at);
}
