using Interop.Contracts.Faults;
using Interop.Simulators;

namespace Interop.Adapters.Tests.Conformance;

// What the partner says, and what it says in place of an answer.
public abstract partial class AdapterConformance
{
    [Test]
    public async Task What_the_partner_takes_is_accepted_and_has_one_effect()
    {
        var adapter = await ConnectAsync();

        var attempted = await TryAsync(adapter);

        Assert.Multiple(() =>
        {
            Assert.That(attempted.Ending, Is.EqualTo(Ending.Accepted));
            Assert.That(Partner.Records.Counts.Effects, Is.EqualTo(1));
        });
    }

    [Test]
    public async Task The_same_delivery_sent_twice_is_accepted_twice_with_one_effect([Values] RepeatAnswer repeats)
    {
        var adapter = await ConnectAsync(Temper.Honours);
        Partner.Repeats = repeats;

        var first = await TryAsync(adapter);
        var second = await TryAsync(adapter);

        Assert.Multiple(() =>
        {
            Assert.That((first.Ending, second.Ending), Is.EqualTo((Ending.Accepted, Ending.Accepted)));
            Assert.That(Partner.Records.Counts.Effects, Is.EqualTo(1));
            Assert.That(Partner.Records.Counts.RepeatedEffects, Is.Zero);
        });
    }

    [TestCase(DestinationFault.Unauthorized, "partner.credentials")]
    [TestCase(DestinationFault.ExpiredPassword, "partner.credentials")]
    [TestCase(DestinationFault.LoginPage, "partner.wrong-endpoint")]
    [TestCase(DestinationFault.WrongEndpoint, "partner.wrong-endpoint")]
    public async Task A_fault_of_the_destination_is_deferred_to_a_person(DestinationFault fault, string code)
    {
        var adapter = await ConnectAsync();
        await Partner.SetFaultsAsync(new FaultSettings { Destination = fault });

        var attempted = await TryAsync(adapter);

        Assert.Multiple(() =>
        {
            Assert.That(attempted.Ending, Is.EqualTo(Ending.Deferred));
            Assert.That(attempted.Fault!.Code, Is.EqualTo(code));
            Assert.That((attempted.Fault.Scope, attempted.Fault.Remedy), Is.EqualTo((FaultScope.Destination, Remedy.Person)));
            Assert.That(Partner.Records.Counts.Effects, Is.Zero);
        });
    }

    [TestCase(503, "partner.unavailable")]
    [TestCase(429, "partner.busy")]
    public async Task A_partner_that_cannot_now_says_when(int status, string code)
    {
        var adapter = await ConnectAsync();
        await Partner.SetFaultsAsync(new FaultSettings { ErrorNext = 1, ErrorStatus = status, RetryAfterSeconds = 120 });
        var before = AdapterBench.Time.GetUtcNow();

        var attempted = await TryAsync(adapter);

        Assert.Multiple(() =>
        {
            Assert.That(attempted.Ending, Is.EqualTo(Ending.Deferred));
            Assert.That(attempted.Fault!.Code, Is.EqualTo(code));
            Assert.That(attempted.NotBefore, Is.InRange(before.AddSeconds(120), AdapterBench.Time.GetUtcNow().AddSeconds(121)));
        });
    }

    [Test]
    public async Task A_failure_inside_the_partner_leaves_the_outcome_open([Values(500, 502, 504)] int status)
    {
        var adapter = await ConnectAsync();
        await Partner.SetFaultsAsync(new FaultSettings { ErrorNext = 1, ErrorStatus = status });

        var attempted = await TryAsync(adapter);

        Assert.Multiple(() =>
        {
            Assert.That(attempted.Ending, Is.EqualTo(Unclear));
            Assert.That(attempted.Fault!.Code, Is.EqualTo(status == 500 ? "partner.internal-error" : "partner.no-answer"));
        });
    }

    [Test]
    public async Task An_answer_that_cannot_be_read_leaves_the_outcome_open([Values] bool truncated)
    {
        var adapter = await ConnectAsync();
        await Partner.SetFaultsAsync(truncated ? new FaultSettings { TruncatedNext = 1 } : new FaultSettings { GarbledNext = 1 });

        var attempted = await TryAsync(adapter);

        Assert.Multiple(() =>
        {
            Assert.That(attempted.Ending, Is.EqualTo(Unclear));
            Assert.That(attempted.Fault!.Code, Is.EqualTo("partner.no-answer"));
            Assert.That(Partner.Records.Counts.Effects, Is.EqualTo(1));
        });
    }

