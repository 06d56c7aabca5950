using Interop.Adapters.Soap.Transforms;

namespace Interop.Adapters.Tests.Soap.Transforms;

/// <summary>
/// This assembly run as a program is a transform worker: the tests need a real process, and the hub's own program would
/// bring the whole hub into the adapters' tests. That the hub's program is a worker too its own tests show.
/// </summary>
internal static class WorkerProgram
{
    /// <summary>The argument that makes it a worker in which something writes to the console, as a library may.</summary>
    public const string Talking = "talking";

    public static Task<int> Main(string[] arguments)
    {
        var working = TransformWorker.RunAsync(Console.OpenStandardInput(), Console.OpenStandardOutput());
        if (arguments is [Talking])
        {
            Console.WriteLine("words");
        }

        return working;
    }
}
