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
    private string? _reason;
    private string? _code;

    /// <summary>Notes one; true when the limit is reached. A limit of 0 is never reached.</summary>
    public bool Note(Fault fault, string? dossier, int limit)
    {
        if (limit == 0 || fault.Scope != FaultScope.Packet || fault.Code.StartsWith("hub.", StringComparison.Ordinal))
        {
            return false;
        }

        if (ReasonOf(fault) is var reason && reason != _reason)
        {
            Clear();
            (_reason, _code) = (reason, fault.Code);
        }

        _dossiers.Add(dossier ?? string.Empty);
        return _dossiers.Count >= limit;
    }

    /// <summary>A refusal was recorded as its packet's own.</summary>
    public void Keep(Fault fault, string deliveryId)
    {
        if (ReasonOf(fault) == _reason)
        {
            _refused.Add(deliveryId);
        }
    }

    /// <summary>The destination was judged faulty, by this node's count or another's.</summary>
    /// <param name="code">The fault its door closed with.</param>
    public void Blame(string? code)
    {
        if (code == _code)
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
        (_reason, _code) = (null, null);
        _dossiers.Clear();
        _refused.Clear();
    }

    private static string ReasonOf(Fault fault) => $"{fault.Code}|{fault.PartnerCode}|{fault.PartnerText}";
}
