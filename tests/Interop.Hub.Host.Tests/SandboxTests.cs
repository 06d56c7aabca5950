using Interop.Hub.Host.Commands;

namespace Interop.Hub.Host.Tests;

/// <summary>What a newcomer runs first: everything arrives, and a partner that is off fails exactly its own rows.</summary>
[TestFixture]
internal sealed class SandboxTests
{
    [Test]
    public async Task OnceEverythingArrivesEverywhere()
    {
        var (code, table) = await RunAsync(null);

        Assert.That(code, Is.Zero, table);
        Assert.That(table, Does.Contain("Everything arrived").And.Not.Contain("NOT ARRIVED"));
    }

    [TestCase("HOTICH", 5)]
    [TestCase("CSDLDC", 1)]
    [TestCase("DVCQG", 3)]
    [TestCase("MCDT", 2)]
    public async Task WithAPartnerOffExactlyItsRowsFail(string partner, int rowsOfADossier)
    {
        var (code, table) = await RunAsync(partner);

        var missing = table.Split('\n').Where(l => l.Contains("NOT ARRIVED", StringComparison.Ordinal)).ToArray();
        Assert.That(code, Is.EqualTo(1), table);
        Assert.That(missing, Has.Length.EqualTo(4 * rowsOfADossier).And.All.Contain(partner), table);
        Assert.That(table, Does.Contain("No other row failed"));
    }

    private static async Task<(int Code, string Table)> RunAsync(string? down)
    {
        await using var output = new StringWriter();
        return (await SandboxCommand.RunAsync(0, null, once: true, down, output, CancellationToken.None), output.ToString());
    }
}
