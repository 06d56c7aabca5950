using Interop.Contracts.Identifiers;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Reading;
using Interop.Hub.Ledger.Tables;

namespace Interop.Hub.Ledger.Sqlite.Tables;

/// <content>Dossiers, codes, parties.</content>
internal sealed partial class SqliteTables
{
    /// <summary>The tie of a scheme that decides identity: one dossier has the code and no second.</summary>
    private const long Decides = 0;

    private const string DossierByKey = $"select {DossierColumns.All} from dossier where key = ?";

    private const string IdentifiersOf = $"select {IdentifierColumns.All} from dossier_identifier where dossier = ?";

    public long NextDossier()
    {
        if (_lastDossier == 0)
        {
            using var row = db.Prepare("select coalesce(max(key), 0) from dossier");
            row.Step();
            _lastDossier = row.Int64(0);
        }

        return ++_lastDossier;
    }

    public DossierRow? Dossier(long key)
    {
        if (_dossiers.TryGet(key, out var known))
        {
            return known;
        }

        using var row = db.Prepare(DossierByKey).With(key);
        if (!row.Step())
        {
            return null;
        }

        var read = DossierColumns.Read(row);
        _dossiers.Put(key, read);
        return read;
    }

    public void Insert(DossierRow dossier)
    {
        var facts = dossier.Facts;
        db.Prepare("""
            insert into dossier (key, number, owner, procedure, receiving, competent, received_at, due_at, status, status_since,
              financial, financial_since, result, result_since, latest_digest, latest_packet, submission, key_id, data_key, created_at, updated_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
            .With(dossier.Key).With(dossier.Number).With(dossier.Owner).With(facts.Procedure).With(facts.Receiving).With(facts.Competent).With(facts.ReceivedAt)
            .With(facts.DueAt).With((long?)dossier.Status).With(dossier.StatusSince).With((int)dossier.Financial).With(dossier.FinancialSince)
            .With((int)dossier.Result).With(dossier.ResultSince).With(dossier.LatestDigest).With(dossier.LatestPacket).With(dossier.Submission)
            .With(dossier.DataKey.KeyId).With(dossier.DataKey.Wrapped).With(dossier.CreatedAt).With(dossier.UpdatedAt).Run();
        _dossiers.Put(dossier.Key, dossier);
    }

    public void Touch(DossierRow dossier, DateTimeOffset at)
    {
        var touched = dossier.Attempted(at);
        if (!ReferenceEquals(touched, dossier))
        {
            db.Prepare("update dossier set updated_at = ? where key = ?").With(touched.UpdatedAt).With(touched.Key).Run();
            _dossiers.Put(touched.Key, touched);
        }
    }

    public void Update(DossierRow dossier)
    {
        var facts = dossier.Facts;
        db.Prepare("""
            update dossier set procedure = ?, receiving = ?, competent = ?, received_at = ?, due_at = ?, status = ?, status_since = ?,
              financial = ?, financial_since = ?, result = ?, result_since = ?, latest_digest = ?, latest_packet = ?, submission = ?, updated_at = ?
            where key = ?
            """)
            .With(facts.Procedure).With(facts.Receiving).With(facts.Competent).With(facts.ReceivedAt).With(facts.DueAt).With((long?)dossier.Status)
            .With(dossier.StatusSince).With((int)dossier.Financial).With(dossier.FinancialSince).With((int)dossier.Result).With(dossier.ResultSince)
            .With(dossier.LatestDigest).With(dossier.LatestPacket).With(dossier.Submission).With(dossier.UpdatedAt).With(dossier.Key).Run();
        _dossiers.Put(dossier.Key, dossier);
    }

    public long? Named(DossierIdentifier code)
    {
        using var row = db.Prepare("select dossier from dossier_identifier where value = ? and scheme = ? and issuer = ? and tie = 0")
            .With(code.Value).With((int)code.Scheme).With(code.Issuer.Value);
        return row.Step() ? row.Int64(0) : null;
    }

    public void PutIdentifier(long dossier, IdentifierClaim claim, DateTimeOffset at)
    {
        var code = claim.Identifier;
        db.Prepare("insert or ignore into dossier_identifier (value, scheme, issuer, tie, dossier, attached_at) values (?, ?, ?, ?, ?, ?)")
            .With(code.Value).With((int)code.Scheme).With(code.Issuer.Value).With(claim.Unique ? Decides : dossier).With(dossier).With(at).Run();
    }

    public IReadOnlyList<DossierIdentifier> Identifiers(long dossier)
    {
        List<(long At, DossierIdentifier Code)> codes = [];
        using (var rows = db.Prepare(IdentifiersOf).With(dossier))
        {
            while (rows.Step())
            {
                codes.Add(IdentifierColumns.Read(rows));
            }
        }

        return IdentifierOrder.Of(codes);
    }

    public bool IsParty(long dossier, string partner)
    {
        using var row = db.Prepare("select 1 from dossier_party where dossier = ? and partner = ?").With(dossier).With(partner);
        return row.Step();
    }

    public void PutParty(long dossier, string partner) =>
        db.Prepare("insert or ignore into dossier_party (dossier, partner) values (?, ?)").With(dossier).With(partner).Run();

    /// <summary>The partners that are a party to a dossier, by code.</summary>
    public IReadOnlyList<string> Parties(long dossier)
    {
        List<string> parties = [];
        using var rows = db.Prepare("select partner from dossier_party where dossier = ? order by partner").With(dossier);
        while (rows.Step())
        {
            parties.Add(rows.Text(0));
        }

        return parties;
    }
}
