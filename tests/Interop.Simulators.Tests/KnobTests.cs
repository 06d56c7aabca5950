using System.Net;
using System.Net.Sockets;

namespace Interop.Simulators.Tests;

/// <summary>Each knob does what it says, seen from the other end of a socket.</summary>
public sealed class KnobTests
{
    private OneStopSimulator _partner = null!;

    [SetUp]
    public async Task Start() => _partner = await OneStopSimulator.StartAsync(new SimulatorOptions());

    [TearDown]
    public async Task Stop() => await _partner.DisposeAsync();

    [Test]
    public async Task Down_refuses_to_connect_keeps_the_port_and_leaves_the_knobs_in_reach()
    {
        var before = _partner.BaseUrl;
        await Knock.PushAsync(_partner, "d-1");
        await _partner.GoDownAsync();

        var refused = Assert.ThrowsAsync<HttpRequestException>(() => Knock.PushAsync(_partner, "d-2"));
        Assert.That((refused!.InnerException as SocketException)?.SocketErrorCode, Is.EqualTo(SocketError.ConnectionRefused));
        Assert.That((await Knock.GetAsync(new Uri(_partner.AdminUrl, "_sim/counts"))).Json.GetProperty("effects").GetInt32(), Is.EqualTo(1));

        await Knock.PutAsync(_partner.AdminUrl, "_sim/faults", """{"down":"none"}""");
        var back = await Knock.PushAsync(_partner, "d-2");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(back.Status, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(_partner.BaseUrl, Is.EqualTo(before));
            Assert.That(_partner.Records.Counts.Requests, Is.EqualTo(2), "a refused connection is no request");
        }
    }

    [Test]
    public async Task Down_cuts_the_call_that_is_under_way()
    {
        await _partner.SetFaultsAsync(new FaultSettings { Hold = true });
        var call = Knock.PushAsync(_partner, "d-1");
        await Eventually.HoldsAsync(() => _partner.Records.Counts.Requests == 1, "the call arrives");
        await _partner.GoDownAsync();
        Assert.ThrowsAsync<HttpRequestException>(() => call);
        Assert.That(_partner.Records.Effects, Is.Empty);
    }

