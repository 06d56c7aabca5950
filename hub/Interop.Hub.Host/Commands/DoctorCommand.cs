using System.CommandLine;
using Interop.Hub.Host.Examination;

namespace Interop.Hub.Host.Commands;

/// <summary><c>doctor</c>: lists all that stands in the way of a working hub.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        var file = Options.Configuration();
        var command = new Command("doctor", "Check configuration, ledger, keys, bus, and every partner's reachability and credentials.") { file };
        command.SetAction((parsed, cancellation) => RunAsync(parsed.GetRequiredValue(file).FullName, parsed.InvocationConfiguration.Output, cancellation));
        return command;
    }

    internal static async Task<int> RunAsync(string file, TextWriter output, CancellationToken cancellation)
    {
        var findings = await Doctor.ExamineAsync(file, TimeProvider.System, cancellation);
        foreach (var finding in findings)
        {
            var mark = finding.Gravity switch { Gravity.Good => "ok     ", Gravity.Warning => "warning", _ => "ERROR  " };
            await output.WriteLineAsync($"{mark}  {finding.Subject}: {finding.Message}");
        }

        var errors = findings.Count(f => f.Gravity == Gravity.Error);
        await output.WriteLineAsync(errors == 0 ? "No error." : $"{errors} error(s).");
        return errors == 0 ? 0 : 1;
    }
}
