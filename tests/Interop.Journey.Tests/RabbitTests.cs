using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Interop.Journey.Tests.Hub;
using Interop.Simulators;
using Interop.Tests.Servers;

namespace Interop.Journey.Tests;

/// <summary>The hub on RabbitMQ: the same journeys, and what a broker's life and death may cost them, which is nothing.</summary>
[NonParallelizable]
public sealed partial class RabbitTests
{
    private const string Lost = "Queue of HOTICH is lost";
    private const string Connected = "Queue of HOTICH connected";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private RabbitServer _broker = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _broker = await RabbitServer.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await _broker.DisposeAsync();

    [Test]
    [Order(1)]
    [CancelAfter(120_000)]
    public async Task A_birth_registration_travels_over_the_broker(CancellationToken cancellationToken)
    {
        await using var journey = await Hub.Journey.StartAsync(change: OverTheBroker);
        await BirthJourneyTests.RegisterAsync(journey, cancellationToken);

        // Its hints went through: submission, gate, progress and result, to three destinations and more.
        var confirmed = Confirmed().Matches(await _broker.ControlAsync("-q", "eval", "rabbit_global_counters:overview().")).Sum(m => int.Parse(m.Groups["count"].Value));
        Assert.That(confirmed, Is.GreaterThanOrEqualTo(6));
        Assert.That(journey.Hub.Log, Does.Not.Contain(Lost).And.Not.Contain("The bus takes no hints"));
        var queues = await QueuesAsync();
        Assert.That(queues.Keys, Is.SupersetOf(new[] { "interop-delivery-hotich", "interop-delivery-dvcqg", "interop-delivery-mcdt", "interop-delivery-csdldc_error", "interop-delivery-csdldc_skipped" }));
        Assert.That(queues.Values, Is.All.EqualTo("quorum"));
    }

    [Test]
    [Order(2)]
    [CancelAfter(240_000)]
    public async Task While_the_broker_is_gone_dossiers_are_taken_and_delivered_and_when_it_is_back_it_is_used_again(CancellationToken cancellationToken)
    {
        await using var journey = await Hub.Journey.StartAsync(callbacks: CallbackMode.Off, change: OverTheBroker);
        var (portal, ministry) = (journey.Province.NationalPortal, journey.Province.CivilStatus);
        var process = journey.Hub.ProcessId;
        var sent = new List<string>();
        await SendAsync(1, 20);

        // Killed with work under way. Those before, and those taken without it, arrive all the same.
        await ministry.SetFaultsAsync(new FaultSettings { SlowMs = 300 }, cancellationToken);
        await SendAsync(21, 40);
        _broker.Kill();
        await SendAsync(41, 60);
        await ArriveAsync("without a broker");
        // The dossiers may be through before the hub's client has noticed that nobody is at the other end.
        await Eventually.HoldsAsync(() => journey.Hub.Log.Contains(Lost, StringComparison.Ordinal), Patience, () => $"the hub says that a queue is lost\n{journey.Hub.Log}");
        await ministry.ResetFaultsAsync(cancellationToken);

        // Nobody waits for it to come back either: up to a minute passes until the queues are connected again.
        await _broker.RestartAsync(cancellationToken);
        var next = 60;
        while (Occurrences(Connected) < 2)
        {
            cancellationToken.ThrowIfCancellationRequested();
            next++;
            await SendAsync(next, next);
            await ArriveAsync("while it comes back");
        }

        await SendAsync(next + 1, next + 20);
        await ArriveAsync("with the broker again");
        Assert.That((portal.Records.Counts.RepeatedEffects, ministry.Records.Counts.RepeatedEffects, journey.Hub.ProcessId), Is.EqualTo((0, 0, process)));

        int Occurrences(string what) => journey.Hub.Log.Split(what).Length - 1;

        async Task SendAsync(int from, int to)
        {
            foreach (var number in Enumerable.Range(from, to - from + 1).Select(Payloads.Number))
            {
                var (status, body) = await journey.PostAsync("api/v1/dossiers", Payloads.Submission($"a-{number}", number), cancellationToken);
                Assert.That(status, Is.EqualTo(HttpStatusCode.Accepted), $"taken at once: {body}");
                sent.Add(number);
            }
        }

        Task ArriveAsync(string when) => Eventually.HoldsAsync(
            () => sent.TrueForAll(n => portal.Records.EffectsOf(n).Count == 1 && ministry.Records.EffectsOf(n).Count == 1),
            Patience,
            () => $"every dossier at both {when}: {portal.Records.Counts}; {ministry.Records.Counts}\n{journey.Hub.Log}");
    }

