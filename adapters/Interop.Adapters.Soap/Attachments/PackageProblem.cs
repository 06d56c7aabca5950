using Interop.Adapters.Soap.Reading;

namespace Interop.Adapters.Soap.Attachments;

/// <summary>What was wrong with a package.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Message">What is wrong and what to do; holds nothing that the partner wrote.</param>
/// <param name="Part">Which part, from 1 in the order of the message; null: none yet, or the message as a whole.</param>
/// <param name="Offset">How many bytes of the message precede the trouble; null: it is not at a place.</param>
/// <param name="Xml">What was wrong with the root's XML, for <see cref="PackageProblemKind.RootUnreadable"/>.</param>
public sealed record PackageProblem(PackageProblemKind Kind, string Message, int? Part = null, long? Offset = null, XmlProblem? Xml = null)
{
    /// <summary>The message with its place, for a fault's text.</summary>
    public string Describe() => (Part, Offset) switch
    {
        ({ } part, { } offset) => $"{Message} (part {part}, byte {offset})",
        ({ } part, null) => $"{Message} (part {part})",
        (null, { } offset) => $"{Message} (byte {offset})",
        _ => Message,
    };

    // Where a message grows too long depends on how far ahead it was read; a part that is missing is nowhere.
    internal PackageProblem In(int part) =>
        Part is not null || part == 0 || Kind is PackageProblemKind.PackageTooLarge or PackageProblemKind.PartMissing ? this : this with { Part = part };
}

/// <summary>Which kind of trouble a package made.</summary>
public enum PackageProblemKind
{
    /// <summary>The Content-Type is not <c>multipart/related</c>.</summary>
    NotAPackage = 1,

    /// <summary>The Content-Type names no boundary.</summary>
    BoundaryMissing = 2,

    /// <summary>The boundary is longer than 70 characters (RFC 2046, 5.1.1).</summary>
    BoundaryTooLong = 3,

    /// <summary>The boundary holds what no boundary line can.</summary>
    BoundaryInvalid = 4,

    /// <summary>No boundary line where the first part should begin.</summary>
    BoundaryNotFound = 5,

    /// <summary>The message ends inside a part: how much of it is missing is not known.</summary>
    EndedEarly = 6,

    /// <summary>The message ends after a boundary line that was not the final one: more parts were to come, or <c>--</c> was forgotten.</summary>
    FinalBoundaryMissing = 7,

    /// <summary>The headers of a part are not headers, or contradict each other.</summary>
    HeadersMalformed = 8,

    /// <summary>The headers of a part are longer than <see cref="PackageLimits.MaxHeaderBytes"/>.</summary>
    HeadersTooLarge = 9,

    /// <summary>More parts than <see cref="PackageLimits.MaxParts"/>.</summary>
    TooManyParts = 10,

    /// <summary>A part is longer than <see cref="PackageLimits.MaxPartBytes"/>.</summary>
    PartTooLarge = 11,

    /// <summary>The message is longer than <see cref="PackageLimits.MaxPackageBytes"/>.</summary>
    PackageTooLarge = 12,

    /// <summary>A Content-Transfer-Encoding that is not taken.</summary>
    EncodingUnknown = 13,

    /// <summary>A part is not in the Content-Transfer-Encoding that it names.</summary>
    EncodingBroken = 14,

    /// <summary>Two parts have the same Content-ID.</summary>
    DuplicateContentId = 15,

    /// <summary>No part is the root.</summary>
    RootMissing = 16,

    /// <summary>The root is not the first part, and nothing was given to keep the others on meanwhile.</summary>
    RootNotFirst = 17,

    /// <summary>The root is longer than <see cref="PackageLimits.MaxRootBytes"/>.</summary>
    RootTooLarge = 18,

    /// <summary>The root is not XML that can be read; <see cref="PackageProblem.Xml"/> says why.</summary>
    RootUnreadable = 19,

    /// <summary>An <c>xop:Include</c> without a <c>cid:</c> address.</summary>
    IncludeMalformed = 20,

    /// <summary>An <c>xop:Include</c> that is not the only content of an element that may hold a file.</summary>
    IncludeMisplaced = 21,

    /// <summary>The root refers to a part that is not there.</summary>
    PartMissing = 22,

    /// <summary>A part that the root does not refer to, in a message of which the root names all parts.</summary>
    PartUnreferenced = 23,

    /// <summary>A part is not the one that the message's signature covers, or one that it covers is not there.</summary>
    PartForged = 24,
}

// Leaves a part's stream through code we do not own (the store that reads it) and is turned into data at the reader's
// edge. Not an end of the stream: whoever reads would take half a file for a whole one.
internal sealed class BrokenPackageException(PackageProblem problem) : Exception(problem.Message)
{
    public BrokenPackageException(PackageProblemKind kind, string message, long? offset = null)
        : this(new PackageProblem(kind, message, Offset: offset))
    {
    }

    public PackageProblem Problem { get; } = problem;
}
