namespace Interop.Hub.Host.Composition;

/// <summary>Names inside the ledger's folder.</summary>
internal static class LedgerPlaces
{
    public const string Database = "ledger.db";
    public const string Documents = "documents";
    public const string Scratch = "scratch";
}
