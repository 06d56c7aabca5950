using Interop.Adapters.Delivery;
using Interop.Contracts.Dossiers;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Intake;
using Interop.Hub.Ledger.Postgres.Storage;
using Interop.Hub.Ledger.Postgres.Tables;
using Interop.Hub.Ledger.Reading;
using Interop.Hub.Ledger.Rules;
using Interop.Hub.Ledger.Tables;
using Npgsql;

namespace Interop.Hub.Ledger.Postgres.Writing;

/// <summary>
/// The second round trip of a group: locks, then rows. Every node locks in the same order, so that none waits for another
/// in a ring: dossiers by key, deliveries to be judged by key, deliveries to be claimed without waiting, files by owner and
/// digest. Each statement sees what was committed before it began, so what is read after a lock is what the lock protects.
/// </summary>
internal sealed class Loading(FirstLook look, Needs needs)
{
    private readonly Loaded _loaded = new() { Now = new DateTimeOffset(look.Now, TimeSpan.Zero) };
    private readonly List<FoundDelivery> _claims = [.. needs.Claims.Keys.Select(k => look.Deliveries.GetValueOrDefault(k)).OfType<FoundDelivery>()];
    private readonly List<FoundDelivery> _targets = [.. needs.Targets.Keys.Select(k => look.Deliveries.GetValueOrDefault(k)).OfType<FoundDelivery>()];

    public async Task<Loaded> RunAsync(NpgsqlConnection db, CancellationToken cancellationToken)
    {
        TakeOver();
        var locked = look.Dossiers.Values
            .Concat(needs.Packets.Select(p => p.Dossier).OfType<long>())
            .Concat(_targets.Select(t => t.Lane.Owner).Where(o => o > 0))
            .Concat(needs.Erasures)
            .Distinct().Order().ToList();
        var owners = locked.Concat(_targets.Select(t => t.Lane.Owner)).Concat(_claims.Select(c => c.Lane.Owner)).Distinct().Order().ToList();
        var dossiers = owners.Where(o => o > 0).ToList();
        _loaded.Owners.UnionWith(owners);

        var batch = new Batch();
        Locks(batch, locked, dossiers);
        Deliveries(batch, owners);
        Dossiers(batch, dossiers);
        Packets(batch);
        RemovalLoading.Ask(batch, needs, _loaded);
        Documents(batch, dossiers);
        Keys(batch);
        await batch.RunAsync(db, cancellationToken);
        return _loaded;
    }

    /// <summary>What the first look found and the locks do not change.</summary>
    private void TakeOver()
    {
        foreach (var (key, row) in look.ByRequest)
        {
            _loaded.RequestKeys[key] = row;
        }

        foreach (var (key, row) in look.ByPacketId)
        {
            _loaded.PacketKeys[key] = row;
        }

        foreach (var (code, dossier) in look.Dossiers)
        {
            _loaded.Codes[code] = dossier;
        }

        foreach (var (packet, receipt) in look.Receipts)
        {
            _loaded.Receipts[packet] = receipt;
        }
    }

    private void Locks(Batch batch, List<long> locked, List<long> dossiers)
    {
        if (locked.Count > 0)
        {
            batch.Ask(LoadSql.LockDossiers, ReadDossier, P.Int64s(locked));
        }

        var read = dossiers.Except(locked).ToList();
        if (read.Count > 0)
        {
            batch.Ask(LoadSql.Dossiers, ReadDossier, P.Int64s(read));
        }

        var judged = _targets.Where(t => !t.Passed).Select(t => t.Key).Order().ToList();
        if (judged.Count > 0)
        {
            batch.Ask(LoadSql.LockDeliveries, static _ => { }, P.Int64s(judged));
        }

        if (_claims.Count > 0)
        {
            batch.Ask(LoadSql.HoldDeliveries, r => _loaded.Held.Add(r.Int64(0)), P.Int64s(_claims.Select(c => c.Key).Order()));
        }
    }

    private void Deliveries(Batch batch, List<long> owners)
    {
        if (owners.Count > 0)
        {
            batch.Ask(LoadSql.OpenDeliveries, r => _loaded.Deliveries.Add(DeliveryColumns.Read(r)), P.Int64s(owners));
            batch.Ask(LoadSql.Lanes, r => _loaded.Lanes[new Lane(r.Int64(0), r.Text(1))] = (r.Bool(2), r.Int64(3)), P.Int64s(owners));
            batch.Ask(LoadSql.Gates, r => _loaded.Gates.Add((r.Int64(0), r.Int64(1), (DeliveryState)r.Int32(2))), P.Int64s(owners));
        }

        var passed = _targets.Where(t => t.Passed).Select(t => t.Key).ToList();
        if (passed.Count > 0)
        {
            batch.Ask(LoadSql.PassedDeliveries, r => _loaded.Deliveries.Add(DeliveryColumns.Read(r)), P.Int64s(passed));
        }

        if (_claims.Count > 0)
        {
            batch.Ask(LoadSql.Findings, ReadFinding, P.Int64s(_claims.Select(c => c.Key)));
        }
    }

