using System.CommandLine;
using Interop.Adapters.Soap.Transforms;
using Interop.Hub.Host.Commands;
using Interop.Hub.Host.Composition;

// A worker of the SOAP adapter: it knows nothing of a hub, and must be up in a moment.
if (args is [TransformWorkers.Argument])
{
    return await TransformWorker.RunAsync(System.Console.OpenStandardInput(), System.Console.OpenStandardOutput());
}

// Codes of a Windows page are still met in partners' answers; they must be known before the first adapter is made.
System.Text.Encoding.RegisterProvider(System.Text.CodePagesEncodingProvider.Instance);

var root = new RootCommand("Interop: the hub between a province's one-stop system and the ministries' systems.")
{
    ServeCommand.Create(),
    DoctorCommand.Create(),
    LedgerCommand.Create(),
    KeysCommand.Create(),
    SandboxCommand.Create(),
    SoapCommand.Create(),
};

// The hub drains by its own clock; the parser's two seconds would cut it off.
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
