using System.Xml.Linq;

namespace Interop.Adapters.Soap.Attachments;

/// <summary>What came of opening a package, before any byte of it is read.</summary>
internal abstract record PackageOpening
{
    private PackageOpening()
    {
    }

    /// <summary>Its Content-Type makes sense.</summary>
    public sealed record Opened(PackageReader Reader) : PackageOpening;

    /// <summary>Not a package that can be read.</summary>
    public sealed record Refused(PackageProblem Problem) : PackageOpening;
}

/// <summary>What came of reading the root.</summary>
internal abstract record RootReading
{
    private RootReading()
    {
    }

    /// <summary>The root, whole and within the limits.</summary>
    public sealed record Read : RootReading
    {
        /// <summary>The root's document.</summary>
        public required XDocument Document { get; init; }

        /// <summary>As sent, decoded: what a signature is over.</summary>
        public required ReadOnlyMemory<byte> Bytes { get; init; }

        /// <summary>Bytes of budget that they hold until the caller gives them back.</summary>
        public required int Taken { get; init; }

        /// <summary>Its own headers.</summary>
        public required PartHeaders Headers { get; init; }

        /// <summary>By the root's own media type; the package's where it has none.</summary>
        public required PackageKind Kind { get; init; }

        /// <summary>Where it refers to parts.</summary>
        public required IReadOnlyList<PartReference> References { get; init; }
    }

    /// <summary>Not readable; the reader reads no more.</summary>
    public sealed record Broken(PackageProblem Problem) : RootReading;

    /// <summary>The shared budget is spent: nothing is wrong with the message.</summary>
    public sealed record OverBudget : RootReading;

    /// <summary>The gate did not open, and says why.</summary>
    public sealed record Stopped : RootReading;
}

/// <summary>What comes next in a package.</summary>
internal abstract record PartReading
{
    private PartReading()
    {
    }

    /// <summary>An attachment. Take it before asking for the next, or it is passed over.</summary>
    public sealed record Part(PackagePart Value) : PartReading;

    /// <summary>All was read, up to the final boundary, and every part that the root needs was there.</summary>
    /// <param name="Parts">How many, the root included.</param>
    public sealed record End(int Parts) : PartReading;

    /// <summary>Not readable from here on. What was taken before is whole, and the message is not.</summary>
    public sealed record Broken(PackageProblem Problem) : PartReading;
}

/// <summary>What came of taking an attachment.</summary>
/// <typeparam name="T">What the taker makes of it.</typeparam>
internal abstract record PartTaking<T>
{
    private PartTaking()
    {
    }

    /// <summary>The taker came to its end, and nothing was wrong with what it read.</summary>
    /// <param name="Value">What it made of it.</param>
    /// <param name="Whole">Whether it read all of it.</param>
    public sealed record Taken(T Value, bool Whole) : PartTaking<T>;

    /// <summary>The part broke while it was read; what the taker made of it is to be thrown away.</summary>
    public sealed record Broken(PackageProblem Problem) : PartTaking<T>;
}
