using System.Net.Sockets;
using Microsoft.Extensions.Hosting;
using RabbitMQ.Client.Exceptions;

namespace Interop.Hub.Bus.Broker;

/// <summary>
/// Guarantee 10: a broker that is missing at start stops the hub with a clear message. A wrong address or password would
/// otherwise show as a hub that merely runs worse. One lost later degrades the hub, and it recovers by itself.
/// </summary>
internal sealed class BrokerAtStart(BusOptions options, TimeProvider time) : IHostedService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var begun = time.GetTimestamp();
        while (await ProblemAsync(cancellationToken) is { } problem)
        {
            if (problem.IsFinal || time.GetElapsedTime(begun) >= options.StartPatience)
            {
                throw new BrokerMissingException(problem.Message);
            }

            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task<Problem?> ProblemAsync(CancellationToken cancellationToken)
    {
        var broker = $"{options.Host!.Host}:{options.Host.Port}";
        try
        {
            await using var connection = await BrokerFactory.Of(options).CreateConnectionAsync(cancellationToken);
            // Only here does the client say that the virtual host was refused.
            await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
            return null;
        }
        catch (Exception e) when (Causes(e).OfType<AuthenticationFailureException>().Any() || Causes(e).OfType<PossibleAuthenticationFailureException>().Any())
        {
            return new Problem($"RabbitMQ at {broker} refuses the user '{options.UserName}' (Bus:User, Bus:Password), or does not let it into the virtual host (Bus:VirtualHost).", IsFinal: true);
        }
        catch (Exception e) when (Causes(e).OfType<OperationInterruptedException>().FirstOrDefault() is { ShutdownReason: { } reason })
        {
            return new Problem($"RabbitMQ at {broker} turned the connection down with code {reason.ReplyCode}: check Bus:VirtualHost, and that the user '{options.UserName}' may use it.", IsFinal: true);
        }
        catch (Exception e) when (e is BrokerUnreachableException or SocketException or IOException or TimeoutException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            var why = Causes(e).OfType<SocketException>().FirstOrDefault()?.SocketErrorCode.ToString() ?? Causes(e).Last().GetType().Name;
            return new Problem($"RabbitMQ at {broker} cannot be reached ({why}). Start the broker, or correct Bus:Host, Bus:Port and Bus:Tls.", IsFinal: false);
        }
    }

    private static IEnumerable<Exception> Causes(Exception exception)
    {
        for (var at = exception; at is not null; at = at.InnerException)
        {
            yield return at;
            if (at is AggregateException several)
            {
                foreach (var inner in several.InnerExceptions.SelectMany(Causes))
                {
                    yield return inner;
                }
            }
        }
    }

    /// <summary>Why it cannot be used. Final: waiting will not help.</summary>
    private sealed record Problem(string Message, bool IsFinal);
}
