using System.Collections.Concurrent;
using System.Net;

namespace Interop.Chaos.Load;

/// <summary>The sender's own book: receipts, and what the hub answered otherwise. Nothing in it comes from the hub's stores.</summary>
internal sealed class ReceiptBook
{
    private readonly ConcurrentQueue<Receipt> _receipts = new();
    private readonly ConcurrentDictionary<int, int> _statuses = new();
    private readonly ConcurrentQueue<string> _wrong = new();
    private int _unanswered;

    /// <summary>Every receipt.</summary>
    public IReadOnlyList<Receipt> Receipts => [.. _receipts];

    /// <summary>How many so far.</summary>
    public int Count => _receipts.Count;

    /// <summary>Answers that no careful sender should get: refusals of what is in order, and unhandled errors.</summary>
    public IReadOnlyList<string> Wrong => [.. _wrong];

    /// <summary>How often each HTTP status came.</summary>
    public IReadOnlyDictionary<int, int> Statuses => _statuses;

    /// <summary>Requests without an answer.</summary>
    public int Unanswered => Volatile.Read(ref _unanswered);

    public void Keep(Receipt receipt) => _receipts.Enqueue(receipt);

    public void Note(HttpStatusCode status) => _statuses.AddOrUpdate((int)status, 1, (_, count) => count + 1);

    public void NoteUnanswered() => Interlocked.Increment(ref _unanswered);

    public void NoteWrong(string what) => _wrong.Enqueue(what);
}
