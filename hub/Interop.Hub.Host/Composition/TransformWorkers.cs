using Interop.Adapters.Soap.Transforms;

namespace Interop.Hub.Host.Composition;

/// <summary>The hub's own program as a worker of the SOAP adapter: what transforms runs in a process that may die.</summary>
internal static class TransformWorkers
{
    /// <summary>The only argument of such a process.</summary>
    public const string Argument = "transform-worker";

    public static WorkerCommand Command { get; } = WorkerCommand.Again(typeof(TransformWorkers).Assembly, Argument);
}
