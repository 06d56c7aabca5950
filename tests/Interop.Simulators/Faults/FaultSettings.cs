namespace Interop.Simulators;

/// <summary>How a partner is out of reach.</summary>
public enum Outage
{
    /// <summary>It listens.</summary>
    None,

    /// <summary>Nobody listens: connecting is refused. Open connections are cut.</summary>
    Refused,

    /// <summary>The connection is taken and closed at once, without an answer.</summary>
    Dropped,
}

/// <summary>A fault of the destination as a whole: no packet is to blame.</summary>
public enum DestinationFault
{
    /// <summary>None.</summary>
    None,

    /// <summary>401 to every call.</summary>
    Unauthorized,

    /// <summary>An HTML log-in page with status 200 instead of an answer.</summary>
    LoginPage,

    /// <summary>404 to every call, as at a wrong address.</summary>
    WrongEndpoint,

    /// <summary>The partner's own words for a password that has run out.</summary>
    ExpiredPassword,
}

/// <summary>
/// The knobs of a simulator, as put to <c>/_sim/faults</c>. A PUT replaces all of them; counters count down as they are used.
/// Outage, destination fault, hold and slowness meet every call; the other knobs only calls that do business, never log-ins and probes.
/// </summary>
public sealed record FaultSettings
{
    /// <summary>Out of reach.</summary>
    public Outage Down { get; init; }

    /// <summary>A fault of the whole destination, answered before any effect.</summary>
    public DestinationFault Destination { get; init; }

    /// <summary>Milliseconds between the effect and the answer. A caller that gives up has had its effect.</summary>
    public int SlowMs { get; init; }

    /// <summary>Calls wait, before any effect, until released. A caller that gives up has had no effect.</summary>
    public bool Hold { get; init; }

    /// <summary>How many of the next business calls get <see cref="ErrorStatus"/>, without effect.</summary>
    public int ErrorNext { get; init; }

    /// <summary>The HTTP status of <see cref="ErrorNext"/>, 400 to 599.</summary>
    public int ErrorStatus { get; init; } = 503;

    /// <summary>Retry-After of those errors, in seconds. Null: no header.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>How many of the next effects lose their answer: applied, then the connection is cut.</summary>
    public int AnswerLostNext { get; init; }

    /// <summary>Share of effects whose answer is lost, 0 to 1, by the seeded source.</summary>
    public double AnswerLostRate { get; init; }

    /// <summary>How many of the next business answers are unreadable bytes under the usual status and content type.</summary>
    public int GarbledNext { get; init; }

    /// <summary>How many of the next business answers stop in the middle, the connection cut.</summary>
    public int TruncatedNext { get; init; }

    /// <summary>Seed of everything random here.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Civil status: each callback is sent twice, byte for byte.</summary>
    public bool DuplicateCallbacks { get; init; }

    /// <summary>Civil status: the callbacks of a dossier come in the reverse of their order.</summary>
    public bool OutOfOrderCallbacks { get; init; }

    /// <summary>National portal: calls that a session opened from now on is good for. Null: no limit.</summary>
    public int? SessionCalls { get; init; }

    /// <summary>National portal: file addresses are fetched and their digests recorded.</summary>
    public bool FetchFiles { get; init; }

    /// <summary>Everything wrong with these settings; empty when they can be used.</summary>
    internal IEnumerable<string> Problems()
    {
        if (ErrorStatus is < 400 or > 599)
        {
            yield return $"errorStatus is {ErrorStatus}: use 400 to 599";
        }

        if (AnswerLostRate is < 0 or > 1 or double.NaN)
        {
            yield return "answerLostRate: use 0 to 1";
        }

        foreach (var (name, value) in new[]
        {
            ("slowMs", SlowMs), ("errorNext", ErrorNext), ("answerLostNext", AnswerLostNext), ("garbledNext", GarbledNext),
            ("truncatedNext", TruncatedNext), ("retryAfterSeconds", RetryAfterSeconds ?? 0), ("sessionCalls", SessionCalls ?? 0),
        })
        {
            if (value < 0)
            {
                yield return $"{name} is {value}: use 0 or more";
            }
        }
    }
}
