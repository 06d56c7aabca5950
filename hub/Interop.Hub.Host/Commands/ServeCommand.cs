using System.CommandLine;
using Interop.Hub.Core.Configuration;
using Interop.Hub.Host.Composition;

namespace Interop.Hub.Host.Commands;

/// <summary><c>serve</c>: the service.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var file = Options.Configuration();
        var command = new Command("serve", "Run the hub.") { file };
        command.SetAction((parsed, cancellation) => RunAsync(parsed.GetRequiredValue(file), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(FileInfo file, CancellationToken cancellation)
    {
        var loader = AdapterKinds.Loader(TimeProvider.System);
        var result = loader.LoadFile(file.FullName);
        if (result.Loaded is not { } loaded)
        {
            await Errors.WriteAsync(System.Console.Error, result.Errors);
            return 1;
        }

        return await Errors.StartingAsync(async () =>
        {
            await using var app = HubHost.Build(new HubStart(file.FullName, loaded, loader, PlainLogs: false));
            foreach (var warning in loaded.Warnings)
            {
                ServeLog.Doubt(app.Logger, warning.Path, warning.Message);
            }

            await app.StartAsync(cancellation);
            ServeLog.Started(app.Logger, loaded.Settings.Node.Name, loaded.Settings.Node.Environment, loaded.Hub.Fingerprint);
            await app.WaitForShutdownAsync(cancellation);
            return 0;
        });
    }
}

/// <summary>What <c>serve</c> says of itself.</summary>
internal static partial class ServeLog
{
    [LoggerMessage(EventId = LogEvents.Started, Level = LogLevel.Information, Message = "Node {Node} ({Environment}) takes packets; configuration {Fingerprint}")]
    public static partial void Started(ILogger logger, string node, HubEnvironment environment, string fingerprint);

    [LoggerMessage(EventId = LogEvents.ConfigurationWarning, Level = LogLevel.Warning, Message = "Configuration doubt at {Path}: {Problem}")]
    public static partial void Doubt(ILogger logger, string path, string problem);
}
