using System.Diagnostics;
using System.Globalization;
using Interop.Adapters.Inbound;

namespace Interop.Hub.Host.Http;

/// <summary>Problem details (RFC 9457): what was wrong, every place of it, and what to do.</summary>
internal sealed record Problem : IResult
{
    public required int Status { get; init; }

    /// <summary>The last part of the type's URN, such as <c>invalid</c>.</summary>
    public required string Type { get; init; }

    public required string Title { get; init; }

    public required string Detail { get; init; }

    public IReadOnlyList<RefusalError> Errors { get; init; } = [];

    public TimeSpan? RetryAfter { get; init; }

    public static Problem Of(Refusal refusal) => refusal.Kind switch
    {
        RefusalKind.Malformed => Make(400, "malformed", "The body cannot be read", refusal),
        RefusalKind.Forbidden => Make(403, "forbidden", "Not permitted", refusal),
        RefusalKind.NotFound => Make(404, "not-found", "Not found", refusal),
        RefusalKind.Conflict => Make(409, "conflict", "The identifiers disagree", refusal),
        RefusalKind.Running => Make(409, "running", "Still running", refusal),
        RefusalKind.Erased => Make(410, "erased", "The dossier was erased", refusal),
        RefusalKind.TooLarge => Make(413, "too-large", "Too large", refusal),
        RefusalKind.KeyReused => Make(422, "key-reused", "Key used for other content", refusal),
        RefusalKind.DocumentsMissing => Make(422, "documents-missing", "Documents are missing", refusal),
        RefusalKind.TooMany => Make(429, "too-many", "Too many", refusal),
        RefusalKind.Overloaded => Make(503, "overloaded", "Not now", refusal),
        _ => Make(422, "invalid", "The packet is wrong", refusal),
    };

    public static Problem Unauthorized { get; } = new()
    {
        Status = 401,
        Type = "unauthorized",
        Title = "Who are you?",
        Detail = "A valid partner key is needed: Authorization: Bearer iop_…, or X-Api-Key, or HTTP Basic with the partner's code as user and the key as password. The key may also have ended.",
    };

    public static Problem NotFound { get; } = new()
    {
        Status = 404,
        Type = "not-found",
        Title = "Not found",
        Detail = "There is no such thing here, or none that this partner may see. Check the number and the address.",
    };

    public static Problem NoInbox { get; } = new()
    {
        Status = 404,
        Type = "no-inbox",
        Title = "No inbox",
        Detail = "This partner has no inbox: the hub calls it, or sends it nothing. Ask the hub's operator.",
    };

    /// <summary>A word about a hand-out that is over.</summary>
    public static Problem HandedOutAgain { get; } = new()
    {
        Status = 409,
        Type = "handed-out-again",
        Title = "The hand-out is over",
        Detail = "The token is not that of the latest hand-out: its lease ended, and the delivery was fetched again or may be. Fetch again; what you have already is known by its deliveryId: acknowledge it with the token that came last.",
    };

    /// <summary>A word about a delivery that is judged.</summary>
    public static Problem DeliveryClosed(string state) => new()
    {
        Status = 409,
        Type = "closed",
        Title = "The delivery is closed",
        Detail = $"The delivery is {state}: that stands until the hub's operator judges otherwise. Tell the operator what became of it on your side.",
    };

    public static Problem TooLarge(long limit) => new()
    {
        Status = 413,
        Type = "too-large",
        Title = "Too large",
        Detail = string.Create(CultureInfo.InvariantCulture, $"At most {limit} bytes are taken here. Send files apart: PUT /api/v1/documents/{{sha256}}."),
        Errors = [new RefusalError(string.Empty, "larger than the limit")],
    };

    public static Problem UnsupportedMedia(string accepted) => new()
    {
        Status = 415,
        Type = "unsupported-media",
        Title = "Unsupported media type",
        Detail = $"Send {accepted}, without a Content-Encoding.",
    };

    public static Problem Overloaded(string detail, TimeSpan retryAfter) => new()
    {
        Status = 503,
        Type = "overloaded",
        Title = "Not now",
        Detail = detail,
        RetryAfter = retryAfter,
    };

