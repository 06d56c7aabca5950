using Interop.Adapters.Inbound;
using Interop.Contracts.Dossiers;
using Interop.Contracts.Packets;

namespace Interop.Adapters.Soap.Exchange;

/// <summary>What the hub says of a ministry's packet.</summary>
public abstract record ExchangeAnswer
{
    private ExchangeAnswer()
    {
    }

    /// <summary>On disk: new, duplicate or held. The receipt's disposition says which.</summary>
    /// <param name="Receipt">The receipt.</param>
    public sealed record Accepted(Receipt Receipt) : ExchangeAnswer;

    /// <summary>Not taken; becomes a fault.</summary>
    /// <param name="Refusal">Why.</param>
    public sealed record Refused(Refusal Refusal) : ExchangeAnswer;
}

/// <summary>Where a dossier stands.</summary>
public abstract record GetAnswer
{
    private GetAnswer()
    {
    }

    /// <summary>The caller may see it.</summary>
    /// <param name="DossierNumber">Its number.</param>
    /// <param name="Status">Its business status.</param>
    /// <param name="Since">Since when.</param>
    /// <param name="Steps">Its steps, oldest first, at most the last 500.</param>
    public sealed record Found(string DossierNumber, BusinessStatus Status, DateTimeOffset Since, IReadOnlyList<ProcessingStep> Steps) : GetAnswer;

    /// <summary>Unknown, or not the caller's to see: the same answer for both.</summary>
    /// <param name="Refusal">Why.</param>
    public sealed record Refused(Refusal Refusal) : GetAnswer;
}
