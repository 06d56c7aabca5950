using Interop.Contracts.Identifiers;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Postgres.Writing;
using Interop.Hub.Ledger.Tables;

namespace Interop.Hub.Ledger.Postgres.Tables;

/// <content>Dossiers, codes, parties.</content>
internal sealed partial class PostgresTables
{
    private readonly Dictionary<long, DossierRow> _dossiers = [];
    private readonly HashSet<long> _newDossiers = [];
    private readonly Dictionary<CodeKey, long> _codes = [];
    private readonly Dictionary<long, List<(long At, DossierIdentifier Code)>> _attached = [];
    private readonly HashSet<(long, string)> _parties = [];

    public long NextDossier() => Next(loaded.DossierKeys);

    public DossierRow? Dossier(long key) => _dossiers.GetValueOrDefault(key) ?? loaded.Dossiers.GetValueOrDefault(key);

    public void Insert(DossierRow dossier)
    {
        _newDossiers.Add(dossier.Key);
        _newOwners.Add(dossier.Key);
        _dossiers.Add(dossier.Key, dossier);
        Changes.NewDossiers.Add(dossier.Key);
        Changes.Dossiers[dossier.Key] = dossier;
    }

    public void Update(DossierRow dossier)
    {
        if (ReferenceEquals(Dossier(dossier.Key), dossier))
        {
            return;
        }

        _dossiers[dossier.Key] = dossier;
        Changes.Dossiers[dossier.Key] = dossier;
    }

    public void Touch(DossierRow dossier, DateTimeOffset at) => Update(dossier.Attempted(at));

    public long? Named(DossierIdentifier code)
    {
        var key = Key.Of(code);
        return _codes.TryGetValue(key, out var dossier) || loaded.Codes.TryGetValue(key, out dossier) ? dossier : null;
    }

    public void PutIdentifier(long dossier, IdentifierClaim claim, DateTimeOffset at)
    {
        var code = claim.Identifier;
        if (Attached(dossier).Any(a => a.Code == code))
        {
            return;
        }

        if (!_attached.TryGetValue(dossier, out var codes))
        {
            _attached.Add(dossier, codes = []);
        }

        codes.Add((at.UtcTicks, code));
        if (claim.Unique)
        {
            _codes.Add(Key.Of(code), dossier);
        }

        Changes.Identifiers.Add((dossier, claim, at));
    }

    public IReadOnlyList<DossierIdentifier> Identifiers(long dossier) => IdentifierOrder.Of(Attached(dossier));

    public bool IsParty(long dossier, string partner) => _parties.Contains((dossier, partner)) || loaded.Parties.Contains((dossier, partner));

    public void PutParty(long dossier, string partner)
    {
        if (!IsParty(dossier, partner))
        {
            _parties.Add((dossier, partner));
            Changes.Parties.Add((dossier, partner));
        }
    }

    private IEnumerable<(long At, DossierIdentifier Code)> Attached(long dossier) =>
        loaded.Identifiers.GetValueOrDefault(dossier, []).Concat(_attached.GetValueOrDefault(dossier, []));
}
