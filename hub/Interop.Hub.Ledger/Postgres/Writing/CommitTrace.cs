using System.Security.Cryptography;
using Interop.Hub.Ledger.Postgres.Storage;
using Npgsql;

namespace Interop.Hub.Ledger.Postgres.Writing;

/// <summary>
/// What the commit under way leaves behind, by which it is known again after a lost connection: its evidence entry, which
/// ends the node's chain; without one, a mark of its own. "Committed", said of a transaction's number, is not enough: a
/// server that crashed gives numbers anew of which nothing had reached its disk, and speaks of another's.
/// </summary>
internal sealed class CommitTrace(string node, EvidenceHead evidence)
{
    private const string Mark = "insert into commit_mark (node, mark) values ($1, $2) on conflict (node) do update set mark = excluded.mark";
    private const string Last = "select mark from commit_mark where node = $1";
    private byte[]? _entry;
    private byte[]? _mark;
    private byte[]? _last;

    /// <summary>Reads what the node's last commits left.</summary>
    public async Task LoadAsync(NpgsqlConnection db, CancellationToken cancellationToken)
    {
        await evidence.LoadAsync(db, cancellationToken);
        _last = null;
        var batch = new Batch();
        batch.Ask(Last, row => _last = row.Blob(0), P.Text(node));
        await batch.RunAsync(db, cancellationToken);
    }

    /// <summary>Nothing is sent yet.</summary>
    public void Begin() => (_entry, _mark) = (null, null);

    /// <summary>The commit is about to be sent.</summary>
    public void Write(Batch batch)
    {
        _entry = evidence.Next;
        _mark = null;
        // What changes nothing may as well be done again.
        if (_entry is null && batch.Count > 0)
        {
            _mark = RandomNumberGenerator.GetBytes(16);
            batch.Do(Mark, P.Text(node), P.Blob(_mark));
        }
    }

    /// <summary>True when what was loaded is what the commit would have left.</summary>
    public bool IsThere => _entry is { } entry ? evidence.EndsWith(entry) : _mark is { } mark && _last is { } last && mark.AsSpan().SequenceEqual(last);
}
