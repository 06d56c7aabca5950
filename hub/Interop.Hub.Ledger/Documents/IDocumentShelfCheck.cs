namespace Interop.Hub.Ledger.Documents;

/// <summary>Tries the document store out.</summary>
public interface IDocumentShelfCheck
{
    /// <summary>Writes a small object, reads it, and deletes it.</summary>
    /// <returns>What stands in the way and what to do about it; null: nothing.</returns>
    Task<string?> TryOutAsync(CancellationToken cancellationToken);
}
