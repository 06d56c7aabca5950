using Interop.Adapters.Configuration;
using Interop.Adapters.Tests.Samples;
using Interop.Contracts.Faults;
using Interop.Simulators;

namespace Interop.Adapters.Tests.Conformance;

/// <summary>
/// What every adapter must do, whatever it speaks: tried against its partner's simulator and against a peer on a raw
/// socket. A new adapter subclasses this (or <see cref="DeliveryConformance"/>) and fills in the abstract members.
/// </summary>
public abstract class AdapterConformance
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private AdapterBench _bench = null!;
    private PartnerSimulator? _partner;

    /// <summary>The factory under test.</summary>
    protected abstract IAdapterFactory Factory { get; }

    /// <summary>What is meant by "sent and not answered": Unknown for deliveries; look-ups may simply be asked again.</summary>
    protected abstract Ending Unclear { get; }

    /// <summary>Starts the partner.</summary>
    protected abstract Task<PartnerSimulator> StartPartnerAsync(Temper temper);

    /// <summary>Complete settings for a partner at that address, with the simulator's usual credentials.</summary>
    protected abstract Dictionary<string, string?> Settings(Uri baseUrl);

    /// <summary>Attempts one delivery or look-up.</summary>
    protected abstract Task<Attempted> AttemptAsync(AdapterInstance adapter, string deliveryId, string dossierNumber, CancellationToken cancellationToken);

    /// <summary>What the peer answers to calls that come before the one that counts (log-ins); null: this one counts.</summary>
    internal virtual PeerAnswer? Prelude(PeerRequest request) => null;

    /// <summary>The partner's acceptance, as a raw peer says it.</summary>
    internal abstract PeerAnswer Acceptance();

    /// <summary>The partner's refusal of the data, in these words.</summary>
    internal abstract PeerAnswer Refusal(string words);

    /// <summary>True when the partner's own words are kept as body; a look-up keeps none.</summary>
    protected virtual bool KeepsPartnerWords => true;

    /// <summary>The setting that bounds the answer's time.</summary>
    protected virtual string TimeoutSetting => "Timeout";

    protected PartnerSimulator Partner => _partner!;

    private protected AdapterBench Bench => _bench;

    [SetUp]
    public void Begin() => _bench = new AdapterBench();

    [TearDown]
    public async Task EndAsync()
    {
        if (_partner is not null)
        {
            await _partner.DisposeAsync();
            _partner = null;
        }

        _bench.Dispose();
    }

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

    [Test]
    public async Task A_refused_connection_is_deferred_as_unreachable()
    {
        var adapter = await ConnectAsync();
        await Partner.GoDownAsync();

        var attempted = await TryAsync(adapter);

        Assert.Multiple(() =>
        {
            Assert.That(attempted.Ending, Is.EqualTo(Ending.Deferred));
            Assert.That(attempted.Fault!.Code, Is.EqualTo("partner.unreachable"));
            Assert.That((attempted.Fault.Scope, attempted.Fault.Remedy), Is.EqualTo((FaultScope.Destination, Remedy.Time)));
            Assert.That(Partner.Records.Counts.Effects, Is.Zero);
        });
    }

    [Test]
    public async Task After_an_outage_the_same_adapter_delivers()
    {
        var adapter = await ConnectAsync();
        await TryAsync(adapter, "d1", Number(1));
        await Partner.GoDownAsync();
        await TryAsync(adapter, "d2", Number(2));
        await Partner.ComeBackAsync();

        var attempted = await TryAsync(adapter, "d2", Number(2));

        Assert.Multiple(() =>
        {
            Assert.That(attempted.Ending, Is.EqualTo(Ending.Accepted));
            Assert.That(Partner.Records.Counts.Effects, Is.EqualTo(2));
        });
    }

    [Test]
    public async Task A_connection_taken_and_dropped_is_never_called_accepted_or_rejected()
    {
        var adapter = await ConnectAsync();
        await Partner.SetFaultsAsync(new FaultSettings { Down = Outage.Dropped });

        var attempted = await TryAsync(adapter);

        Assert.Multiple(() =>
        {
            Assert.That(attempted.Ending, Is.EqualTo(Ending.Deferred).Or.EqualTo(Unclear));
            Assert.That(Partner.Records.Counts.Effects, Is.Zero);
        });
    }

    [Test]
    public async Task Connections_reset_at_once_never_make_it_throw()
    {
        await using var peer = new ResettingPeer();
        var adapter = _bench.Make(Factory, Settings(peer.Url));

        var attempted = new List<Attempted>();
        for (var turn = 0; turn < 25; turn++)
        {
            attempted.AddRange(await Task.WhenAll(Enumerable.Range(turn * 16, 16).Select(i => Task.Run(() => TryAsync(adapter, $"d{i}", Number(i))))));
        }

        Assert.That(attempted.Select(a => a.Ending), Is.All.EqualTo(Ending.Deferred).Or.EqualTo(Unclear));
    }

    [Test]
    public async Task An_answer_that_does_not_come_in_time_leaves_the_outcome_open()
    {
        var adapter = await ConnectAsync(settings: s => s[TimeoutSetting] = "00:00:00.5");
        await TryAsync(adapter, "d1", Number(1));
        await Partner.SetFaultsAsync(new FaultSettings { Hold = true });

        var attempted = await TryAsync(adapter, "d2", Number(2));

        Assert.Multiple(() =>
        {
            Assert.That(attempted.Ending, Is.EqualTo(Unclear));
            Assert.That(attempted.Fault!.Code, Is.EqualTo("partner.no-answer"));
        });
    }

    [Test]
    public async Task Cancelled_before_the_first_byte_it_says_so_by_an_exception()
    {
        var adapter = await ConnectAsync();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        Assert.Multiple(() =>
        {
            Assert.That(
                async () => await AttemptAsync(adapter, "d1", Number(1), cancelled.Token),
                Throws.InstanceOf<OperationCanceledException>());
            Assert.That(Partner.Records.Counts.Requests, Is.Zero);
        });
    }

    [Test]
    public async Task Cancelled_after_bytes_were_sent_it_leaves_the_outcome_open()
    {
        var adapter = await ConnectAsync();
        await TryAsync(adapter, "d1", Number(1));
        await Partner.SetFaultsAsync(new FaultSettings { Hold = true });
        var arrived = Partner.Records.Requests.Count;
        using var cancelled = new CancellationTokenSource();

        var running = AttemptAsync(adapter, "d2", Number(2), cancelled.Token);
        await UntilAsync(() => Partner.Records.Requests.Count > arrived);
        await cancelled.CancelAsync();

        Assert.That(Checked(await running).Ending, Is.EqualTo(Unclear));
    }

    [Test]
    public async Task An_answer_lost_after_the_effect_leaves_the_outcome_open()
    {
        var adapter = await ConnectAsync();
        await Partner.SetFaultsAsync(new FaultSettings { AnswerLostNext = 1 });

        var attempted = await TryAsync(adapter);

        Assert.Multiple(() =>
        {
            Assert.That(attempted.Ending, Is.EqualTo(Unclear));
            Assert.That(Partner.Records.Counts.Effects, Is.EqualTo(1));
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

    [Test]
    public async Task The_reachability_check_says_what_is_wrong_and_has_no_business_effect()
    {
        var adapter = await ConnectAsync();

        var well = await adapter.Reachability!.CheckAsync(CancellationToken.None);
        await Partner.GoDownAsync();
        var down = await adapter.Reachability.CheckAsync(CancellationToken.None);

        Assert.Multiple(() =>
        {
            Assert.That(well, Is.Null);
            Assert.That(down?.Code, Is.EqualTo("partner.unreachable"));
            Assert.That(Partner.Records.Counts.Dossiers, Is.Zero.Or.EqualTo(ChecksThatLookUp));
        });
    }

    /// <summary>Look-ups of nobody that a check may leave in the partner's books.</summary>
    protected virtual int ChecksThatLookUp => 0;

    [Test]
    public void Every_missing_setting_is_named_and_no_adapter_is_made()
    {
        var required = Settings(new Uri("http://127.0.0.1:1/")).Keys.Where(IsRequired).ToArray();

        var made = _bench.TryMake(Factory, new Dictionary<string, string?>());

        Assert.Multiple(() =>
        {
            Assert.That(made, Is.Null);
            Assert.That(_bench.Errors.Select(e => e.Path), Is.SupersetOf(required.Select(name => "S:" + name)));
        });
    }

    [Test]
    public void An_unknown_setting_and_a_secret_that_cannot_be_read_are_errors()
    {
        var settings = Settings(new Uri("http://127.0.0.1:1/"));
        var secret = settings.First(s => s.Value!.StartsWith("plain:", StringComparison.Ordinal)).Key;
        settings[secret] = "env:NOWHERE";
        settings["Adress"] = "http://127.0.0.1:1/";

        var made = _bench.TryMake(Factory, settings);

        Assert.Multiple(() =>
        {
            Assert.That(made, Is.Null);
            Assert.That(_bench.Errors.Select(e => e.Path), Is.EquivalentTo(new[] { "S:Adress", "S:" + secret }));
        });
    }

    /// <summary>The settings without which there is no adapter.</summary>
    protected virtual bool IsRequired(string name) => name != TimeoutSetting;

    protected static string Number(int index) => $"000.00.18.H40-240603-{index + 1:D4}";

    protected async Task<AdapterInstance> ConnectAsync(Temper temper = Temper.Honours, Action<Dictionary<string, string?>>? settings = null)
    {
        _partner = await StartPartnerAsync(temper);
        var given = Settings(_partner.BaseUrl);
        settings?.Invoke(given);
        return _bench.Make(Factory, given);
    }

    protected async Task<Attempted> TryAsync(AdapterInstance adapter, string deliveryId = "d1", string? dossierNumber = null)
    {
        using var patience = new CancellationTokenSource(Patience);
        return Checked(await AttemptAsync(adapter, deliveryId, dossierNumber ?? SampleDossier.Number, patience.Token));
    }

    /// <summary>Every fault that a test sees is checked for what must not stand in a log.</summary>
    protected static Attempted Checked(Attempted attempted)
    {
        if (attempted.Fault is { } fault)
        {
            Assert.Multiple(() =>
            {
                Assert.That(fault.Message, Is.Not.Empty.And.Length.LessThanOrEqualTo(500));
                Assert.That(SampleDossier.Personal.Where(p => fault.Message.Contains(p, StringComparison.Ordinal)), Is.Empty);
                Assert.That(fault.PartnerCode?.Length ?? 0, Is.LessThanOrEqualTo(64));
                Assert.That(fault.PartnerText?.Length ?? 0, Is.LessThanOrEqualTo(4000));
            });
        }

        return attempted;
    }

    protected static async Task UntilAsync(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!condition())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, patience.Token);
        }
    }
}
