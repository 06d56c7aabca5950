using Interop.Contracts.Dossiers;
using Interop.Contracts.Packets;
using Interop.Hub.Core.Configuration;
using Interop.Hub.Core.Retention;

namespace Interop.Hub.Core.Tests.Retention;

/// <summary>When the content of a packet may go, and that nothing that is owed ever may.</summary>
[TestFixture]
public sealed class RetentionRulesTests
{
    private static readonly DateTimeOffset Settled = new(2026, 1, 10, 3, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Link = TimeSpan.FromDays(7);
    private static readonly HubConfiguration Usual = Configured.With();

    /// <summary>Criminal records: everything of them goes once it was delivered.</summary>
    private static readonly HubConfiguration AtOnce = Configured.With(null, ("2.000488", Configured.Own(TimeSpan.Zero)));

    private static RetainedPacket Progress => new()
    {
        Key = 1, Kind = PacketKind.Progress, SettledAt = Settled, IsOpen = false, IsAwaited = false, HasFiles = false, Arrived = ["MCDT"],
        Dossier = new RetainedDossier("1.001193", BusinessStatus.Processing, ResultStatus.None, Settled.AddDays(400), IsInForce: false, IsBusy: false),
    };

    [Test]
    public void Each_kind_has_its_time_and_the_most_particular_word_counts()
    {
        var configuration = Configured.With(
            new RetentionPolicy { Keep = TimeSpan.FromDays(100) },
            ("2.000488", Configured.Own(TimeSpan.FromDays(10), (PacketKind.Result, TimeSpan.Zero))),
            ("1.004222", Configured.Own(null, (PacketKind.Progress, RetentionPolicy.Forever))));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Due(Progress, configuration), Is.EqualTo(Settled.AddDays(100)));
            Assert.That(Due(Progress with { Kind = PacketKind.Fault }, configuration), Is.EqualTo(Settled.AddDays(90)), "the hub's own notices");
            Assert.That(Due(Of(Progress, "2.000488"), configuration), Is.EqualTo(Settled.AddDays(10)));
            Assert.That(Due(Of(Progress, "2.000488") with { Kind = PacketKind.Fault }, configuration), Is.EqualTo(Settled.AddDays(10)), "the procedure's word goes before the kind's");
            Assert.That(Due(Of(Progress, "2.000488") with { Kind = PacketKind.Result }, configuration), Is.EqualTo(Settled));
            Assert.That(Due(Of(Progress, "1.004222"), configuration), Is.Null, "for ever");
            Assert.That(Due(Of(Progress, "1.004222") with { Kind = PacketKind.Payment }, configuration), Is.EqualTo(Settled.AddDays(100)));
            Assert.That(Due(Progress with { Dossier = null }, configuration), Is.EqualTo(Settled.AddDays(100)));
            Assert.That(Due(Progress, Usual), Is.EqualTo(Settled.AddDays(730)), "the default");
        }
    }

    [TestCase(true, false)]
    [TestCase(false, true)]
    public void What_is_owed_or_awaited_is_never_due(bool open, bool awaited) =>
        Assert.That(Due(Of(Progress, "2.000488") with { IsOpen = open, IsAwaited = awaited }, AtOnce), Is.Null);

    [Test]
    public void Files_that_a_destination_fetches_stay_until_their_addresses_have_ended()
    {
        var result = Of(Progress, "2.000488") with { Kind = PacketKind.Result, HasFiles = true };
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Due(result, AtOnce), Is.EqualTo(Settled + Link + TimeSpan.FromHours(1)));
            Assert.That(Due(result with { Arrived = ["HOTICH"] }, AtOnce), Is.EqualTo(Settled), "the ministry had them in the message");
            Assert.That(Due(result with { HasFiles = false }, AtOnce), Is.EqualTo(Settled));
        }
    }

    [Test]
    public void A_result_that_went_to_nobody_stays_until_the_citizen_has_it()
    {
        var result = Of(Progress, "2.000488") with { Kind = PacketKind.Result, Arrived = [] };
        var handed = result with { Dossier = result.Dossier! with { Result = ResultStatus.Handed } };
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Due(result, AtOnce), Is.EqualTo(Settled.AddDays(400 + 1825)), "it can be fetched here alone");
            Assert.That(Due(handed, AtOnce), Is.EqualTo(Settled));
            Assert.That(Due(result with { Kind = PacketKind.Progress }, AtOnce), Is.EqualTo(Settled));
        }
    }

    [Test]
    public void The_submission_in_force_stays_while_its_dossier_may_go_on()
    {
        var submission = InForce(Progress with { Kind = PacketKind.Submission });
        var closed = With(submission, d => d with { Status = BusinessStatus.Returned });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Due(submission, Usual), Is.EqualTo(Settled.AddDays(400 + 1825)), "never came to an end");
            Assert.That(Due(closed, Usual), Is.EqualTo(Settled.AddDays(400 + 730)), "from the last that happened to it");
            Assert.That(Due(With(submission, d => d with { Result = ResultStatus.Handed }), Usual), Is.EqualTo(Settled.AddDays(400 + 730)));
            Assert.That(Due(With(closed, d => d with { IsBusy = true }), Usual), Is.Null, "another packet of it is under way");
            Assert.That(Due(With(submission, d => d with { IsInForce = false }), Usual), Is.EqualTo(Settled.AddDays(730)), "an earlier one");
            Assert.That(Due(Of(closed, "2.000488"), AtOnce), Is.EqualTo(Settled.AddDays(400)), "once it is over");
            Assert.That(Due(Of(submission, "2.000488"), AtOnce), Is.EqualTo(Settled.AddDays(400 + 1825)), "and not before");
            Assert.That(Due(submission, Configured.With(new RetentionPolicy { OpenDossiers = RetentionPolicy.Forever })), Is.Null);
            Assert.That(Due(submission, Configured.With(new RetentionPolicy { OpenDossiers = TimeSpan.FromDays(1) })), Is.EqualTo(Settled.AddDays(400 + 730)), "open is never shorter than closed");
        }
    }

    [Test]
    public void What_the_cut_passes_over_is_never_due()
    {
        // Whatever is due by the rules must be shown by the store, which knows only the cut.
        var random = new Random(4711);
        TimeSpan[] times = [TimeSpan.Zero, TimeSpan.FromDays(3), TimeSpan.FromDays(90), TimeSpan.FromDays(730), RetentionPolicy.Forever];
        var now = Settled.AddDays(500);
        var kinds = Enum.GetValues<PacketKind>();
        var due = 0;
        for (var i = 0; i < 2000; i++)
        {
            T Any<T>(IReadOnlyList<T> of) => of[random.Next(of.Count)];
            bool Coin() => random.Next(2) == 0;
            var configuration = Configured.With(
                new RetentionPolicy { Keep = Any(times), OpenDossiers = Any(times) }, ("2.000488", Configured.Own(Coin() ? Any(times) : null, (Any(kinds), Any(times)))));
            var packet = new RetainedPacket
            {
                Key = 1, Kind = Any(kinds), SettledAt = now.AddDays(-random.Next(1000)), IsOpen = Coin(), IsAwaited = Coin(), HasFiles = Coin(), Arrived = Coin() ? ["MCDT"] : [],
                Dossier = Coin() ? null : new RetainedDossier(
                    Coin() ? "2.000488" : "1.001193", Coin() ? null : Any(Enum.GetValues<BusinessStatus>()), Any(Enum.GetValues<ResultStatus>()), now.AddDays(-random.Next(1000)), Coin(), Coin()),
            };
            if (Due(packet, configuration) <= now)
            {
                due++;
                var cut = RetentionRules.CutOf(configuration, now);
                // It was accepted no later than it settled.
                Assert.That(packet.SettledAt <= cut.AcceptedBefore[packet.Kind] || cut.Procedures.Contains(packet.Dossier?.Procedure ?? string.Empty), Is.True, $"{packet} {configuration.Retention}");
                Assert.That((packet.IsOpen, packet.IsAwaited), Is.EqualTo((false, false)));
            }
        }

        Assert.That(due, Is.GreaterThan(50));
    }

    private static DateTimeOffset? Due(RetainedPacket packet, HubConfiguration configuration) => RetentionRules.DueAt(packet, configuration, d => d == "MCDT", Link);

    private static RetainedPacket Of(RetainedPacket packet, string procedure) => With(packet, d => d with { Procedure = procedure });

    private static RetainedPacket InForce(RetainedPacket packet) => With(packet, d => d with { IsInForce = true });

    private static RetainedPacket With(RetainedPacket packet, Func<RetainedDossier, RetainedDossier> change) => packet with { Dossier = change(packet.Dossier!) };
}
