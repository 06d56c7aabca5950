using System.Text.Json;
using Interop.Adapters.Configuration;
using Interop.Adapters.Delivery;
using Interop.Contracts.Faults;

namespace Interop.Adapters.Tests.Soap.Profiles.Shipped;

/// <summary>
/// A shipped profile against its ministry: the adapter as the hub makes it, the folder as it is shipped, deliveries as the
/// folder's samples are.
/// </summary>
public abstract class ShippedJourney : ProfileTests
{
    private ShippedFolder _folder = null!;
    private ShippedMinistry _ministry = null!;
    private AdapterInstance _adapter = null!;

    private protected abstract string Profile { get; }

    /// <summary>The destination's values and secrets.</summary>
    private protected abstract IReadOnlyDictionary<string, string> Settings { get; }

    /// <summary>One of them as it is after the ministry has changed it.</summary>
    private protected abstract (string Name, string Value) Outdated { get; }

    /// <summary>Whether the ministry can say when it wants it again.</summary>
    private protected virtual bool SaysWhen => false;

    private protected abstract ShippedMinistry Start();

    [SetUp]
    public void Begin()
    {
        (_folder, _ministry) = (new ShippedFolder(Profile), Start());
        _adapter = Made(Settings);
    }

    [TearDown]
    public async Task EndAsync() => await _ministry.DisposeAsync();

    [Test]
    public async Task Every_kind_arrives_as_the_contract_says_with_its_files()
    {
        Assert.That(await _adapter.Reachability!.CheckAsync(CancellationToken.None), Is.Null);
        var kinds = _adapter.Delivery!.Manifest.Kinds.Select(kind => JsonNamingPolicy.CamelCase.ConvertName(kind.ToString())).ToArray();
        foreach (var kind in kinds)
        {
            var request = _folder.Request(kind);
            var outcome = await DeliverAsync(request);
            Assert.That(_ministry.Wrong, Is.Empty, kind);
            Assert.That(outcome, Is.TypeOf<DeliveryOutcome.Accepted>(), () => $"{kind}: {outcome}");
            var taken = _ministry.Books[request.DeliveryId];
            Assert.That((outcome as DeliveryOutcome.Accepted)?.Receipt, Is.EqualTo(new PartnerReceipt { Reference = taken.Number }));
            Assert.That(taken.Files, Is.EqualTo(await ShippedFolder.BytesOfAsync(request)), kind);
            Assert.That(taken.Content.ToString(), Does.Contain(request.DossierNumber), kind);
        }

        Assert.That(_ministry.Books, Has.Count.EqualTo(kinds.Length));
    }