    [Test]
    public async Task An_answer_without_end_is_cut_off()
    {
        const int Piece = 64 * 1024;
        const int Pieces = 4096;
        var flood = new byte[Piece];
        Array.Fill(flood, (byte)' ');
        await using var peer = new ScriptedPeer(request => Prelude(request)
            ?? new PeerAnswer([.. "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n"u8, .. flood]) { Times = Pieces });
        var adapter = _bench.Make(Factory, Settings(peer.Url));

        var attempted = await TryAsync(adapter);

        Assert.Multiple(() =>
        {
            Assert.That(attempted.Ending, Is.EqualTo(Unclear));
            Assert.That(peer.Sent, Is.LessThan(Piece * (long)Pieces / 4));
        });
    }

    [Test]
    public async Task A_refusal_of_the_data_is_rejected_with_the_partners_words_kept_out_of_the_message()
    {
        const string Words = "Trường họ tên NGUYỄN VĂN MẪU, số 001099000001 không đúng danh mục";
        await using var peer = new ScriptedPeer(request => Prelude(request) ?? Refusal(Words));
        var adapter = _bench.Make(Factory, Settings(peer.Url));

        var attempted = await TryAsync(adapter);

        Assert.Multiple(() =>
        {
            Assert.That(attempted.Ending, Is.EqualTo(Ending.Rejected));
            Assert.That((attempted.Fault!.Scope, attempted.Fault.Responsibility), Is.EqualTo((FaultScope.Packet, Responsibility.Sender)));
            Assert.That(attempted.Fault.PartnerCode, Is.Not.Null.And.Not.Empty);
            Assert.That(attempted.Fault.PartnerText, KeepsPartnerWords ? Does.Contain(Words) : Is.Null);
        });
    }

    [Test]
    public async Task The_plain_acceptance_of_a_raw_peer_is_accepted()
    {
        await using var peer = new ScriptedPeer(request => Prelude(request) ?? Acceptance());
        var adapter = _bench.Make(Factory, Settings(peer.Url));

        Assert.That((await TryAsync(adapter)).Ending, Is.EqualTo(Ending.Accepted));
    }

    [Test]
    public async Task No_answer_however_broken_makes_it_throw()
    {
        const int Cases = 300;
        var random = new Random(20240603);
        var seeds = new[] { Acceptance().Bytes, Refusal("không hợp lệ").Bytes };
        var broken = new byte[]?[1];
        await using var peer = new ScriptedPeer(request => Prelude(request) ?? new PeerAnswer(broken[0]!));
        var adapter = _bench.Make(Factory, Settings(peer.Url));
        var endings = new Dictionary<Ending, int>();

        for (var turn = 0; turn < Cases; turn++)
        {
            broken[0] = AnswerFuzz.Break(seeds[turn % seeds.Length], random);
            var attempted = await TryAsync(adapter, $"d{turn}", Number(turn));
            endings[attempted.Ending] = endings.GetValueOrDefault(attempted.Ending) + 1;
        }

        Assert.Multiple(() =>
        {
            Assert.That(endings.Values.Sum(), Is.EqualTo(Cases));
            Assert.That(endings.GetValueOrDefault(Unclear), Is.GreaterThan(Cases / 10), "most broken answers must be told apart from answers");
        });
    }

    [Test]
    public async Task Many_at_once_are_all_accepted_and_each_has_one_effect()
    {
        const int Many = 64;
        var adapter = await ConnectAsync();

        var attempted = await Task.WhenAll(Enumerable.Range(1, Many).Select(i => TryAsync(adapter, $"d{i}", Number(i))));

        Assert.Multiple(() =>
        {
            Assert.That(attempted.Select(a => a.Ending), Is.All.EqualTo(Ending.Accepted));
            Assert.That(Partner.Records.Counts.Effects, Is.EqualTo(Many));
            Assert.That(Partner.Records.Counts.Deliveries, Is.EqualTo(Many));
        });
    }
}
