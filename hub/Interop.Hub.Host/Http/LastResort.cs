using Interop.Adapters.Delivery;
using Interop.Hub.Core.Ledger;

namespace Interop.Hub.Host.Http;

/// <summary>
/// The outermost step: whatever went wrong inside, a caller gets a problem with a trace id and no internals; an empty
/// 4xx of the framework gets its words.
/// </summary>
internal sealed partial class LastResort(RequestDelegate next, ILogger<LastResort> log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
            if (!context.Response.HasStarted && context.Response is { StatusCode: >= 400, ContentLength: null, ContentType: null })
            {
                await Problem.ForStatus(context.Response.StatusCode).ExecuteAsync(context);
            }
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is left to be told.
        }
        catch (BadHttpRequestException e)
        {
            await AnswerAsync(context, Problem.ForStatus(e.StatusCode));
        }
        catch (LedgerUnavailableException)
        {
            await AnswerAsync(context, Problem.ForStatus(503));
        }
        catch (DocumentUnavailableException e)
        {
            // A store that is away comes back; one that lost a file is in the log.
            LogFailed(e, context.Request.Method, (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "unrouted");
            await AnswerAsync(context, Problem.ForStatus(503));
        }
        catch (Exception e)
        {
            LogFailed(e, context.Request.Method, (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "unrouted");
            await AnswerAsync(context, Problem.ForStatus(500));
        }
    }

    private static async Task AnswerAsync(HttpContext context, Problem problem)
    {
        if (context.Response.HasStarted)
        {
            // Half an answer must not look like a whole one.
            context.Abort();
            return;
        }

        context.Response.Clear();
        await problem.ExecuteAsync(context);
    }

    [LoggerMessage(EventId = LogEvents.RequestFailed, Level = LogLevel.Error, Message = "{Method} {Route} failed")]
    private partial void LogFailed(Exception exception, string method, string route);
}
