using Interop.Hub.Host.Commands;

namespace Interop.Hub.Host.Tests;

/// <summary>The doctor lists everything it finds, and its word is its exit code.</summary>
[TestFixture]
internal sealed class DoctorTests
{
    [Test]
    public async Task AHealthyHubIsFoundHealthyAndASickPartnerIsNamed()
    {
        await using var hub = await HubUnderTest.StartAsync();

        var (good, healthy) = await RunAsync(hub.ConfigurationPath);
        await hub.Province.CivilStatus.GoDownAsync();
        var (bad, sick) = await RunAsync(hub.ConfigurationPath);

        Assert.That(good, Is.Zero, healthy);
        Assert.That(healthy, Does.Contain("partner HOTICH: answers").And.Contain("ledger: opens and answers").And.Contain("documents: the local disk takes, gives back and deletes an object"));
        Assert.That(bad, Is.EqualTo(1), sick);
        Assert.That(sick, Does.Match("ERROR +partner HOTICH: partner.unreachable").And.Contain("partner DVCQG: answers").And.Contain("1 error(s)."));
    }

    [Test]
    public async Task AWrongConfigurationIsListedInFull()
    {
        await using var hub = await HubUnderTest.StartAsync();
        HubUnderTest.Rewrite(hub.ConfigurationPath, interop =>
        {
            interop["Routes"]![0]!["To"]![0] = "NOBODY";
            interop["Bus"]!["Transport"] = "pigeon";
        });

        var (code, text) = await RunAsync(hub.ConfigurationPath);

        Assert.That(code, Is.EqualTo(1));
        Assert.That(text, Does.Contain("Interop:Routes:0:To").And.Contain("Interop:Bus:Transport"));
    }

    [Test]
    public async Task AnUnreachableBrokerAndALostKeyAreFound()
    {
        await using var hub = await HubUnderTest.StartAsync();
        HubUnderTest.Rewrite(hub.ConfigurationPath, interop =>
        {
            interop["Bus"] = new System.Text.Json.Nodes.JsonObject { ["Transport"] = "RabbitMq", ["Host"] = "127.0.0.1", ["Port"] = 1, ["User"] = "u", ["Password"] = "plain:p" };
            interop["Keys"]!["Master"] = "plain:not-a-key";
            interop["Documents"] = new System.Text.Json.Nodes.JsonObject
            {
                ["Kind"] = "s3",
                ["S3"] = new System.Text.Json.Nodes.JsonObject { ["Endpoint"] = "http://127.0.0.1:1", ["Bucket"] = "ho-so", ["AccessKey"] = "plain:a", ["SecretKey"] = "plain:not-a-secret" },
            };
        });

        var (code, text) = await RunAsync(hub.ConfigurationPath);

        Assert.That(code, Is.EqualTo(1));
        Assert.That(text, Does.Match("ERROR +bus: 127.0.0.1:1").And.Match("ERROR +key ring:").And.Match("ERROR +documents: .*127.0.0.1:1 cannot be reached"));
        Assert.That(text, Does.Not.Contain("not-a-key").And.Not.Contain("not-a-secret"));
    }

    private static async Task<(int Code, string Text)> RunAsync(string configuration)
    {
        await using var output = new StringWriter();
        return (await DoctorCommand.RunAsync(configuration, output, CancellationToken.None), output.ToString());
    }
}
