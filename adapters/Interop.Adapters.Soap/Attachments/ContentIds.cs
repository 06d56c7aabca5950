namespace Interop.Adapters.Soap.Attachments;

/// <summary>
/// The two spellings of one name: <c>Content-ID: &lt;a@b&gt;</c> at the part, <c>cid:a%40b</c> in the XML (RFC 2392).
/// </summary>
internal static class ContentIds
{
    private const string Scheme = "cid:";

    /// <summary>From a header, with or without its angle brackets.</summary>
    public static string OfHeader(string value)
    {
        var id = value.Trim();
        return Plain(id is ['<', .., '>'] ? id[1..^1].Trim() : id);
    }

    /// <summary>From an address; null: it is no <c>cid:</c>, or an empty one.</summary>
    public static string? OfAddress(string? address)
    {
        var text = address?.Trim();
        return text?.Length > Scheme.Length && text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? Plain(text[Scheme.Length..]) : null;
    }

    /// <summary>The address of a part. <c>@</c> stays as it is: the standard allows it, and some receivers compare without unescaping.</summary>
    public static string Address(string contentId) =>
        Scheme + Uri.EscapeDataString(contentId).Replace("%40", "@", StringComparison.Ordinal);

    // Twice and on both sides: there are stacks that escape the header too, and such that copy an escaped header as it
    // is. Two ids that differ in nothing but escapes come out as duplicates and are refused.
    private static string Plain(string id) => Uri.UnescapeDataString(Uri.UnescapeDataString(id));
}
