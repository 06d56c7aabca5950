using System.CommandLine;
using Interop.Adapters.Soap.Import;
using Interop.Hub.Host.Composition;

namespace Interop.Hub.Host.Commands;

/// <summary><c>soap import</c> writes a profile from a WSDL; <c>soap test</c> tries one without its partner.</summary>
internal static class SoapCommand
{
    private static readonly TimeSpan FetchTime = TimeSpan.FromSeconds(30);

    public static Command Create() => new("soap", "Profiles: partners that speak SOAP and are connected without code.") { Import(), Test() };

    private static Command Import()
    {
        var wsdl = new Argument<string>("WSDL") { Description = "The WSDL: a file, or an http or https address, of which this one document is fetched." };
        var (name, folder) = (Name(), Folder());
        var command = new Command("import", "Write a profile from a WSDL 1.1: settings, a stylesheet for each operation, a sample.") { wsdl, name, folder };
        command.SetAction((parsed, cancellation) => Errors.StartingAsync(() => ImportAsync(
            parsed.GetRequiredValue(wsdl), parsed.GetRequiredValue(name), parsed.GetRequiredValue(folder), parsed.InvocationConfiguration.Output, cancellation)));
        return command;
    }

    private static Command Test()
    {
        var (name, folder) = (Name(), Folder());
        var command = new Command("test", "Read a profile, make its requests from its sample, and hold them to its WSDL.") { name, folder };
        command.SetAction(async (parsed, cancellation) =>
            await ProfileTest.RunAsync(
                Path.Combine(parsed.GetRequiredValue(folder).FullName, parsed.GetRequiredValue(name)), TransformWorkers.Command, TimeProvider.System, parsed.InvocationConfiguration.Output, cancellation) ? 0 : 1);
        return command;
    }

    internal static async Task<int> ImportAsync(string wsdl, string name, DirectoryInfo folder, TextWriter output, CancellationToken cancellation)
    {
        byte[] content;
        string? beside = null;
        if (Uri.TryCreate(wsdl, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
        {
            try
            {
                using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false };
                using var http = new HttpClient(handler) { Timeout = FetchTime, MaxResponseContentBufferSize = ProfileScaffold.MaxBytes };
                content = await http.GetByteArrayAsync(address, cancellation);
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !cancellation.IsCancellationRequested)
            {
                await output.WriteLineAsync("The address gave no WSDL; open it in a browser, save it, and import the file.");
                return 1;
            }
        }
        else if (File.Exists(wsdl) && new FileInfo(wsdl).Length <= ProfileScaffold.MaxBytes)
        {
            content = await File.ReadAllBytesAsync(wsdl, cancellation);
            beside = Path.GetDirectoryName(Path.GetFullPath(wsdl));
        }
        else
        {
            await output.WriteLineAsync($"There is no such file, or it is larger than {ProfileScaffold.MaxBytes >> 20} MiB; name a WSDL's file or its http address.");
            return 1;
        }

        return ProfileScaffold.Write(content, beside, name, folder.FullName, output) ? 0 : 1;
    }

    private static Option<string> Name() => new("--name") { Description = "The profile's name, such as so-tai-nguyen.", Required = true };

    private static Option<DirectoryInfo> Folder() => new("--folder")
    {
        Description = "Where profiles lie. Default: profiles beside the program.",
        DefaultValueFactory = _ => new DirectoryInfo(Path.Combine(AppContext.BaseDirectory, "profiles")),
    };
}
