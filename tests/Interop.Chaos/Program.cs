using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Interop.Chaos;
using Interop.Chaos.Plan;

if (ChaosOptions.Read(args) is not { } options)
{
    await Console.Error.WriteLineAsync(ChaosOptions.Usage);
    return 2;
}

if (options.Problem is { } problem)
{
    await Console.Error.WriteLineAsync(problem);
    return 2;
}

using var stop = new CancellationTokenSource();
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
List<string> red = [];
foreach (var plan in from seed in options.Seeds from form in options.Forms select Planner.Make(options, seed, form))
{
    if (options.PlanOnly)
    {
        Console.Write(PlanText.Of(plan));
        continue;
    }

    Console.WriteLine(PlanText.Of(plan).Split('\n')[0]);
    var clock = Stopwatch.StartNew();
    try
    {
        var verdict = await new ChaosRun(plan, Console.WriteLine).RunAsync(options.Keep, stop.Token);
        Console.Write(verdict.Text());
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"VERDICT {(verdict.IsGreen ? "GREEN" : "RED")} after {clock.Elapsed.TotalSeconds:0} s: {PlanText.Command(plan)}"));
        if (!verdict.IsGreen)
        {
            red.Add(PlanText.Command(plan));
        }
    }
    catch (OperationCanceledException) when (stop.IsCancellationRequested)
    {
        await Console.Error.WriteLineAsync("Given up: nothing was judged.");
        return 1;
    }
}

if (red.Count > 0)
{
    Console.WriteLine($"{red.Count} run(s) RED:");
    red.ForEach(Console.WriteLine);
}

return red.Count == 0 ? 0 : 1;

void Stop(PosixSignalContext context)
{
    context.Cancel = true;
    stop.Cancel();
}
