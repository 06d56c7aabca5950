using Interop.Adapters.Inbound;

namespace Interop.Hub.Core.Recovery;

/// <summary>What a partner is told while the hub is held.</summary>
public static class HeldHub
{
    /// <summary>A person must judge first: a partner need not ask every few seconds.</summary>
    public static readonly TimeSpan RetryAfter = TimeSpan.FromMinutes(2);

    /// <summary>Why nothing is taken.</summary>
    public const string Detail = "The hub was restored from a backup and is being checked: it takes nothing and answers nothing until that is done. Send again later, under the same ids.";

    /// <summary>The same as a refusal.</summary>
    public static Refusal Refusal { get; } = new(RefusalKind.Overloaded, Detail, [], RetryAfter);
}
