using System.Text.Json.Nodes;
using Interop.Adapters.Configuration;
using Interop.Adapters.Delivery;
using Interop.Adapters.NationalPortal;
using Interop.Adapters.Tests.Conformance;
using Interop.Adapters.Tests.Samples;
using Interop.Contracts.Dossiers;
using Interop.Contracts.Packets;
using Interop.Simulators;

namespace Interop.Adapters.Tests.NationalPortal;

/// <summary>Sessions, create and update, and steps in pieces, against the simulated portal.</summary>
[TestFixture]
public sealed class PortalConversationTests
{
    private AdapterBench _bench = null!;
    private NationalPortalSimulator _portal = null!;

    [SetUp]
    public async Task BeginAsync()
    {
        _bench = new AdapterBench();
        _portal = await NationalPortalSimulator.StartAsync(new SimulatorOptions { Temper = Temper.Probeable });
    }

    [TearDown]
    public async Task EndAsync()
    {
        await _portal.DisposeAsync();
        _bench.Dispose();
    }

    [Test]
    public async Task A_session_that_ends_in_the_middle_costs_one_log_in_and_no_dossier()
    {
        var adapter = Connect();
        await DeliverAsync(adapter, Requests.Submission());
        _portal.ExpireSessions();

        var outcomes = await Task.WhenAll(Enumerable.Range(2, 16).Select(i => DeliverAsync(adapter, Requests.Submission($"000.00.18.H40-240603-{i:D4}", $"d{i}"))));

        Assert.Multiple(() =>
        {
            Assert.That(outcomes.Select(o => o.Ending), Is.All.EqualTo(Ending.Accepted));
            Assert.That(_portal.Records.Counts.Effects, Is.EqualTo(17));
            Assert.That(_portal.Records.Counts.LogIns, Is.EqualTo(2));
        });
    }

    [Test]
    public async Task A_session_that_never_holds_is_a_matter_of_credentials()
    {
        await _portal.SetFaultsAsync(new FaultSettings { SessionCalls = 0 });

        var outcome = await DeliverAsync(Connect(), Requests.Submission());

        Assert.Multiple(() =>
        {
            Assert.That((outcome.Ending, outcome.Fault!.Code), Is.EqualTo((Ending.Deferred, "partner.credentials")));
            Assert.That(_portal.Records.Counts.LogIns, Is.EqualTo(2), "once at first, once again, and no third time");
        });
    }

    [Test]
    public async Task A_dossier_that_is_there_already_is_sent_as_an_update()
    {
        var adapter = Connect();
        await DeliverAsync(adapter, Requests.Submission());

        var outcome = await DeliverAsync(adapter, Requests.Submission(delivery: "d-other"));

        Assert.Multiple(() =>
        {
            Assert.That((outcome.Ending, outcome.AlreadyThere), Is.EqualTo((Ending.Accepted, true)));
            Assert.That(_portal.Records.Requests.Select(IsUpdating).OfType<string>(), Is.EqualTo(new[] { "False", "False", "True" }));
        });
    }

    [Test]
    public async Task An_update_of_a_dossier_the_portal_lost_is_sent_as_a_create()
    {
        var outcome = await DeliverAsync(Connect(), Requests.Submission() with { KnownToDestination = true });

        Assert.Multiple(() =>
        {
            Assert.That(outcome.Ending, Is.EqualTo(Ending.Accepted));
            Assert.That(_portal.Records.Requests.Select(IsUpdating).OfType<string>(), Is.EqualTo(new[] { "True", "False" }));
        });
    }

