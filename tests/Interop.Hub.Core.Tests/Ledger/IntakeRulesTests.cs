using FsCheck;
using FsCheck.Fluent;
using Interop.Contracts.Identifiers;
using Interop.Contracts.Packets;
using Interop.Hub.Core.Ledger;

namespace Interop.Hub.Core.Tests.Ledger;

/// <summary>Guarantee 3 as laws over every combination of what the ledger may know.</summary>
public sealed class IntakeRulesTests
{
    private static readonly byte[] A = [1, 1];
    private static readonly byte[] B = [1, 2];
    private static readonly DossierFacts Facts = new("1.001193", "H40.18", "H40.18", DateTimeOffset.UnixEpoch, null);

    private static readonly Gen<ReadOnlyMemory<byte>?> AnyDigest = Gen.Elements<ReadOnlyMemory<byte>?>(null, A, B);

    private static readonly Gen<(AcceptPacket Packet, IntakeFacts Facts)> Any =
        from submission in Gen.Elements(true, false)
        from digest in Gen.Elements(A, B)
        from claims in (from unique in Gen.Elements(true, false)
                        from attach in Gen.Elements(true, false)
                        from named in Gen.Elements<long?>(null, null, 1, 1, 2)
                        select (new IdentifierClaim(new DossierIdentifier(IdentifierScheme.Local, OrganisationCode.Parse("H40", null), "X"), unique, attach), unique ? named : null)).ListOf()
        from route in Gen.Elements<long?>(null, 1)
        from party in Gen.Elements(true, false)
        from key in AnyDigest
        from id in AnyDigest
        from latest in AnyDigest
        from e in AnyDigest
        select (
            new AcceptPacket
            {
                Id = "p",
                Partner = "MCDT",
                PacketId = "p",
                Kind = submission ? PacketKind.Submission : PacketKind.Progress,
                Digest = digest,
                Identifiers = [.. claims.Select(c => c.Item1)],
                Facts = submission ? Facts : null,
                Dossier = submission ? null : route,
                OccurredAt = DateTimeOffset.UnixEpoch,
                AcceptedAt = DateTimeOffset.UnixEpoch,
                Body = ReadOnlyMemory<byte>.Empty,
                Deliveries = [],
                MustBeParty = !submission,
            },
            new IntakeFacts
            {
                NamedBy = [.. claims.Select(c => c.Item2)],
                NamedByRoute = submission ? null : route,
                IsParty = party,
                KeyDigest = key,
                PacketIdDigest = id,
                LatestSubmission = latest,
                EventDigest = e,
            });

    [Test]
    public void The_request_key_decides_before_all_else() => Law((packet, facts) =>
    {
        if ((facts.KeyDigest ?? facts.PacketIdDigest) is { } known)
        {
            Assert.That(IntakeRules.Judge(packet, facts), Is.EqualTo(known.Span.SequenceEqual(packet.Digest.Span) ? IntakeVerdict.Repeated : IntakeVerdict.KeyReused));
        }
    });

    [Test]
    public void Nobody_acts_on_a_dossier_that_is_not_theirs_and_cannot_tell_that_it_is_there() => Fresh((packet, facts) =>
    {
        if (!packet.MustBeParty || facts.IsParty)
        {
            return;
        }

        var hidden = facts with { NamedBy = [.. facts.NamedBy.Select(_ => (long?)null)], NamedByRoute = null };
        Assert.That(IntakeRules.Judge(packet, facts), Is.EqualTo(IntakeVerdict.Unknown));
        Assert.That(IntakeRules.Judge(packet, hidden), Is.EqualTo(IntakeVerdict.Unknown));
    });

    [Test]
    public void A_stranger_s_submission_gets_the_same_answer_whether_the_dossier_is_there_or_not() => Fresh((packet, facts) =>
    {
        if (packet.Facts is null || facts.IsParty || packet.Identifiers.Any(c => c is { Unique: true, MayAttach: true }) || IsConflict(facts))
        {
            return;
        }

        Assert.That(IntakeRules.Judge(packet, facts), Is.EqualTo(IntakeVerdict.NotIssuer));
        Assert.That(IntakeRules.Judge(packet, facts with { NamedBy = [.. facts.NamedBy.Select(_ => (long?)null)] }), Is.EqualTo(IntakeVerdict.NotIssuer));
    });

    [Test]
    public void Two_dossiers_are_never_merged() => Fresh((packet, facts) =>
    {
        if (IsConflict(facts))
        {
            Assert.That(IntakeRules.Judge(packet, facts), Is.AnyOf(IntakeVerdict.Conflict, IntakeVerdict.Unknown));
        }
    });

    [Test]
    public void Only_the_latest_submission_is_a_duplicate_and_an_event_is_one_for_ever() => Fresh((packet, facts) =>
    {
        var verdict = IntakeRules.Judge(packet, facts);
        var earlier = packet.Facts is null ? facts.EventDigest : facts.LatestSubmission;
        if (verdict == IntakeVerdict.Duplicate)
        {
            Assert.That(earlier!.Value.Span.SequenceEqual(packet.Digest.Span));
        }

        if (verdict == IntakeVerdict.Update && earlier is { } other)
        {
            Assert.That(packet.Facts, Is.Not.Null, "an event id with other content is not a second event");
            Assert.That(other.Span.SequenceEqual(packet.Digest.Span), Is.False);
        }
    });

    [Test]
    public void A_new_dossier_has_a_deciding_code_of_the_sender_s_own_issue() => Fresh((packet, facts) =>
    {
        if (packet.Facts is not null && IntakeRules.Judge(packet, facts) == IntakeVerdict.New)
        {
            Assert.That(facts.IsParty || packet.Identifiers.Any(c => c is { Unique: true, MayAttach: true }));
            Assert.That(facts.NamedBy, Has.All.Null);
        }
    });

    private static bool IsConflict(IntakeFacts facts) =>
        facts.NamedBy.Append(facts.NamedByRoute).OfType<long>().Distinct().Count() > 1;

    private static void Fresh(Action<AcceptPacket, IntakeFacts> law) =>
        Law((packet, facts) => law(packet, facts with { KeyDigest = null, PacketIdDigest = null }));

    private static void Law(Action<AcceptPacket, IntakeFacts> law) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(Any.ToArbitrary(), x => law(x.Packet, x.Facts)));
}
