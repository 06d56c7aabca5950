using System.Reflection;
using System.Runtime.InteropServices;

namespace Interop.Adapters.Soap.Transforms;

/// <summary>How a worker is started: a program that does nothing but <see cref="TransformWorker.RunAsync"/>.</summary>
/// <param name="FileName">The program's path.</param>
/// <param name="Arguments">Its arguments, unescaped.</param>
public sealed record WorkerCommand(string FileName, IReadOnlyList<string> Arguments)
{
    /// <summary>
    /// Starts a program's assembly again with these arguments: by its own executable where that is what runs now, else by
    /// the <c>dotnet</c> that the running framework belongs to.
    /// </summary>
    /// <param name="program">The assembly with the entry point.</param>
    /// <param name="arguments">What makes it a worker.</param>
    public static WorkerCommand Again(Assembly program, params IReadOnlyList<string> arguments)
    {
        ArgumentNullException.ThrowIfNull(program);
        var running = Environment.ProcessPath;
        if (running is not null && string.Equals(Path.GetFileNameWithoutExtension(running), program.GetName().Name, StringComparison.OrdinalIgnoreCase))
        {
            return new WorkerCommand(running, arguments);
        }

        // …/shared/Microsoft.NETCore.App/10.0.0/ → …/dotnet
        var root = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        var dotnet = Path.Combine(root, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
        return new WorkerCommand(File.Exists(dotnet) ? dotnet : "dotnet", ["exec", program.Location, .. arguments]);
    }
}
