using MassTransit;

namespace Interop.Hub.Bus.Poison;

/// <summary>Counts what could not be handled where no queue keeps it: in memory.</summary>
internal sealed class FaultObserver(PoisonLedger ledger) : IReceiveObserver
{
    /// <inheritdoc/>
    public Task PreReceive(ReceiveContext context) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task PostReceive(ReceiveContext context) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task PostConsume<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType)
        where T : class => Task.CompletedTask;

    /// <inheritdoc/>
    public Task ConsumeFault<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType, Exception exception)
        where T : class
    {
        ledger.NoteOne($"{context.ReceiveContext.InputAddress.Segments[^1]}_error");
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task ReceiveFault(ReceiveContext context, Exception exception) => Task.CompletedTask;
}
