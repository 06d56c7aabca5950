using Interop.Contracts.Faults;

namespace Interop.Hub.Core.Delivery;

/// <summary>
/// Counts the dossiers in a row that a destination refused for one and the same reason: from a number on it is the
/// destination that is wrong, not the dossiers. Those refused before it was known were misjudged. The caller locks.
/// </summary>
internal sealed class IdenticalRejections
{
    private readonly HashSet<string> _dossiers = new(StringComparer.Ordinal);
    private readonly List<string> _refused = [];
    private readonly List<string> _misjudged = [];
    private string? _cause;

    /// <summary>Notes one; true when the limit is reached. A limit of 0 is never reached.</summary>
    public bool Note(Fault fault, string? dossier, int limit)
    {
        if (limit == 0 || fault.Scope != FaultScope.Packet || fault.Code.StartsWith("hub.", StringComparison.Ordinal))
        {
            return false;
        }

        if (FaultCause.Of(fault) is var cause && cause != _cause)
        {
            Clear();
            _cause = cause;
        }

        _dossiers.Add(dossier ?? string.Empty);
        return _dossiers.Count >= limit;
    }

    /// <summary>A refusal was recorded as its packet's own.</summary>
    /// <param name="fault">Why.</param>
    /// <param name="deliveryId">Of what.</param>
    /// <param name="blamed">What the door is closed for now; null: it is not closed for a fault.</param>
    public void Keep(Fault fault, string deliveryId, string? blamed)
    {
        var cause = FaultCause.Of(fault);
        if (cause == blamed)
        {
            _misjudged.Add(deliveryId);
        }
        else if (cause == _cause)
        {
            _refused.Add(deliveryId);
        }
    }

    /// <summary>The destination was judged faulty, by this node's count or another's.</summary>
    /// <param name="cause">What its door closed for.</param>
    public void Blame(string? cause)
    {
        if (cause is not null && cause == _cause)
        {
            _misjudged.AddRange(_refused);
            _refused.Clear();
        }
    }

    /// <summary>What was refused and is not to be; each is given once.</summary>
    public IReadOnlyList<string> TakeMisjudged()
    {
        if (_misjudged.Count == 0)
        {
            return [];
        }

        string[] all = [.. _misjudged];
        _misjudged.Clear();
        return all;
    }

    /// <summary>Takes back what could not be put right yet.</summary>
    public void GiveBack(IEnumerable<string> misjudged) => _misjudged.AddRange(misjudged);

    /// <summary>Something passed, or the door was opened again: rejections before it were about their packets.</summary>
    public void Clear()
    {
        _cause = null;
        _dossiers.Clear();
        _refused.Clear();
    }}
