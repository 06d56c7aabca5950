using Interop.Hub.Core.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Interop.Hub.Host.Tests;

/// <summary>The configuration changes under a running hub: a right one takes effect, a wrong one changes nothing.</summary>
[TestFixture]
internal sealed class ReloadTests
{
    [Test]
    public async Task AChangedFileTakesEffectAndABadOneLeavesTheOldInEffect()
    {
        await using var hub = await HubUnderTest.StartAsync();
        var source = hub.Services.GetRequiredService<IHubConfigurationSource>();
        var before = source.Current;

        File.Copy(hub.ConfigurationPath, hub.ConfigurationPath + ".new");
        HubUnderTest.Rewrite(hub.ConfigurationPath + ".new", interop => interop["Procedures"]!["1.000656"]!["Name"] = "Đăng ký khai tử (mới)");
        File.Move(hub.ConfigurationPath + ".new", hub.ConfigurationPath, overwrite: true);
        await Eventually.BecomesTrueAsync(() => source.Current.Generation == 2);
        Assert.That(source.Current.Procedures["1.000656"].Name, Is.EqualTo("Đăng ký khai tử (mới)"));
        Assert.That(source.Current.Partners.Keys, Is.EquivalentTo(before.Partners.Keys));

        HubUnderTest.Rewrite(hub.ConfigurationPath, interop => interop["Routes"]![0]!["To"]![0] = "NOBODY");
        var holder = hub.Services.GetRequiredService<Composition.ConfigurationHolder>();
        Assert.That(holder.Reload(), Is.False);
        Assert.That(source.Current.Generation, Is.EqualTo(2));
        using var client = hub.Client("MCDT");
        using var answer = await client.PostAsync("api/v1/dossiers", HubUnderTest.Json(Dossiers.Birth(1).ToJsonString()));
        Assert.That((int)answer.StatusCode, Is.EqualTo(202), "the hub goes on with what it had");
    }

    [Test]
    public async Task AKeyTakenOutOfTheFileEndsAtOnce()
    {
        await using var hub = await HubUnderTest.StartAsync();
        using var client = hub.Client("MCDT");
        using (var seen = await client.GetAsync("api/v1/dossiers/X"))
        {
            Assert.That((int)seen.StatusCode, Is.EqualTo(404));
        }

        HubUnderTest.Rewrite(hub.ConfigurationPath, interop => interop["Partners"]!["MCDT"]!.AsObject().Remove("ApiKeys"));
        hub.Services.GetRequiredService<Composition.ConfigurationHolder>().Reload();

        using var refused = await client.GetAsync("api/v1/dossiers/X");
        Assert.That((int)refused.StatusCode, Is.EqualTo(401));
    }
}
