using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Evidence;
using Interop.Hub.Ledger.Postgres;
using Interop.Hub.Ledger.Tests.Conformance;

namespace Interop.Hub.Ledger.Tests.Postgres;

/// <summary>Nodes write into their own chains where the others have come to.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class AnchoringTests
{
    private PostgresHarness _harness = null!;
    private PostgresLedger _one = null!;
    private PostgresLedger _two = null!;
    private Sample _make = null!;

    [SetUp]
    public async Task Open()
    {
        _harness = await PostgresHarness.OpenAsync();
        _one = _harness.Store;
        _two = await _harness.NodeAsync("second");
        _make = new Sample(_harness.Clock);
    }

    [TearDown]
    public async Task Close() => await _harness.DisposeAsync();

    [Test]
    public async Task What_is_new_of_another_chain_is_anchored_once_and_idle_nodes_leave_each_other_alone()
    {
        Assert.That(await _one.Anchoring.RunAsync(default), Is.Zero, "there is nothing yet");
        await AcceptAsync(_one, "N-1");
        Assert.That(await _one.Anchoring.RunAsync(default), Is.Zero, "its own head is no anchor");
        Assert.That(await _two.Anchoring.RunAsync(default), Is.EqualTo(1));
        Assert.That(await _two.Anchoring.RunAsync(default), Is.Zero);
        Assert.That(await _one.Anchoring.RunAsync(default), Is.Zero, "the other's chain holds an anchor and nothing else");

        await AcceptAsync(_two, "N-2");
        await AcceptAsync(_one, "N-3");
        Assert.That((await _one.Anchoring.RunAsync(default), await _two.Anchoring.RunAsync(default)), Is.EqualTo((1, 1)));
        var report = await VerifyAsync();
        Assert.That(report.Break, Is.Null);
        Assert.That((report.Anchors, report.Acceptances), Is.EqualTo((3, 3)));
        Assert.That(report.Chains.Select(c => c.Node), Is.EqualTo(new[] { "second", "test" }));
    }

    [Test]
    public async Task A_whole_chain_that_was_cut_back_in_itself_is_contradicted_by_the_other()
    {
        await AcceptAsync(_one, "N-1");
        await AcceptAsync(_one, "N-2");
        await _two.Anchoring.RunAsync(default);
        await LedgerServer.ExecuteAsync(_harness.Connection, """
            delete from packet where key = (select max(key) from packet); delete from packet_body where packet = (select max(packet) from packet_body);
            delete from evidence where node = 'test' and entry = (select max(entry) from evidence where node = 'test');
            """);
        var report = await VerifyAsync();
        Assert.That(report.Break?.Flaw, Is.EqualTo(EvidenceFlaw.AnchorMissing));
        Assert.That(report.Chains.Single(c => c.Break is not null).Node, Is.EqualTo("second"), "whose chain says so");
    }

    [Test]
    public async Task Anchors_go_in_beside_the_traffic_of_both_nodes()
    {
        var accepting = Task.Run(async () =>
        {
            for (var i = 0; i < 40; i++)
            {
                await AcceptAsync(i % 2 == 0 ? _one : _two, $"N-{i}");
            }
        });
        await Task.WhenAll(accepting, AnchorAsync(_one, accepting), AnchorAsync(_two, accepting));
        var report = await VerifyAsync();
        Assert.That(report.Break, Is.Null);
        Assert.That(report.Acceptances, Is.EqualTo(40));
        Assert.That(report.Anchors, Is.GreaterThan(1));
    }

    private static async Task AnchorAsync(PostgresLedger node, Task until)
    {
        do
        {
            await node.Anchoring.RunAsync(default);
        }
        while (!until.IsCompleted);
    }

    private async Task AcceptAsync(PostgresLedger node, string number)
    {
        var result = await node.AcceptAsync(_make.Submission(number, number, Sample.Ministry), default);
        Assert.That(result, Is.TypeOf<AcceptResult.Recorded>());
    }

    private Task<EvidenceReport> VerifyAsync() =>
        EvidenceVerifier.VerifyAsync(new PostgresLedgerOptions { ConnectionString = _harness.Connection }, [], CancellationToken.None);
}
