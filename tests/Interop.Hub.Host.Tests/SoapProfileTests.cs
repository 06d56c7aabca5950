using System.Diagnostics;
using System.Text.Json.Nodes;
using Interop.Hub.Host.Commands;
using Interop.Hub.Host.Composition;
using Interop.Simulators;

namespace Interop.Hub.Host.Tests;

/// <summary>A partner connected by a profile, by the program as it is: its workers, its commands.</summary>
[TestFixture]
internal sealed class SoapProfileTests
{
    [Test]
    public async Task APartnerMovesFromItsAdapterToAProfileByConfigurationAlone()
    {
        await using var hub = await HubUnderTest.StartAsync(interop =>
        {
            var partner = interop["Partners"]!["HOTICH"]!;
            var url = (string)partner["Adapter"]!["Settings"]!["Url"]!;
            partner["Adapter"] = new JsonObject
            {
                ["Type"] = "soap",
                ["Settings"] = new JsonObject
                {
                    ["Profile"] = "civil-status",
                    ["Endpoint"] = url,
                    ["Values"] = new JsonObject { ["User"] = "tinhmau" },
                    ["Secrets"] = new JsonObject { ["Password"] = "plain:mat-khau-mau-ho-tich" },
                },
            };
            interop["Routes"]!.AsArray().First(r => (string)r!["Name"]! == "ho-tich")!["Kinds"] = new JsonArray("submission", "withdrawal");
        });

        var output = new StringWriter();
        var healthy = await DoctorCommand.RunAsync(hub.ConfigurationPath, output, CancellationToken.None);
        using var taken = await hub.Client("MCDT").PostAsync("api/v1/dossiers", HubUnderTest.Json(Dossiers.Birth(1).ToJsonString()));
        await Eventually.BecomesTrueAsync(() => hub.Province.CivilStatus.Records.Counts.Effects == 1);

        Assert.That(healthy, Is.Zero, output.ToString());
        Assert.That(output.ToString(), Does.Contain("partner HOTICH: answers"));
        Assert.That((int)taken.StatusCode, Is.EqualTo(202));
    }

    [Test]
    public async Task TheCommandsImportAContractAndTryAProfile()
    {
        await using var ministry = await CivilStatusSimulator.StartAsync(new CivilStatusOptions { Callbacks = CallbackMode.Off });
        var folder = Directory.CreateTempSubdirectory("interop-profiles-");
        try
        {
            var (imported, said) = await RunAsync("soap", "import", ministry.ServiceUrl + "?wsdl", "--name", "ho-tich", "--folder", folder.FullName);
            var (again, refused) = await RunAsync("soap", "import", ministry.ServiceUrl + "?wsdl", "--name", "ho-tich", "--folder", folder.FullName);
            var (tested, tried) = await RunAsync("soap", "test", "--name", "civil-status");

            Assert.That(imported, Is.Zero, said);
            Assert.That(folder.GetFiles("*", SearchOption.AllDirectories).Select(f => f.Name), Is.SupersetOf(new[] { "profile.json", "NhanHoSo.xslt", "TraCuuHoSo.xslt", "RutHoSo.xslt", "sample.xml", "service.wsdl" }));
            Assert.That((again, refused), Is.EqualTo((1, refused)));
            Assert.That(refused, Does.Contain("already"));
            Assert.That(tested, Is.Zero, tried);
            Assert.That(tried, Does.Contain("<maHoSoMCDT>000.00.18.H40-261120-0001</maHoSoMCDT>").And.Contain("files: 2"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<(int Code, string Output)> RunAsync(params string[] arguments)
    {
        var worker = TransformWorkers.Command;
        using var program = Process.Start(new ProcessStartInfo(worker.FileName, [.. worker.Arguments.SkipLast(1), .. arguments]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var output = await program.StandardOutput.ReadToEndAsync();
        await program.WaitForExitAsync();
        return (program.ExitCode, output);
    }
}
