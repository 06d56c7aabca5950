using System.Diagnostics.CodeAnalysis;

namespace Interop.Hub.Ledger.Sqlite.Tables;

/// <summary>
/// Rows as the writer last wrote or read them: it is the only one that writes, so it need not read back what it has in
/// hand. An outcome asks for what its packet's commit wrote a few milliseconds before; reading both rows anew was a tenth
/// of the writer's work. Bounded, first in, first out; forgotten as a whole when a commit is undone.
/// </summary>
/// <param name="most">Rows held at most.</param>
internal sealed class RecentRows<TKey, TRow>(int most)
    where TKey : notnull
    where TRow : class
{
    private readonly Dictionary<TKey, TRow> _rows = [];
    private readonly Queue<TKey> _order = new();

    public bool TryGet(TKey key, [NotNullWhen(true)] out TRow? row) => _rows.TryGetValue(key, out row);

    public void Put(TKey key, TRow row)
    {
        if (!_rows.TryAdd(key, row))
        {
            _rows[key] = row;
            return;
        }

        _order.Enqueue(key);

        // A key that was removed stands in the order still; what it removes early when its time comes is read again.
        while (_order.Count > most)
        {
            _rows.Remove(_order.Dequeue());
        }
    }

    public void Remove(TKey key) => _rows.Remove(key);

    public void Clear()
    {
        _rows.Clear();
        _order.Clear();
    }
}
