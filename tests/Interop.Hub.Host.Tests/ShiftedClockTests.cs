using System.Text.Json.Nodes;
using Interop.Hub.Host.Composition;
using static Interop.Hub.Host.Tests.TestConfiguration;

namespace Interop.Hub.Host.Tests;

/// <summary>Outside production the hub's clock may be ahead, and is never set back.</summary>
[TestFixture]
internal sealed class ShiftedClockTests
{
    [TestCase("sandbox", true)]
    [TestCase("production", false)]
    public void TheClockIsShiftedOutsideProductionOnly(string environment, bool allowed)
    {
        var text = Minimal();
        text["Interop"]!["Node"] = JsonNode.Parse($$"""{ "Name": "n1", "Environment": "{{environment}}", "ClockOffsetFile": "ahead" }""");

        var loaded = Load(text);

        Assert.That(loaded.Errors.Any(e => e.Path == "Interop:Node:ClockOffsetFile"), Is.Not.EqualTo(allowed), string.Join('\n', loaded.Errors.Select(e => $"{e.Path}: {e.Message}")));
        Assert.That(loaded.Loaded?.Settings.Node.ClockOffsetFile, Is.EqualTo(allowed ? "/base/ahead" : null));
    }

    [Test]
    public async Task AShiftedClockFollowsItsFileAndNeverGoesBack()
    {
        var file = Path.Combine(TestContext.CurrentContext.WorkDirectory, $"ahead-{Path.GetRandomFileName()}");
        using var clock = new ShiftedClock(file);
        Assert.That(Ahead(), Is.LessThan(TimeSpan.FromMinutes(1)), "there is no file yet");
        await File.WriteAllTextAsync(file, "3d");
        await Eventually.BecomesTrueAsync(() => Ahead() > TimeSpan.FromDays(2.9));
        foreach (var wrong in (string[])["1d", "noise", ""])
        {
            await File.WriteAllTextAsync(file, wrong);
            clock.Look();
            Assert.That(Ahead(), Is.GreaterThan(TimeSpan.FromDays(2.9)), wrong);
        }

        TimeSpan Ahead() => clock.GetUtcNow() - TimeProvider.System.GetUtcNow();
    }
}
