namespace Interop.Adapters.Soap.Transforms;

/// <summary>What became of a transform. Closed: these three and no other.</summary>
internal abstract record TransformOutcome
{
    private TransformOutcome()
    {
    }

    /// <summary>It ran to its end.</summary>
    /// <param name="Output">What it wrote, UTF-8; empty when it was only compiled.</param>
    /// <param name="Marks">Which files stand in the output, and by which marks, in their order.</param>
    public sealed record Made(ReadOnlyMemory<byte> Output, IReadOnlyList<FileMark> Marks) : TransformOutcome;

    /// <summary>It could not be compiled, or gave up.</summary>
    /// <param name="Problem">What is wrong, where, and what to do.</param>
    public sealed record Failed(TransformProblem Problem) : TransformOutcome;

    /// <summary>It was ended, or never begun, for the sake of everybody else.</summary>
    /// <param name="Reason">Why.</param>
    /// <param name="Detail">The same in words, free of the document's content.</param>
    /// <param name="Until">When it may run again; null: at once, or nobody knows.</param>
    public sealed record Stopped(StopReason Reason, string Detail, DateTimeOffset? Until = null) : TransformOutcome;
}

/// <summary>A mark in the output, and the file whose place it holds.</summary>
/// <param name="Mark">The mark.</param>
/// <param name="Sha256">The file's digest.</param>
internal sealed record FileMark(string Mark, string Sha256);

/// <summary>What is wrong with a stylesheet, or with what it was given.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Message">What is wrong and what to do; holds no text of the document. Of <see cref="ProblemKind.Refused"/> it is the stylesheet's own message, which may.</param>
/// <param name="File">The stylesheet; null: not known.</param>
/// <param name="Line">Line, from 1; null: not known.</param>
/// <param name="Position">Character in the line, from 1; null: not known.</param>
internal sealed record TransformProblem(ProblemKind Kind, string Message, string? File = null, int? Line = null, int? Position = null)
{
    /// <summary>The message with its place.</summary>
    public string Describe() => (File, Line) switch
    {
        (null, _) => Message,
        (_, null) => $"{Message} ({File})",
        _ => $"{Message} ({File}, line {Line}, position {Position ?? 1})",
    };
}

/// <summary>Whose trouble a failed transform is.</summary>
internal enum ProblemKind
{
    /// <summary>The stylesheet does not compile: every document would meet the same.</summary>
    Stylesheet = 1,

    /// <summary>It compiles, and gave up on this document.</summary>
    Run = 2,

    /// <summary>It ended itself by <c>xsl:message terminate="yes"</c>: the document lacks what the partner demands.</summary>
    Refused = 3,
}

/// <summary>Why a transform was ended or never begun.</summary>
internal enum StopReason
{
    /// <summary>Past its time; its worker was killed.</summary>
    TimedOut = 1,

    /// <summary>Past its worker's memory.</summary>
    TooMuchMemory = 2,

    /// <summary>It wrote more than it may.</summary>
    TooMuchOutput = 3,

    /// <summary>Its worker died: endless recursion does that, and nothing can catch it.</summary>
    Crashed = 4,

    /// <summary>No worker came free in time.</summary>
    NoFreeWorker = 5,

    /// <summary>It killed too many workers in a row and is not run for a while.</summary>
    Withheld = 6,

    /// <summary>No worker could be started.</summary>
    CannotStart = 7,
}
