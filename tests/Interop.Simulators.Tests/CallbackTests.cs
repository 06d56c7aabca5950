using System.Net;
using System.Text;
using System.Xml.Linq;

namespace Interop.Simulators.Tests;

/// <summary>The ministry's calls into the hub.</summary>
public sealed class CallbackTests
{
    private readonly CountedTime _time = new();
    private HubDoor _hub = null!;
    private CivilStatusSimulator _ministry = null!;

    [SetUp]
    public async Task Start()
    {
        _hub = await HubDoor.OpenAsync();
        _ministry = await CivilStatusSimulator.StartAsync(new CivilStatusOptions
        {
            Time = _time, Hub = _hub.Address, CallbackDelay = TimeSpan.FromMilliseconds(1), FirstRetry = TimeSpan.FromMilliseconds(1),
        });
    }

    [TearDown]
    public async Task Stop()
    {
        await _ministry.DisposeAsync();
        await _hub.DisposeAsync();
    }

    [Test]
    public async Task A_dossier_is_reported_on_in_order_and_ends_with_its_certificate()
    {
        await Knock.PushAsync(_ministry, "d-1");
        await TakenAsync(3);
        var visits = _hub.Visits.ToArray();
        var result = visits[2];
        var pdf = Convert.FromBase64String(result.Of("data"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(visits.Select(v => (v.Path, v.Kind, v.Of("statusCode"))), Is.EqualTo(new[]
            {
                ("/soap/dossier-exchange", "ProgressRequest", "4"), ("/soap/dossier-exchange", "ProgressRequest", "4"), ("/soap/dossier-exchange", "ResultRequest", "9"),
            }));
            Assert.That(result.Action, Is.EqualTo("\"urn:interop:dossier-exchange:1/Result\""));
            Assert.That(result.Authorization, Is.EqualTo("Basic " + Convert.ToBase64String("HOTICH:khoa-mau"u8)));
            Assert.That(visits.Select(v => v.PacketId), Is.Unique);
            Assert.That(result.Of("occurredAt"), Does.EndWith("+07:00"));
            Assert.That(Encoding.ASCII.GetString(pdf), Does.StartWith("%PDF-1.7").And.EndsWith("%%EOF\n"));
            Assert.That(result.Of("sha256"), Is.EqualTo(Hosting.Digest.Sha256(pdf)));
            Assert.That(result.Body.Descendants().Attributes("name").Select(a => a.Value), Is.EqualTo(new[] { "soDinhDanh", "soDangKy", "quyenSo", "trangSo", "ngayDangKy" }));
            Assert.That((await Knock.LookUpAsync(_ministry, "d-1")).Xml("giayKhaiSinh"), Is.Not.Empty);
        }
    }

    [Test]
    public async Task A_hub_that_does_not_take_it_is_called_again_with_the_same_packet()
    {
        _hub.First(503, HubDoor.Fault("Server"));
        _hub.First(500, HubDoor.Fault("Server"));
        _hub.First(401, "");
        _hub.First(200, "<html/>");
        _hub.First(502, null);
        await Knock.PushAsync(_ministry, "d-1");
        await TakenAsync(3);
        var packets = _hub.Visits.Select(v => v.PacketId).ToArray();
        Assert.That(packets, Has.Length.EqualTo(8));
        Assert.That(packets.Take(6).Distinct().ToArray(), Has.Length.EqualTo(1));
        Assert.That(_ministry.Callbacks[0].Attempts, Is.EqualTo(6));
    }

    [Test]
    public async Task A_client_fault_ends_one_callback_and_the_next_goes_on()
    {
        _hub.First(500, HubDoor.Fault("Client"));
        await Knock.PushAsync(_ministry, "d-1");
        await TakenAsync(2);
        Assert.That(_ministry.Callbacks.Select(c => c.State), Is.EqualTo(new[] { CallbackState.Refused, CallbackState.Taken, CallbackState.Taken }));
        Assert.That(_hub.Visits, Has.Count.EqualTo(3));
    }

    [Test]
    public async Task Duplicates_come_twice_letter_for_letter()
    {
        await _ministry.SetFaultsAsync(new FaultSettings { DuplicateCallbacks = true });
        await Knock.PushAsync(_ministry, "d-1");
        await Eventually.HoldsAsync(() => _hub.Visits.Count == 6, "each of three comes twice");
        Assert.That(_hub.Visits.Chunk(2).Select(pair => pair[0].Body.ToString() == pair[1].Body.ToString()), Is.All.True);
    }

    [Test]
    public async Task Out_of_order_the_result_comes_first()
    {
        await _ministry.SetFaultsAsync(new FaultSettings { OutOfOrderCallbacks = true });
        await Knock.PushAsync(_ministry, "d-1");
        await TakenAsync(3);
        Assert.That(_hub.Visits.Select(v => v.Kind), Is.EqualTo(new[] { "ResultRequest", "ProgressRequest", "ProgressRequest" }));
    }

    [Test]
    public async Task By_hand_they_come_when_told_and_no_earlier()
    {
        await Knock.PutAsync(_ministry.AdminUrl, "_sim/callbacks", """{"mode":"manual"}""");
        await Knock.PushAsync(_ministry, "d-1");
        Assert.That(_ministry.Callbacks.Select(c => c.State), Is.All.EqualTo(CallbackState.Waiting));
        var fired = await Knock.SendAsync(new HttpRequestMessage(HttpMethod.Post, new Uri(_ministry.AdminUrl, $"_sim/callbacks/fire?dossier={Knock.Number}&most=1")));
        await TakenAsync(1);
        Assert.That(fired.Json.GetProperty("fired").GetInt32(), Is.EqualTo(1));
        Assert.That(_hub.Visits, Has.Count.EqualTo(1));

        _ministry.FireCallbacks();
        await TakenAsync(3);
    }

    [Test]
    public async Task A_ministry_that_is_down_calls_nobody()
    {
        _ministry.Mode = CallbackMode.Manual;
        await Knock.PushAsync(_ministry, "d-1");
        await _ministry.GoDownAsync();
        var waits = _time.Waits;
        _ministry.FireCallbacks();
        await Eventually.HoldsAsync(() => _time.Waits > waits, "it waits instead of calling");
        Assert.That(_hub.Visits, Is.Empty);
        await _ministry.ComeBackAsync();
        await TakenAsync(3);
    }

    [Test]
    public async Task Papers_are_asked_for_and_their_supplement_sets_the_work_going_again()
    {
        _ministry.Mode = CallbackMode.Manual;
        await Knock.PushAsync(_ministry, "d-1");
        _ministry.Report(Knock.Number, CallbackKind.Progress, 4, "Đang xử lý");
        _ministry.FireCallbacks(Knock.Number, most: 1);
        var ask = await Knock.SendAsync(new HttpRequestMessage(HttpMethod.Post, new Uri(_ministry.AdminUrl, "_sim/callbacks"))
        {
            Content = new StringContent($$"""{"dossierNumber":"{{Knock.Number}}","kind":"supplement","statusCode":5,"content":"Bổ sung giấy chứng sinh"}""", Encoding.UTF8, "application/json"),
        });
        Assert.That(ask.Status, Is.EqualTo(HttpStatusCode.Created));
        _ministry.FireCallbacks();
        await Eventually.HoldsAsync(() => _hub.Visits.Any(v => v.Kind == "SupplementRequest"), "papers are asked for");
        Assert.That((await Knock.LookUpAsync(_ministry, "d-1")).Xml("trangThai"), Is.EqualTo("2"));

        var planned = _ministry.Callbacks.Count;
        Assert.That((await Knock.PushAsync(_ministry, "d-2")).Xml("status"), Is.EqualTo("1"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(_ministry.Callbacks, Has.Count.EqualTo(planned + 2));
            Assert.That((await Knock.LookUpAsync(_ministry, "d-2")).Xml("trangThai"), Is.EqualTo("3"));
        }
    }

    /// <summary>Counts the waits begun: the ministry's only ones, by hand, are those between two tries.</summary>
    private sealed class CountedTime : TimeProvider
    {
        private int _waits;

        public int Waits => Volatile.Read(ref _waits);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Interlocked.Increment(ref _waits);
            return base.CreateTimer(callback, state, dueTime, period);
        }
    }

    private Task TakenAsync(int count) =>
        Eventually.HoldsAsync(() => _ministry.Callbacks.Count(c => c.State == CallbackState.Taken) == count, $"{count} callbacks are taken");
}
