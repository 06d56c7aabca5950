namespace Interop.Hub.Ledger.Examination;

/// <summary>One thing that an examination of a ledger's database found.</summary>
/// <param name="Gravity">How it stands.</param>
/// <param name="Message">What was found, and what to do; no secret in it.</param>
public sealed record LedgerFinding(LedgerFindingGravity Gravity, string Message);

/// <summary>How bad a finding is.</summary>
public enum LedgerFindingGravity
{
    /// <summary>As it should be.</summary>
    Good = 0,

    /// <summary>The hub works, and somebody should look.</summary>
    Warning = 1,

    /// <summary>The hub does not start, or its promises do not hold.</summary>
    Error = 2,
}
