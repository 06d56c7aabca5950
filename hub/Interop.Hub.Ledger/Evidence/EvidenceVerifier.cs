using Interop.Hub.Ledger.Sqlite.Storage;

namespace Interop.Hub.Ledger.Evidence;

/// <summary>
/// Checks the evidence of an embedded ledger against what the ledger holds, from the first entry on. Needs no key: an
/// auditor may run it on a copy. Without a checkpoint from outside, a tail that was cut off together with all that it
/// vouched for cannot be noticed.
/// </summary>
public static class EvidenceVerifier
{
    /// <summary>Verifies the ledger at <paramref name="path"/> in one snapshot; a running hub is not disturbed.</summary>
    /// <param name="path">The database file.</param>
    /// <param name="checkpoint">A place in the chain known from outside; null: none.</param>
    /// <param name="cancellationToken">Stops between two entries.</param>
    public static EvidenceReport Verify(string path, EvidenceCheckpoint? checkpoint, CancellationToken cancellationToken)
    {
        using var db = Session.OpenReader(path, new SqliteLedgerOptions { Path = path });
        db.Begin();
        return new Run(db, checkpoint).ToEnd(cancellationToken);
    }

    private sealed class Run(Session db, EvidenceCheckpoint? checkpoint)
    {
        private readonly long[] _counts = new long[4];
        private long _entries;
        private byte[] _head = EvidenceDigest.Genesis;
        private long _lastPacket;
        private bool _checkpointSeen = checkpoint is null;

        public EvidenceReport ToEnd(CancellationToken cancellationToken)
        {
            var flaw = Chain(cancellationToken) ?? Checkpoint() ?? Coverage();
            return new EvidenceReport
            {
                Entries = _entries,
                Acceptances = _counts[(int)EvidenceKind.Acceptance],
                Attempts = _counts[(int)EvidenceKind.Attempt],
                Acts = _counts[(int)EvidenceKind.Act],
                Head = _entries == 0 ? null : new EvidenceCheckpoint(_entries, _head),
                Break = flaw,
            };
        }

        private EvidenceBreak? Chain(CancellationToken cancellationToken)
        {
            using var rows = db.Prepare("select entry, node, at, items, root, previous, digest from evidence order by entry");
            while (rows.Step())
            {
                cancellationToken.ThrowIfCancellationRequested();
                var entry = rows.Int64(0);
                var items = rows.Int32(3);
                var root = rows.Blob(4);
                var digest = rows.Blob(6);
                if (entry != _entries + 1)
                {
                    return new EvidenceBreak(_entries + 1, EvidenceFlaw.EntryMissing, $"Entry {_entries + 1} is missing; the next there is, is {entry}.");
                }

                if (!rows.Span(5).SequenceEqual(_head))
                {
                    return new EvidenceBreak(entry, EvidenceFlaw.ChainBroken, $"Entry {entry} does not follow entry {_entries}.");
                }

                if (!EvidenceDigest.OfEntry(entry, rows.Text(1), rows.Time(2), items, root, _head).AsSpan().SequenceEqual(digest))
                {
                    return new EvidenceBreak(entry, EvidenceFlaw.EntryChanged, $"Entry {entry} was changed after it was written.");
                }

                if (Items(entry, items, root) is { } flaw)
                {
                    return flaw;
                }

                _entries = entry;
                _head = digest;
                _checkpointSeen |= checkpoint?.Entry == entry && checkpoint.Digest.Span.SequenceEqual(digest);
            }

            return null;
        }

        private EvidenceBreak? Items(long entry, int count, byte[] root)
        {
            List<byte[]> digests = new(count);
            using var rows = db.Prepare("select ordinal, kind, subject, number, salt, digest from evidence_item where entry = ? order by ordinal").With(entry);
            while (rows.Step())
            {
                var kind = (EvidenceKind)rows.Int32(1);
                var subject = rows.Int64(2);
                var number = rows.Int64(3);
                var what = $"Item {rows.Int64(0)} of entry {entry} ({kind} {subject}{(number > 0 ? "/" + number : "")})";
                if (EvidenceSubjects.Content(db, kind, subject, number) is not { } content)
                {
                    return new EvidenceBreak(entry, EvidenceFlaw.SubjectMissing, $"{what}: what it vouches for is gone.");
                }

                if (!EvidenceDigest.OfItem(rows.Span(4), content).AsSpan().SequenceEqual(rows.Span(5)))
                {
                    return new EvidenceBreak(entry, EvidenceFlaw.SubjectChanged, $"{what}: what it vouches for was changed.");
                }

                if (kind == EvidenceKind.Acceptance)
                {
                    if (subject <= _lastPacket)
                    {
                        return new EvidenceBreak(entry, EvidenceFlaw.ItemsChanged, $"{what}: acceptances are out of order.");
                    }

                    _lastPacket = subject;
                    if (!EvidenceSubjects.BodyHolds(db, subject))
                    {
                        return new EvidenceBreak(entry, EvidenceFlaw.BodyChanged, $"{what}: its sealed body was changed.");
                    }
                }

                _counts[(int)kind]++;
                digests.Add(rows.Blob(5));
            }

            return digests.Count == count && EvidenceDigest.Root([.. digests]).AsSpan().SequenceEqual(root)
                ? null
                : new EvidenceBreak(entry, EvidenceFlaw.ItemsChanged, $"Entry {entry} was written over {count} items; those it has now are not these.");
        }

        private EvidenceBreak? Checkpoint() => _checkpointSeen ? null : new EvidenceBreak(
            checkpoint!.Entry, EvidenceFlaw.CheckpointMissing, $"The chain has no entry {checkpoint.Entry} with the digest that was exported: its tail was cut, or it was written anew.");

        private EvidenceBreak? Coverage()
        {
            foreach (var (kind, count) in new[] { (EvidenceKind.Acceptance, Count("select count(*) from packet")), (EvidenceKind.Attempt, Count("select count(*) from attempt")), (EvidenceKind.Act, Count("select count(*) from operator_act")) })
            {
                if (count != _counts[(int)kind])
                {
                    return new EvidenceBreak(0, EvidenceFlaw.Uncovered, $"The ledger holds {count} of kind {kind}, the evidence vouches for {_counts[(int)kind]}.");
                }
            }

            return null;
        }

        private long Count(string sql)
        {
            using var row = db.Prepare(sql);
            row.Step();
            return row.Int64(0);
        }
    }
}
