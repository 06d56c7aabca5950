using Interop.Adapters.Soap.Messages;

namespace Interop.Adapters.Soap.Attachments;

/// <summary>How a message carries its files.</summary>
public enum PackageKind
{
    /// <summary>MTOM: files stand outside the XML, each at the place of an <c>xop:Include</c>. The XML means the same with them put back.</summary>
    Xop = 1,

    /// <summary>SOAP with Attachments: the XML as it is, and files that it may refer to.</summary>
    SoapWithAttachments = 2,
}

/// <summary>What the Content-Type of a package says (RFC 2387).</summary>
/// <param name="Boundary">1 to 70 visible ASCII characters, spaces between them allowed.</param>
/// <param name="Root">The root's media type by the <c>type</c> parameter, in lower case; null: not said.</param>
/// <param name="Start">The root's Content-ID; null: the root is the first part.</param>
/// <param name="Announced">The SOAP version that it announces; null: none.</param>
internal sealed record PackageType(string Boundary, string? Root, string? Start, SoapVersion? Announced)
{
    public const string Multipart = "multipart/related";
    public const string XopRoot = "application/xop+xml";

    private const int MaxBoundary = 70;

    /// <summary>Whether a Content-Type is one of packages at all.</summary>
    public static bool IsPackage(string? contentType) => MimeType.Parse(contentType)?.Name == Multipart;

    public static (PackageType? Type, PackageProblem? Problem) Read(string? contentType)
    {
        if (MimeType.Parse(contentType) is not { Name: Multipart } type)
        {
            return Refused(PackageProblemKind.NotAPackage, "The Content-Type is not multipart/related; send it with type, start and boundary.");
        }

        var boundary = type["boundary"]?.TrimEnd();
        if (string.IsNullOrEmpty(boundary))
        {
            return Refused(PackageProblemKind.BoundaryMissing, "The Content-Type has no boundary; send it as a parameter.");
        }

        if (boundary.Length > MaxBoundary)
        {
            return Refused(PackageProblemKind.BoundaryTooLong, $"The boundary is longer than {MaxBoundary} characters; send a shorter one.");
        }

        // More than RFC 2046 allows, and it harms nobody: a boundary line is compared byte by byte.
        if (boundary.Any(c => c is < ' ' or > '~'))
        {
            return Refused(PackageProblemKind.BoundaryInvalid, "The boundary holds a character that is not visible ASCII; send letters and digits.");
        }

        var root = MimeType.Parse(type["type"])?.Name;
        var start = type["start"] is { Length: > 0 } id ? ContentIds.OfHeader(id) : null;
        return (new PackageType(boundary, root, start, VersionOf(MimeType.Parse(type["start-info"])?.Name) ?? VersionOf(root)), null);
    }

    private static SoapVersion? VersionOf(string? mediaType) =>
        mediaType == SoapVersion.Soap11.MediaType ? SoapVersion.Soap11 : mediaType == SoapVersion.Soap12.MediaType ? SoapVersion.Soap12 : null;

    private static (PackageType? Type, PackageProblem? Problem) Refused(PackageProblemKind kind, string message) => (null, new PackageProblem(kind, message));
}
