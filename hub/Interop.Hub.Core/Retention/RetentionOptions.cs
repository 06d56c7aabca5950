namespace Interop.Hub.Core.Retention;

/// <summary>How retention goes about its work.</summary>
public sealed record RetentionOptions
{
    private const int Rest = 4;

    /// <summary>How long an address for a file works that was given to a destination. Default 7 days.</summary>
    public TimeSpan LinkLifetime { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Packets of one commit. Default 100.</summary>
    public int Batch { get; init; } = 100;

    /// <summary>Packets looked at in one question. Default 500.</summary>
    public int Page { get; init; } = 500;

    /// <summary>Pause after each commit, in which whoever waits for the ledger goes first. Default 20 ms.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>
    /// Pause after a question that took so long: four times that, and no less than <see cref="Pause"/>. In a large ledger a
    /// question takes 40 to 60 ms; with 20 ms between them the walk took three quarters of one of the database's processors.
    /// </summary>
    public TimeSpan RestAfter(TimeSpan took) => took * Rest > Pause ? took * Rest : Pause;

    /// <summary>How long after the start is first looked. Default 1 minute.</summary>
    public TimeSpan First { get; init; } = TimeSpan.FromMinutes(1);
}
