namespace Interop.Hub.Ledger.Documents;

/// <summary>Removes files that nobody needs. Called now and then; safe beside uploads and acceptances.</summary>
public interface IDocumentCollector
{
    /// <summary>Removes what nobody refers to and what a crash left, when it is older than <paramref name="olderThan"/>.</summary>
    Task<CollectedDocuments> CollectAsync(TimeSpan olderThan, CancellationToken cancellationToken);
}

/// <summary>What a collection removed.</summary>
/// <param name="Unreferred">Files to which no packet referred in time.</param>
/// <param name="Strays">Files without a row, and uploads that were cut off: remains of a crash.</param>
public sealed record CollectedDocuments(int Unreferred, int Strays);
