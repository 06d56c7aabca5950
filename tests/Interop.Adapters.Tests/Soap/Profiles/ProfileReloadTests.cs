using Interop.Adapters.Tests.Conformance;
using Interop.Contracts.Faults;

namespace Interop.Adapters.Tests.Soap.Profiles;

/// <summary>A folder is changed while the hub runs.</summary>
public sealed class ProfileReloadTests : ProfileTests
{
    private const string Check = """ "check": { "action": "", "request": "check.xslt" }, """;

    public ProfileReloadTests()
        : base(TimeSpan.FromSeconds(5))
    {
    }

    [Test]
    public async Task A_profile_is_read_again_without_a_restart_and_a_bad_one_changes_nothing()
    {
        string? sent = null;
        await using var peer = new ScriptedPeer(request =>
        {
            sent = request.Text;
            return Answer("<ok xmlns='urn:mau'/>");
        });
        Shelf.Simple("x", "<first/>", Check);
        Shelf.Sheet("x", "check.xslt", "<check/>");
        var adapter = Make(peer.Url);
        await DeliverAsync(adapter);
        var before = sent!;

        // Good → bad: told by the check, and the old goes on.
        Shelf.Sheet("x", "send.xslt", """<second><xsl:value-of select="$nothing"/></second>""");
        Fault? told = null;
        await UntilAsync(async () => (told = await adapter.Reachability!.CheckAsync(CancellationToken.None)) is not null);
        await DeliverAsync(adapter);
        var during = sent!;

        // Bad → good.
        Shelf.Sheet("x", "send.xslt", "<third/>");
        await UntilAsync(async () =>
        {
            await DeliverAsync(adapter);
            return sent!.Contains("<third", StringComparison.Ordinal);
        });
        var well = await adapter.Reachability!.CheckAsync(CancellationToken.None);

        Assert.Multiple(() =>
        {
            Assert.That(before, Does.Contain("<first"));
            Assert.That(during, Does.Contain("<first"));
            Assert.That(told!.Message, Does.Contain("send.xslt").And.Contain("line 1"));
            Assert.That((told.Code, told.Scope), Is.EqualTo(("hub.mapping-failed", FaultScope.Destination)));
            Assert.That(well, Is.Null);
        });
    }
}
