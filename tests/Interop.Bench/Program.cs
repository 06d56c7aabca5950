using System.Runtime.InteropServices;
using Interop.Bench;
using Interop.Bench.Rows;
using Interop.Bench.Running;

if (BenchOptions.Read(args) is not { } options)
{
    await Console.Error.WriteLineAsync(BenchOptions.Usage);
    return 2;
}

IRow[] rows = [new Relayed(), new AcceptLatency(), new Idle(), new Document(), new SoapDocument(), new Waiting(), new Returning(), new FullLedger()];
if (options.Rows.Where(asked => !rows.SelectMany(r => r.Names).Any(n => BenchOptions.IsOf(n, asked))).ToArray() is { Length: > 0 } unknown)
{
    await Console.Error.WriteLineAsync($"No such row: {string.Join(", ", unknown)}. There are: {string.Join(", ", rows.SelectMany(r => r.Names))}.");
    return 2;
}

using var stop = new CancellationTokenSource();
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
Directory.CreateDirectory(Tree.Artifacts);
Console.WriteLine(Machine.Describe(Tree.Artifacts));
var failed = false;
try
{
    foreach (var name in options.Form == "both" ? (string[])["embedded", "production"] : [options.Form])
    {
        await using var form = name == "embedded" ? new EmbeddedForm() : await ProductionForm.StartAsync(stop.Token);
        failed |= !await Session.RunAsync(options, form, rows, stop.Token);
    }

    return failed ? 1 : 0;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    await Console.Error.WriteLineAsync("Stopped. The rows above are kept: --resume goes on from here.");
    return 130;
}

void Stop(PosixSignalContext context)
{
    context.Cancel = true;
    stop.Cancel();
}