    [Test]
    public async Task What_is_there_already_is_success_under_its_number()
    {
        var request = _folder.Request("submission");
        var first = await DeliverAsync(request);
        var again = await DeliverAsync(request with { Attempt = 2 });

        Assert.That(((DeliveryOutcome.Accepted)again).Receipt, Is.EqualTo(((DeliveryOutcome.Accepted)first).Receipt with { AlreadyThere = true }));
        Assert.That(_ministry.Books, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_refusal_carries_the_ministrys_words()
    {
        _ministry.Next = Word.Refused;
        var fault = ((DeliveryOutcome.Rejected)await DeliverAsync(_folder.Request("submission"))).Fault;

        Assert.That((fault.Code, fault.PartnerText), Is.EqualTo(("partner.rejected-data", ShippedMinistry.Words)));
        Assert.That(fault.PartnerCode, Is.Not.Empty);
        Assert.That(_ministry.Books, Is.Empty);
    }

    [Test]
    public async Task What_is_the_ministrys_own_trouble_holds_up_the_destination_or_leaves_it_open()
    {
        var said = new Dictionary<Word, DeliveryOutcome>();
        foreach (var word in SaysWhen ? new[] { Word.Maintenance, Word.Unregistered, Word.Broken, Word.Later } : [Word.Maintenance, Word.Unregistered, Word.Broken])
        {
            _ministry.Next = word;
            said[word] = await DeliverAsync(_folder.Request("submission"));
        }

        _ministry.Faults = "Hệ thống đang bảo trì định kỳ";
        var fault = await DeliverAsync(_folder.Request("submission"));

        Assert.Multiple(() =>
        {
            Assert.That((fault as DeliveryOutcome.Deferred)?.Fault.Code, Is.EqualTo("partner.unavailable"), $"{fault}");
            foreach (var (word, code) in new[] { (Word.Maintenance, "partner.unavailable"), (Word.Unregistered, "partner.sender-not-registered") })
            {
                var deferred = (said[word] as DeliveryOutcome.Deferred)?.Fault;
                Assert.That((deferred?.Code, deferred?.Scope, deferred?.PartnerText), Is.EqualTo((code, FaultScope.Destination, ShippedMinistry.Words)), $"{word}: {said[word]}");
            }

            Assert.That((said[Word.Broken] as DeliveryOutcome.Unknown)?.Fault.PartnerText, Is.EqualTo(ShippedMinistry.Words));
            if (SaysWhen)
            {
                Assert.That(((DeliveryOutcome.Deferred)said[Word.Later]).NotBefore, Is.EqualTo(Samples.Instants.At("2030-06-03T08:00:00+07:00")));
            }

            Assert.That(_ministry.Wrong, Is.Empty);
        });
    }

    [Test]
    public async Task A_lost_answer_is_asked_about()
    {
        var request = _folder.Request("submission");
        var before = await _adapter.Probe!.ProbeAsync(request, CancellationToken.None);
        _ministry.LosesAnswer = true;
        var lost = await DeliverAsync(request);
        _ministry.Next = Word.Maintenance;
        var untold = await _adapter.Probe.ProbeAsync(request, CancellationToken.None);
        var told = await _adapter.Probe.ProbeAsync(request, CancellationToken.None);
        var other = await _adapter.Probe.ProbeAsync(request with { DeliveryId = "d0000000000000000000000000000009" }, CancellationToken.None);

        Assert.Multiple(() =>
        {
            Assert.That(before, Is.TypeOf<ProbeOutcome.Absent>());
            Assert.That(lost, Is.TypeOf<DeliveryOutcome.Unknown>());
            Assert.That((untold as ProbeOutcome.CannotTell)?.Fault.Code, Is.EqualTo("partner.unavailable"));
            Assert.That((told as ProbeOutcome.Arrived)?.Receipt.Reference, Is.EqualTo("TN-1"), $"{told}");
            Assert.That(other, Is.TypeOf<ProbeOutcome.Absent>(), "of the same dossier, and another delivery");
            Assert.That(_ministry.Wrong, Is.Empty);
        });
    }

    [Test]
    public async Task A_password_that_no_longer_holds_holds_up_the_destination_and_the_check_says_so()
    {
        var outdated = Made(new Dictionary<string, string>(Settings) { [Outdated.Name] = Outdated.Value });
        var outcome = await outdated.Delivery!.DeliverAsync(_folder.Request("submission"), CancellationToken.None);
        var check = await outdated.Reachability!.CheckAsync(CancellationToken.None);

        var fault = (outcome as DeliveryOutcome.Deferred)?.Fault;
        Assert.That((fault?.Code, fault?.Scope), Is.EqualTo(("partner.credentials", FaultScope.Destination)), $"{outcome}");
        Assert.That(check?.Code, Is.EqualTo("partner.credentials"));
        Assert.That(_ministry.HasLogIn ? _ministry.Calls : 0, Is.Zero, "nothing is sent without a session");
        Assert.That(_ministry.Books, Is.Empty);
    }

    /// <summary>For profiles that log in.</summary>
    private protected async Task SessionsAsync()
    {
        var requests = await Task.WhenAll(Enumerable.Range(1, 5).Select(i => DeliverAsync(_folder.Request("submission") with { DeliveryId = $"d000000000000000000000000000001{i}" })));
        Assert.That(requests, Is.All.TypeOf<DeliveryOutcome.Accepted>());
        Assert.That(_ministry.Sessions, Is.EqualTo(1), "one log-in for all");

        _ministry.Next = Word.SessionOver;
        var delivered = await DeliverAsync(_folder.Request("submission"));
        _ministry.Next = Word.SessionOver;
        var told = await _adapter.Probe!.ProbeAsync(_folder.Request("submission"), CancellationToken.None);

        Assert.That((delivered as DeliveryOutcome.Accepted)?.Receipt.AlreadyThere, Is.False);
        Assert.That(told, Is.TypeOf<ProbeOutcome.Arrived>());
        Assert.That(_ministry.Sessions, Is.EqualTo(3), "one more each time it ended");
        Assert.That(_ministry.Wrong, Is.Empty);
    }

    private protected ShippedMinistry Ministry => _ministry;

    private protected ShippedFolder Folder => _folder;

    private protected Task<DeliveryOutcome> DeliverAsync(DeliveryRequest request) => _adapter.Delivery!.DeliverAsync(request, CancellationToken.None);

    private AdapterInstance Made(IReadOnlyDictionary<string, string> settings)
    {
        Dictionary<string, string?> all = new() { ["Profile"] = Profile, ["Endpoint"] = _ministry.Url.AbsoluteUri };
        foreach (var (name, value) in settings)
        {
            all[name] = value;
        }

        return Bench.Make(Soap, all);
    }
}
