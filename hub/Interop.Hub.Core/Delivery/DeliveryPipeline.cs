using Interop.Adapters.Delivery;
using Polly;
using Polly.Retry;

namespace Interop.Hub.Core.Delivery;

/// <summary>
/// The destination's Polly pipeline. One owner for each kind of retry: here only connect failures, at most two and
/// within a second, because only they are certain to have sent nothing. Everything else is the ledger's schedule.
/// </summary>
internal static class DeliveryPipeline
{
    private static readonly TimeSpan[] ConnectRetryDelays = [TimeSpan.FromMilliseconds(150), TimeSpan.FromMilliseconds(600)];

    public static ResiliencePipeline<DeliveryOutcome> Build(TimeProvider time) =>
        new ResiliencePipelineBuilder<DeliveryOutcome> { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions<DeliveryOutcome>
            {
                Name = "connect",
                MaxRetryAttempts = ConnectRetryDelays.Length,
                ShouldHandle = static args => ValueTask.FromResult(
                    args.Outcome.Result is DeliveryOutcome.Deferred { Fault.Code: "partner.unreachable", NotBefore: null }),
                DelayGenerator = static args => ValueTask.FromResult<TimeSpan?>(ConnectRetryDelays[args.AttemptNumber]),
            })
            .Build();
}
