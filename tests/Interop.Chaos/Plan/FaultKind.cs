namespace Interop.Chaos.Plan;

/// <summary>What can be done to a hub and to what it stands on.</summary>
internal enum FaultKind
{
    /// <summary><c>kill -9</c> of a node; it is started again after the fault's length.</summary>
    KillNode,

    /// <summary>SIGTERM to a node, as for a new version: it ends in order and is started again after the fault's length.</summary>
    RestartNode,

    /// <summary>SIGSTOP, for longer than a lease, then SIGCONT: the node wakes and does not know.</summary>
    PauseNode,

    /// <summary>SIGKILL to the broker.</summary>
    KillBroker,

    /// <summary>The broker is stopped in order and started again.</summary>
    RestartBroker,

    /// <summary>SIGKILL to every process of the database.</summary>
    KillDatabase,

    /// <summary>The database ends every session, as for maintenance, and is started again.</summary>
    RestartDatabase,

    /// <summary>The wire between one node and the database.</summary>
    CutDatabase,

    /// <summary>The wire between one node and the broker.</summary>
    CutBroker,

    /// <summary>A partner is out of reach.</summary>
    PartnerDown,

    /// <summary>A partner is away for days: while it is out of reach the hub's clock goes on in leaps. The machine's does not.</summary>
    PartnerAway,

    /// <summary>A partner takes longer than an attempt may, after its effect.</summary>
    PartnerSlow,

    /// <summary>A share of a partner's answers is lost after the effect.</summary>
    AnswersLost,

    /// <summary>A partner answers with errors, noise and halves.</summary>
    PartnerErrors,

    /// <summary>No room is left where the ledger writes.</summary>
    DiskFull,
}
