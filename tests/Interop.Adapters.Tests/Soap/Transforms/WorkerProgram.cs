using Interop.Adapters.Soap.Transforms;

namespace Interop.Adapters.Tests.Soap.Transforms;

/// <summary>
/// This assembly run as a program is a transform worker: the tests need a real process, and the hub's own program would
/// bring the whole hub into the adapters' tests. That the hub's program is a worker too its own tests show. Its pipe is
/// tried with <see cref="Unheard"/> and <see cref="Talking"/>.
/// </summary>
internal static class WorkerProgram
{
    /// <summary>The console is the pipe again, so that what nobody listens to reaches it.</summary>
    public const string Unheard = "unheard";

    /// <summary>A library of the worker writes to the console.</summary>
    public const string Talking = "talking";

    public static Task<int> Main(string[] arguments)
    {
        var working = TransformWorker.RunAsync(Console.OpenStandardInput(), Console.OpenStandardOutput());
        switch (arguments)
        {
            case [Unheard]:
                Console.SetOut(new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true });
                break;
            case [Talking]:
                Console.WriteLine("words");
                break;
        }

        return working;
    }
}