    public static Problem UploadElsewhere(long received) => new()
    {
        Status = 409,
        Type = "upload-elsewhere",
        Title = "The upload is elsewhere",
        Detail = string.Create(CultureInfo.InvariantCulture, $"{received} bytes of the file are here; this piece was not kept, since it begins behind them or another request went on with the upload meanwhile. Go on with byte {received}."),
    };

    /// <summary>An upload that took so long that no sweep of the store may meet it.</summary>
    public static Problem TookTooLong { get; } = new()
    {
        Status = 408,
        Type = "timeout",
        Title = "Too slow",
        Detail = "The file took longer than half a day to come; nothing was kept. Send it in pieces with Content-Range: what has come of those stays.",
    };

    public static Problem Malformed(string detail) => new() { Status = 400, Type = "malformed", Title = "The body cannot be read", Detail = detail };

    public static Problem Invalid(string detail, IReadOnlyList<RefusalError> errors) => new()
    {
        Status = 422,
        Type = "invalid",
        Title = "The packet is wrong",
        Detail = detail,
        Errors = errors,
    };

    /// <summary>For what was left without an answer of its own: an empty 4xx of the framework, or a bug of ours.</summary>
    public static Problem ForStatus(int status) => status switch
    {
        400 => Malformed("The request cannot be read as HTTP of the kind that this address takes."),
        401 => Unauthorized,
        404 => NotFound,
        405 => new() { Status = 405, Type = "method-not-allowed", Title = "Method not allowed", Detail = "This address does not take that method; the Allow header lists those it takes." },
        408 => new() { Status = 408, Type = "timeout", Title = "Too slow", Detail = "The body came too slowly. Send it again." },
        413 => new() { Status = 413, Type = "too-large", Title = "Too large", Detail = "The request is larger than this address takes." },
        415 => UnsupportedMedia("application/json"),
        416 => new() { Status = 416, Type = "range", Title = "No such bytes", Detail = "The file ends before the range begins; the Content-Range header tells its size." },
        < 500 => new() { Status = status, Type = "refused", Title = "Refused", Detail = "The request was refused." },
        503 => Overloaded("The hub cannot take more now. Send again later.", TimeSpan.FromSeconds(30)),
        _ => new() { Status = status, Type = "internal", Title = "The hub failed", Detail = "The hub failed on this request; nothing is known to have been kept. Send it again with the same Idempotency-Key, and give the traceId to the hub's operator if it fails again." },
    };

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Status;
        response.ContentType = "application/problem+json";
        if (RetryAfter is { } after)
        {
            response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(after.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }

        if (Status == 401)
        {
            response.Headers.WWWAuthenticate = "Bearer realm=\"interop\", Basic realm=\"interop\", charset=\"UTF-8\"";
        }

        var body = new ProblemBody($"urn:interop:problem:{Type}", Title, Status, Detail, Activity.Current?.TraceId.ToHexString() ?? httpContext.TraceIdentifier)
        {
            Errors = Errors.Count == 0 ? null : [.. Errors.Select(e => new ProblemError(e.Pointer, e.Message, e.Line, e.Column))],
        };
        await System.Text.Json.JsonSerializer.SerializeAsync(response.Body, body, Api.ApiJson.Default.ProblemBody, httpContext.RequestAborted);
    }

    private static Problem Make(int status, string type, string title, Refusal refusal) => new()
    {
        Status = status,
        Type = type,
        Title = title,
        Detail = refusal.Detail,
        Errors = refusal.Errors,
        RetryAfter = refusal.RetryAfter ?? (status == 503 ? TimeSpan.FromSeconds(30) : null),
    };
}

/// <summary>A problem on the wire.</summary>
internal sealed record ProblemBody(string Type, string Title, int Status, string Detail, string TraceId)
{
    public IReadOnlyList<ProblemError>? Errors { get; init; }
}

/// <summary>One error on the wire.</summary>
internal sealed record ProblemError(string Pointer, string Message, long? Line, long? Column);