    private void Dossiers(Batch batch, List<long> dossiers)
    {
        if (dossiers.Count == 0)
        {
            return;
        }

        batch.Ask(LoadSql.Identifiers, ReadIdentifier, P.Int64s(dossiers));
        if (needs.Packets.Count > 0)
        {
            batch.Ask(LoadSql.Parties, r => _loaded.Parties.Add((r.Int64(0), r.Text(1))), P.Int64s(dossiers));
            // A key of an event is looked up under every dossier that its packet may mean: one, nearly always.
            var events = needs.Packets.Where(p => p is { EventKey: not null, Facts: null })
                .SelectMany(p => Meant(p).Select(d => (Dossier: d, Packet: p))).ToList();
            if (events.Count > 0)
            {
                batch.Ask(
                    LoadSql.EventKeys,
                    r => _loaded.EventKeys[(r.Int64(0), r.Int32(1), r.Text(2), r.Text(3))] = new KeyRow(r.Blob(4), r.Int64(5), false),
                    P.Int64s(events.Select(e => e.Dossier)), P.Int32s(events.Select(e => (int)e.Packet.Kind)),
                    P.Texts(events.Select(e => e.Packet.Partner)), P.Texts(events.Select(e => e.Packet.EventKey)));
            }
        }

        var spoken = needs.Spoken
            .Concat(_targets.Where(t => t is { Answers: true, Lane.Owner: > 0 })
                .Select(t => (t.Lane.Owner, t.Lane.Destination, Since: needs.Targets[t.Id])).Where(t => t.Since is not null)
                .Select(t => (Dossier: t.Owner, Partner: t.Destination, Since: t.Since!.Value)))
            .Distinct().ToList();
        if (spoken.Count > 0)
        {
            batch.Ask(
                LoadSql.Spoken,
                r => _loaded.Spoken[(r.Int64(0), r.Text(1), r.Time(2))] = r.Bool(3),
                P.Int64s(spoken.Select(s => s.Dossier)), P.Texts(spoken.Select(s => s.Partner)), P.Times(spoken.Select(s => s.Since)));
        }
    }

    private void Packets(Batch batch)
    {
        if (_claims.Count > 0)
        {
            batch.Ask(LoadSql.Bodies, ReadBody, P.Int64s(_claims.Select(c => c.Packet).Distinct()));
        }

        var submissions = _claims.Where(c => c.Lane.Owner > 0 && needs.Claims[c.Id](c.Kind)).Select(c => c.Lane.Owner).Distinct().ToList();
        if (submissions.Count > 0)
        {
            batch.Ask(LoadSql.Submissions, ReadBody, P.Int64s(submissions));
        }

        if (needs.Receipts.Count > 0)
        {
            batch.Ask(
                LoadSql.Receipts,
                r =>
                {
                    _loaded.Receipts[r.Int64(0)] = StoredReceipt.Read(r.Text(1));
                    _loaded.Statuses[r.Int64(0)] = new PacketStatus((BusinessStatus?)r.Int32OrNull(2), r.Time(3), (StatusVerdict?)r.Int32OrNull(4));
                },
                P.Int64s(needs.Receipts));
        }
    }

    private void Documents(Batch batch, List<long> dossiers)
    {
        var files = needs.Packets.SelectMany(p => p.Documents.Select(d => (p.Partner, Digest: Files.Bytes(d.Sha256)))).ToList();
        if (files.Count == 0)
        {
            return;
        }

        batch.Ask(
            LoadSql.Documents,
            r => _loaded.Documents.Add(Key.Of(r.Text(0), r.Blob(1))),
            P.Texts(files.Select(f => f.Partner)), P.Blobs(files.Select(f => f.Digest)));
        if (dossiers.Count > 0)
        {
            batch.Ask(
                LoadSql.DocumentOwners,
                r => _loaded.DocumentOwners.TryAdd((r.Int64(0), Convert.ToHexString(r.Blob(1))), r.Text(2)),
                P.Int64s(dossiers), P.Blobs(files.Select(f => f.Digest)));
        }
    }

    /// <summary>Numbers for what may be made, taken under the locks: so they grow in the order of acceptance.</summary>
    private void Keys(Batch batch)
    {
        if (needs.Packets.Count > 0)
        {
            var dossiers = needs.Packets.Count(p => p.Facts is not null);
            if (dossiers > 0)
            {
                batch.Ask(LoadSql.DossierKeys, r => _loaded.DossierKeys.Enqueue(r.Int64(0)), P.Int32(dossiers));
            }

            batch.Ask(LoadSql.Keys, r => _loaded.Keys.Enqueue(r.Int64(0)), P.Int32(needs.Packets.Sum(p => 1 + p.Deliveries.Count)));
        }

        if (needs.Acts > 0)
        {
            batch.Ask(LoadSql.ActKeys, r => _loaded.ActKeys.Enqueue(r.Int64(0)), P.Int32(needs.Acts));
            batch.Ask(LoadSql.RestoredAt, r => _loaded.RestoredAt = r.TimeOrNull(0));
        }
    }

    private IEnumerable<long> Meant(Core.Ledger.AcceptPacket packet) =>
        packet.Identifiers.Where(c => c.Unique).Select(c => look.Dossiers.TryGetValue(Key.Of(c.Identifier), out var d) ? d : (long?)null)
            .Append(packet.Dossier).OfType<long>().Distinct();

    private void ReadDossier(Row row)
    {
        var dossier = DossierColumns.Read(row);
        _loaded.Dossiers[dossier.Key] = dossier;
    }

    private void ReadIdentifier(Row row)
    {
        if (!_loaded.Identifiers.TryGetValue(row.Int64(4), out var codes))
        {
            _loaded.Identifiers.Add(row.Int64(4), codes = []);
        }

        codes.Add(IdentifierColumns.Read(row));
    }

    private void ReadFinding(Row row)
    {
        if (!_loaded.Findings.TryGetValue(row.Int64(0), out var findings))
        {
            _loaded.Findings.Add(row.Int64(0), findings = []);
        }

        findings.Add(new Finding(row.Text(1), row.Text(2), (Verdict)row.Int32(3), row.Time(4)));
    }

    private void ReadBody(Row row) => _loaded.Bodies[row.Int64(0)] = new SealedBody(row.Blob(1), row.Blob(2));
}