    [Test]
    public async Task Steps_go_ten_at_a_time_in_their_order()
    {
        var adapter = Connect();
        await DeliverAsync(adapter, Requests.Submission());

        var outcome = await DeliverAsync(adapter, Steps(23));

        var calls = _portal.Records.Requests.Where(r => r.Operation == "CapNhatTienDoHoSoMC").Select(r => JsonNode.Parse(r.Text)!["data"]!.AsArray()).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(outcome.Ending, Is.EqualTo(Ending.Accepted));
            Assert.That(calls.Select(c => c.Count), Is.EqualTo(new[] { 10, 10, 3 }));
            Assert.That(calls.SelectMany(c => c).Select(s => s!["NoiDungXuLy"]!.GetValue<string>()), Is.EqualTo(Enumerable.Range(1, 23).Select(i => $"Bước {i}")));
        });
    }

    [Test]
    public async Task A_session_good_for_one_call_is_slow_and_not_wrong()
    {
        var adapter = Connect();
        await DeliverAsync(adapter, Requests.Submission());
        await _portal.SetFaultsAsync(new FaultSettings { SessionCalls = 1 });
        _portal.ExpireSessions();

        var outcome = await DeliverAsync(adapter, Steps(23));

        Assert.Multiple(() =>
        {
            Assert.That(outcome.Ending, Is.EqualTo(Ending.Accepted));
            Assert.That(_portal.Records.Effects.Count(e => e.Operation == "CapNhatTienDoHoSoMC"), Is.EqualTo(23));
        });
    }

    [Test]
    public async Task Half_sent_steps_are_open_and_the_next_attempt_sends_only_what_is_missing()
    {
        var adapter = Connect();
        await DeliverAsync(adapter, Requests.Submission());
        await _portal.SetFaultsAsync(new FaultSettings { AnswerLostNext = 1 });

        var lost = await DeliverAsync(adapter, Steps(23));
        var told = await adapter.Probe!.ProbeAsync(Steps(23), CancellationToken.None);
        var again = await DeliverAsync(adapter, Steps(23) with { Attempt = 2 });
        var finallyTold = await adapter.Probe.ProbeAsync(Steps(23), CancellationToken.None);

        Assert.Multiple(() =>
        {
            Assert.That(lost.Ending, Is.EqualTo(Ending.Unknown));
            Assert.That(told, Is.InstanceOf<ProbeOutcome.Absent>(), "ten of twenty-three are not the whole");
            Assert.That(again.Ending, Is.EqualTo(Ending.Accepted));
            Assert.That(finallyTold, Is.InstanceOf<ProbeOutcome.Arrived>());
            Assert.That(_portal.Records.Effects.Count(e => e.Operation == "CapNhatTienDoHoSoMC"), Is.EqualTo(23));
            Assert.That(_portal.Records.Counts.RepeatedEffects, Is.Zero);
        });
    }

    [Test]
    public async Task A_refusal_in_the_middle_of_the_steps_leaves_the_outcome_open()
    {
        var answers = new Queue<string>(
        [
            """{"error_code":0,"message":"Thành công"}""",
            """{"error_code":1,"message":"Hệ thống đang bảo trì"}""",
        ]);
        await using var peer = new ScriptedPeer(call => PeerAnswer.Http(
            200,
            "application/json",
            System.Text.Encoding.UTF8.GetBytes(call.Line.Contains("/auth", StringComparison.Ordinal) ? """{"session":"s","error_code":0}""" : answers.Dequeue())));
        var adapter = _bench.Make(new NationalPortalRegistration(), PortalBench.Settings(peer.Url));

        var outcome = await DeliverAsync(adapter, Steps(12));

        Assert.Multiple(() =>
        {
            Assert.That(outcome.Ending, Is.EqualTo(Ending.Unknown), "deferred would promise that nothing was done");
            Assert.That(outcome.Fault!.Message, Does.Contain("10/12"));
        });
    }

    [Test]
    public async Task A_result_whose_step_got_lost_repeats_nothing_that_is_there()
    {
        var adapter = Connect();
        await DeliverAsync(adapter, Requests.Submission());
        var paper = new ResultPaper { Code = "KQ.G15.000031", Name = "Giấy khai sinh", File = SampleDossier.File("kq-1", "giay-khai-sinh.pdf", SampleDossier.Certificate) };
        var result = Requests.Of(
            PacketKind.Result,
            new Result { Step = Requests.Step("2024-06-03T15:10:00+07:00", BusinessStatus.Finished, "Đã đăng ký khai sinh"), Papers = [paper] },
            delivery: "d-result");

        await _portal.SetFaultsAsync(new FaultSettings { AnswerLostNext = 1 });
        var lost = await DeliverAsync(adapter, result);
        var told = await adapter.Probe!.ProbeAsync(result, CancellationToken.None);
        var again = await DeliverAsync(adapter, result with { Attempt = 2 });
        var finallyTold = await adapter.Probe.ProbeAsync(result, CancellationToken.None);

        Assert.Multiple(() =>
        {
            Assert.That((lost.Ending, again.Ending), Is.EqualTo((Ending.Unknown, Ending.Accepted)));
            Assert.That(told, Is.InstanceOf<ProbeOutcome.Absent>(), "the papers are there, the step is not");
            Assert.That(finallyTold, Is.InstanceOf<ProbeOutcome.Arrived>());
            Assert.That(_portal.Records.Effects.Count(e => e.DeliveryId == "d-result"), Is.EqualTo(2));
            Assert.That(_portal.Records.Counts.RepeatedEffects, Is.Zero);
        });
    }

    [Test]
    public async Task A_row_that_shows_little_proves_a_dossier_and_no_update()
    {
        await using var peer = new ScriptedPeer(call => PeerAnswer.Http(
            200,
            "application/json",
            System.Text.Encoding.UTF8.GetBytes(call.Line.Contains("/auth", StringComparison.Ordinal)
                ? """{"session":"s","error_code":0}"""
                : $$"""{"error_code":"0","result":[{"MAHOSO":"{{SampleDossier.Number}}","TrangThaiHoSo":4}]}""")));
        var probe = _bench.Make(new NationalPortalRegistration(), PortalBench.Settings(peer.Url)).Probe!;

        var create = await probe.ProbeAsync(Requests.Submission(), CancellationToken.None);
        var update = await probe.ProbeAsync(Requests.Submission() with { KnownToDestination = true }, CancellationToken.None);
        var steps = await probe.ProbeAsync(Steps(1), CancellationToken.None);

        Assert.Multiple(() =>
        {
            Assert.That(create, Is.InstanceOf<ProbeOutcome.Arrived>());
            Assert.That(update, Is.InstanceOf<ProbeOutcome.CannotTell>());
            Assert.That(steps, Is.InstanceOf<ProbeOutcome.CannotTell>());
        });
    }

    [TestCase("0", "Hồ sơ đã tồn tại", Ending.Accepted, null)]
    [TestCase("3", "Ho\u0300\u0302 sơ đa\u0303 tồn tại", Ending.Accepted, null)]
    [TestCase("1", "Phiên làm việc đã hết hạn", Ending.Deferred, "partner.credentials")]
    [TestCase("1", "Session is expired", Ending.Deferred, "partner.credentials")]
    [TestCase("1", "dstcode không đúng", Ending.Deferred, "partner.sender-not-registered")]
    [TestCase("1", "Tài khoản bị khóa", Ending.Deferred, "partner.sender-not-registered")]
    [TestCase("1", "Tài khoản bị khoá", Ending.Deferred, "partner.sender-not-registered")]
    [TestCase("1", "Hệ thống đang bảo trì", Ending.Deferred, "partner.unavailable")]
    [TestCase("-99", "Lỗi hệ thống", Ending.Unknown, "partner.internal-error")]
    [TestCase("1", "Trường MaTTHC không hợp lệ", Ending.Rejected, "partner.rejected-data")]
    public async Task The_portals_words_mean(string code, string message, Ending ending, string? fault)
    {
        await using var peer = new ScriptedPeer(call => PeerAnswer.Http(
            200,
            "application/json",
            System.Text.Encoding.UTF8.GetBytes(call.Line.Contains("/auth", StringComparison.Ordinal)
                ? """{"session":"s","error_code":"0"}"""
                : new JsonObject { ["error_code"] = code, ["message"] = message }.ToJsonString())));
        var adapter = _bench.Make(new NationalPortalRegistration(), PortalBench.Settings(peer.Url));

        var outcome = await DeliverAsync(adapter, Requests.Submission());

        Assert.Multiple(() =>
        {
            Assert.That((outcome.Ending, outcome.Fault?.Code), Is.EqualTo((ending, fault)));
            Assert.That(outcome.Fault?.PartnerText ?? message, Is.EqualTo(message));
        });
    }

    private static string? IsUpdating(RequestRecord request) =>
        request.Path == "/integration" ? JsonNode.Parse(request.Text)!["isUpdating"]?.GetValue<string>() : null;

    private static DeliveryRequest Steps(int count) => Requests.Of(
        PacketKind.Progress,
        new Progress
        {
            Steps =
            [
                .. Enumerable.Range(1, count).Select(i =>
                    Requests.Step("2024-06-03T10:00:00+07:00", BusinessStatus.Processing, $"Bước {i}") with { At = Instants.At("2024-06-03T10:00:00+07:00").AddMinutes(i) }),
            ],
        });

    private static async Task<Attempted> DeliverAsync(AdapterInstance adapter, DeliveryRequest request) =>
        Attempted.Of(await adapter.Delivery!.DeliverAsync(request, CancellationToken.None));

    private AdapterInstance Connect() => _bench.Make(new NationalPortalRegistration(), PortalBench.Settings(_portal.BaseUrl));
}