    [Test]
    public async Task Down_can_be_asked_of_the_very_port_it_closes()
    {
        var answer = await Knock.PutAsync(_partner.BaseUrl, "_sim/faults", """{"down":"refused"}""");
        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.Accepted));
        await Eventually.HoldsAsync(() => Refuses(_partner.BaseUrl), "the port closes");
    }

    [Test]
    public async Task Dropped_takes_the_connection_and_says_nothing()
    {
        await _partner.SetFaultsAsync(new FaultSettings { Down = Outage.Dropped });
        using var silent = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await silent.ConnectAsync(IPAddress.Loopback, _partner.BaseUrl.Port);
        Assert.That(await HeardBeforeTheEndAsync(silent), Is.Zero, "closed though nothing was asked");
        Assert.ThrowsAsync<HttpRequestException>(() => Knock.PushAsync(_partner, "d-1"));
        Assert.That(_partner.Records.Effects, Is.Empty);
    }

    [Test]
    public async Task Slow_answers_late_and_the_effect_stands_though_the_caller_gave_up()
    {
        await _partner.SetFaultsAsync(new FaultSettings { SlowMs = 300 });
        var start = TimeProvider.System.GetTimestamp();
        await Knock.PushAsync(_partner, "d-1");
        Assert.That(TimeProvider.System.GetElapsedTime(start), Is.GreaterThanOrEqualTo(TimeSpan.FromMilliseconds(290)));

        await _partner.SetFaultsAsync(new FaultSettings { SlowMs = 60_000 });
        using var patience = new CancellationTokenSource();
        var call = Knock.SendAsync(Knock.Packet(_partner, "d-2"), patience.Token);
        await Eventually.HoldsAsync(() => _partner.Records.FirstOf("d-2") is not null, "the effect happens before the answer");
        await patience.CancelAsync();
        Assert.That(async () => await call, Throws.InstanceOf<OperationCanceledException>());
        await Eventually.HoldsAsync(() => _partner.Records.Counts.Unanswered == 1, "the answer is given up");
        Assert.That(_partner.Records.Effects, Has.Count.EqualTo(2));
        var waited = _partner.Records.Answered.Single();
        Assert.That(waited.DeliveryId, Is.EqualTo("d-1"), "who gave up did not wait for the answer");
        Assert.That(TimeProvider.System.GetElapsedTime(waited.Begun, waited.Ended), Is.GreaterThanOrEqualTo(TimeSpan.FromMilliseconds(290)));
    }

    [Test]
    public async Task Hold_waits_before_the_effect_until_released()
    {
        await _partner.SetFaultsAsync(new FaultSettings { Hold = true });
        using var patience = new CancellationTokenSource();
        var impatient = Knock.SendAsync(Knock.Packet(_partner, "d-1"), patience.Token);
        var patient = Knock.PushAsync(_partner, "d-2");
        await Eventually.HoldsAsync(() => _partner.Records.Counts.Requests == 2, "both calls arrive");
        await patience.CancelAsync();
        Assert.That(async () => await impatient, Throws.InstanceOf<OperationCanceledException>());
        await Eventually.HoldsAsync(() => _partner.Records.Counts.Unanswered == 1, "the impatient call is gone");
        Assert.That(_partner.Records.Effects, Is.Empty);

        await _partner.ResetFaultsAsync();
        Assert.That((await patient).Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(_partner.Records.Effects.Select(e => e.DeliveryId), Is.EqualTo(new[] { "d-2" }));
    }

    [Test]
    public async Task Whom_a_call_was_about_is_known_whatever_came_of_it()
    {
        await using var ministry = await CivilStatusSimulator.StartAsync(new CivilStatusOptions { Callbacks = CallbackMode.Off });
        foreach (var partner in (PartnerSimulator[])[_partner, ministry])
        {
            await partner.SetFaultsAsync(new FaultSettings { ErrorNext = 1, AnswerLostNext = 1 });
        }

        await Knock.PushAsync(_partner, "d-1");
        Assert.ThrowsAsync<HttpRequestException>(() => Knock.PushAsync(_partner, "d-2"));
        await Knock.PushAsync(ministry, "d-1");
        Assert.ThrowsAsync<HttpRequestException>(() => Knock.PushAsync(ministry, "d-2"));
        await Knock.SendAsync(Knock.Ministry(ministry, """<TraCuuHoSo xmlns="http://hotich.moj.gov.vn/lienthong/v1"><maGiaoDich>d-3</maGiaoDich></TraCuuHoSo>"""));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(_partner.Records.Called, Is.EquivalentTo(new[] { "d-1", "d-2" }));
            Assert.That(ministry.Records.Called, Is.EquivalentTo(new[] { "d-1", "d-2" }), "a question is no call");
        }
    }

    [Test]
    public async Task Errors_come_as_often_as_asked_with_their_status_and_without_effect()
    {
        await _partner.SetFaultsAsync(new FaultSettings { ErrorNext = 2, ErrorStatus = 429, RetryAfterSeconds = 7 });
        var heard = new List<Heard>();
        for (var i = 0; i < 3; i++)
        {
            heard.Add(await Knock.PushAsync(_partner, "d-1"));
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(heard.Select(h => (int)h.Status), Is.EqualTo(new[] { 429, 429, 200 }));
            Assert.That(heard[0].RetryAfter, Is.EqualTo(TimeSpan.FromSeconds(7)));
            Assert.That(_partner.Records.Effects, Has.Count.EqualTo(1));
            Assert.That(_partner.Records.Counts, Is.EqualTo(new SimulatorCounts(3, 1, 0, 1, 1, 0, 0, 2, 0)));
            Assert.That(_partner.Faults.ErrorNext, Is.Zero);
        }
    }

    [Test]
    public async Task A_probe_spends_no_error()
    {
        await _partner.SetFaultsAsync(new FaultSettings { ErrorNext = 1, AnswerLostNext = 1 });
        Assert.That((await Knock.GetAsync(new Uri(_partner.BaseUrl, "hook/d-1"))).Status, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(_partner.Faults, Is.EqualTo(new FaultSettings { ErrorNext = 1, AnswerLostNext = 1 }));
    }

    [Test]
    public async Task A_lost_answer_leaves_its_effect()
    {
        await _partner.SetFaultsAsync(new FaultSettings { AnswerLostNext = 1 });
        Assert.ThrowsAsync<HttpRequestException>(() => Knock.PushAsync(_partner, "d-1"));
        Assert.That(_partner.Records.Effects, Has.Count.EqualTo(1));
        Assert.That((await Knock.PushAsync(_partner, "d-1")).Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(_partner.Records.Effects, Has.Count.EqualTo(1), "the repeat is recognised");
    }

    [Test]
    public async Task Chance_repeats_itself_with_its_seed()
    {
        async Task<string> RunAsync(int seed)
        {
            await _partner.SetFaultsAsync(new FaultSettings { AnswerLostRate = 0.5, Seed = seed });
            var fate = "";
            for (var i = 0; i < 24; i++)
            {
                try
                {
                    await Knock.PushAsync(_partner, $"{seed}-{fate.Length}-{_partner.Records.Counts.Requests}");
                    fate += "+";
                }
                catch (HttpRequestException)
                {
                    fate += "-";
                }
            }

            return fate;
        }

        var first = await RunAsync(7);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await RunAsync(7), Is.EqualTo(first));
            Assert.That(await RunAsync(8), Is.Not.EqualTo(first));
            Assert.That(first, Does.Contain("+").And.Contain("-"));
        }
    }

    [Test]
    public async Task A_garbled_answer_cannot_be_read()
    {
        await _partner.SetFaultsAsync(new FaultSettings { GarbledNext = 1 });
        var garbled = await Knock.PushAsync(_partner, "d-1");
        Assert.That(() => garbled.Json, Throws.InstanceOf<System.Text.Json.JsonException>());
        Assert.That(garbled.MediaType, Is.EqualTo("application/json"));
        Assert.That(_partner.Records.Effects, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_truncated_answer_stops_in_the_middle()
    {
        await _partner.SetFaultsAsync(new FaultSettings { TruncatedNext = 1 });
        using var http = new HttpClient();
        using var answer = await http.SendAsync(Knock.Packet(_partner, "d-1"), HttpCompletionOption.ResponseHeadersRead);
        var promised = (int)answer.Content.Headers.ContentLength!;
        var heard = 0;
        await using var body = await answer.Content.ReadAsStreamAsync();
        Assert.That(
            async () =>
            {
                while (await body.ReadAsync(new byte[8]) is > 0 and var more)
                {
                    heard += more;
                }
            },
            Throws.InstanceOf<IOException>());
        Assert.That(heard, Is.EqualTo(promised / 2));
        Assert.That(_partner.Records.Effects, Has.Count.EqualTo(1));
    }

    [TestCase("""{"downn":"refused"}""")]
    [TestCase("""{"down":"gone"}""")]
    [TestCase("null")]
    [TestCase("{")]
    public async Task A_knob_that_is_not_there_is_refused(string json)
    {
        var answer = await Knock.PutAsync(_partner.AdminUrl, "_sim/faults", json);
        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(_partner.Faults, Is.EqualTo(new FaultSettings()));
    }

    [Test]
    public async Task Every_bad_value_is_named_at_once()
    {
        var answer = await Knock.PutAsync(_partner.AdminUrl, "_sim/faults", """{"slowMs":-1,"errorStatus":200,"answerLostRate":2}""");
        Assert.That(answer.Json.GetProperty("errors").GetArrayLength(), Is.EqualTo(3));
    }

    /// <summary>Bytes that came before the other side closed or cut the connection.</summary>
    private static async Task<int> HeardBeforeTheEndAsync(Socket socket)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20), TimeProvider.System);
        try
        {
            return await socket.ReceiveAsync(new byte[16], patience.Token);
        }
        catch (SocketException)
        {
            return 0;
        }
    }

    private static bool Refuses(Uri address)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Connect(IPAddress.Loopback, address.Port);
            return false;
        }
        catch (SocketException refused) when (refused.SocketErrorCode == SocketError.ConnectionRefused)
        {
            return true;
        }
    }
}