    [Test]
    [Order(3)]
    [CancelAfter(240_000)]
    public async Task However_many_deliveries_are_due_the_broker_holds_a_window_of_them_and_none_behind_a_closed_door(CancellationToken cancellationToken)
    {
        const int Window = 20;
        await using var journey = await Hub.Journey.StartAsync(callbacks: CallbackMode.Off, change: c =>
        {
            OverTheBroker(c);

            // Two are claimed with their packets; without a rate all the others wait their turn in the node's hand and the queue.
            c.Delivery("HOTICH").Remove("RatePerSecond");
            c.Delivery("HOTICH")["MaxConcurrency"] = 2;
            c.Delivery("HOTICH")["HandOverWindow"] = Window;

            // A ministry that is only slow: its door stays open however long its calls are held.
            c.Delivery("HOTICH")["BreakAfter"] = 1000;
            c.Adapter("HOTICH")["AnswerTimeout"] = "20s";
        });
        var (portal, ministry) = (journey.Province.NationalPortal, journey.Province.CivilStatus);
        await ministry.SetFaultsAsync(new FaultSettings { Hold = true }, cancellationToken);
        var numbers = Enumerable.Range(1, 150).Select(Payloads.Number).ToArray();
        var counts = await _broker.CountMessagesAsync("/");
        long most = 0;
        foreach (var chunk in numbers.Chunk(30))
        {
            foreach (var number in chunk)
            {
                await journey.InsistAsync("api/v1/dossiers", Payloads.Submission($"a-{number}", number), cancellationToken);
            }

            await Eventually.HoldsAsync(() => chunk.All(n => portal.Records.EffectsOf(n).Count == 1), Patience, () => "the portal to have them");
            most = Math.Max(most, counts()["interop-delivery-hotich"]);
        }

        // A window of hints in the node's hand and the queue; all the rest in the ledger.
        Assert.That(most, Is.InRange(1, Window));

        using var operators = new HttpClient { BaseAddress = journey.Hub.Address };
        operators.DefaultRequestHeaders.Add("X-Interop-Operator", "kiem-thu");
        using (var paused = await operators.PostAsJsonAsync("api/v1/operator/destinations/HOTICH/pause", new { reason = "thử" }, cancellationToken))
        {
            Assert.That(paused.IsSuccessStatusCode, await paused.Content.ReadAsStringAsync(cancellationToken));
        }

        await ministry.ResetFaultsAsync(cancellationToken);
        await Eventually.Async(async () => await WaitingAsync() == 0, Patience, () => "the hints to be given back");
        var held = ministry.Records.Counts.Effects;
        var late = Payloads.Number(151);
        await journey.InsistAsync("api/v1/dossiers", Payloads.Submission("late", late), cancellationToken);
        await Eventually.HoldsAsync(() => portal.Records.EffectsOf(late).Count == 1, Patience, () => "the portal to have it");
        Assert.That((await WaitingAsync(), ministry.Records.Counts.Effects), Is.EqualTo((0, held)));

        using (var resumed = await operators.PostAsync("api/v1/operator/destinations/HOTICH/resume", content: null, cancellationToken))
        {
            Assert.That(resumed.IsSuccessStatusCode, await resumed.Content.ReadAsStringAsync(cancellationToken));
        }

        await Eventually.HoldsAsync(() => numbers.Append(late).All(n => ministry.Records.EffectsOf(n).Count == 1), Patience, () => $"all of them at the ministry: {ministry.Records.Counts}\n{journey.Hub.Log}");
        Assert.That(ministry.Records.Counts.RepeatedEffects, Is.Zero);
    }

    [Test]
    [Order(4)]
    [CancelAfter(60_000)]
    public void A_broker_that_refuses_the_hub_at_start_stops_it_with_a_sentence()
    {
        var refused = Assert.ThrowsAsync<InvalidOperationException>(async () =>
        {
            await using var journey = await Hub.Journey.StartAsync(change: c => c.HintOver(_broker.Host, _broker.Port, _broker.User, "sai-mat-khau"));
        });
        Assert.That(refused!.Message, Does.Contain("The hub ended with 1").And.Contain($"The hub cannot start: RabbitMQ at {_broker.Host}:{_broker.Port} refuses the user 'guest'"));
    }

    /// <summary>With a rate, however high, no delivery is claimed in the commit of its packet: each crosses the broker.</summary>
    private void OverTheBroker(JourneyConfiguration configuration)
    {
        configuration.HintOver(_broker.Host, _broker.Port, _broker.User, _broker.Password);
        foreach (var destination in (string[])["HOTICH", "DVCQG", "MCDT", "CSDLDC"])
        {
            configuration.Delivery(destination)["RatePerSecond"] = 1000;
        }
    }

    private async Task<Dictionary<string, string>> QueuesAsync() =>
        (await _broker.ControlAsync("-q", "list_queues", "--no-table-headers", "name", "type"))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('\t'))
            .Where(cells => cells[0].StartsWith("interop-delivery-", StringComparison.Ordinal))
            .ToDictionary(cells => cells[0], cells => cells[1], StringComparer.Ordinal);

    /// <summary>Hints that wait for the ministry now; what list_queues counts is up to five seconds old.</summary>
    private async Task<int> WaitingAsync()
    {
        const string Ask = """{ok, Q} = rabbit_amqqueue:lookup(rabbit_misc:r(<<"/">>, queue, <<"interop-delivery-hotich">>)), rabbit_amqqueue:stat(Q).""";
        var answer = await _broker.ControlAsync("-q", "eval", Ask);
        return int.Parse(Stat().Match(answer).Groups["ready"].Value);
    }

    [GeneratedRegex(@"messages_confirmed_total\s*=>\s*(?<count>[0-9]+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Confirmed();

    [GeneratedRegex(@"\{ok,\s*(?<ready>[0-9]+),\s*[0-9]+\}", RegexOptions.ExplicitCapture)]
    private static partial Regex Stat();
}
