using Interop.Contracts.Faults;

namespace Interop.Hub.Core.Delivery;

/// <summary>
/// Counts the dossiers in a row that a destination refused for one and the same reason: from a number on it is the
/// destination that is wrong, not the dossiers. The caller locks.
/// </summary>
internal sealed class IdenticalRejections(int limit)
{
    private readonly HashSet<string> _dossiers = new(StringComparer.Ordinal);
    private string? _reason;

    /// <summary>Notes one; true when the limit is reached. A limit of 0 is never reached.</summary>
    public bool Note(Fault fault, string? dossier)
    {
        if (limit == 0 || fault.Scope != FaultScope.Packet || fault.Code.StartsWith("hub.", StringComparison.Ordinal))
        {
            return false;
        }

        var reason = $"{fault.Code}|{fault.PartnerCode}|{fault.PartnerText}";
        if (reason != _reason)
        {
            _reason = reason;
            _dossiers.Clear();
        }

        _dossiers.Add(dossier ?? string.Empty);
        return _dossiers.Count >= limit;
    }

    /// <summary>Something passed, or the door was opened again: rejections before it were about their packets.</summary>
    public void Clear()
    {
        _reason = null;
        _dossiers.Clear();
    }
}
