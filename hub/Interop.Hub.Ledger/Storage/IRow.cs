namespace Interop.Hub.Ledger.Storage;

/// <summary>The row that a question stands on: the same columns in the same order in every store, so that what is made of them is written once.</summary>
internal interface IRow
{
    bool IsNull(int column);

    long Int64(int column);

    int Int32(int column);

    long? Int64OrNull(int column);

    bool Bool(int column);

    string Text(int column);

    string? TextOrNull(int column);

    byte[] Blob(int column);

    byte[]? BlobOrNull(int column);

    DateTimeOffset Time(int column);

    DateTimeOffset? TimeOrNull(int column);
}
