using System.Xml.Linq;

namespace Interop.Adapters.CivilStatus.Wire;

/// <summary>The ministry's reply to any of its operations, read tolerantly: by local name, in any order.</summary>
internal sealed record MinistryReply
{
    /// <summary>status: 1 done, 0 not.</summary>
    public required bool IsOk { get; init; }

    public string? ErrorCode { get; init; }

    public string? ErrorText { get; init; }

    /// <summary>maGiaoDich of each value that TraCuuHoSo shows; an empty text where it shows none.</summary>
    public IReadOnlyList<string> ShownDeliveries { get; init; } = [];

    /// <summary>Null when the element is no reply of the ministry's.</summary>
    public static MinistryReply? Read(XElement? body) => body is null
        ? null
        : Text(body, "status") switch
        {
            "1" => new MinistryReply { IsOk = true, ShownDeliveries = [.. Children(body, "value").Select(value => Text(value, "maGiaoDich") ?? string.Empty)] },
            "0" => new MinistryReply { IsOk = false, ErrorCode = Text(body, "errorCode"), ErrorText = Text(body, "errorDescription") ?? Text(body, "statusDescription") },
            _ => null,
        };

    private static IEnumerable<XElement> Children(XElement parent, string name) => parent.Elements().Where(child => child.Name.LocalName == name);

    private static string? Text(XElement parent, string name) =>
        Children(parent, name).Select(child => child.Value.Trim()).FirstOrDefault(text => text.Length > 0);
}
