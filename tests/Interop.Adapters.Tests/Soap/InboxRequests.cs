namespace Interop.Adapters.Tests.Soap;

/// <summary>Request elements of who submits and of who fetches.</summary>
internal static class InboxRequests
{
    public static readonly string Submit = Requests.Element(
        "SubmitRequest",
        "<packet>{\"packetId\":\"MC-1\",\"note\":\"&lt;a &amp; b&gt;\"}</packet>"
        + $"<file><name>to-khai.pdf</name><mediaType>application/pdf</mediaType><data>{Convert.ToBase64String(Requests.Certificate)}</data></file>");

    public static readonly string List = Requests.Element("ListWaitingRequest", "<max>2</max>");

    public static readonly string Fetch = Requests.Element("FetchRequest", "<max>7</max><waitSeconds>30</waitSeconds>");

    public static readonly string Acknowledge = Requests.Element(
        "AcknowledgeRequest",
        $"<deliveryId>{ScriptedExchange.DeliveryId.ToUpperInvariant()}</deliveryId><token>7</token><reference>HT-31</reference><identifier><scheme>other</scheme><issuer>G15</issuer><value>HT 31</value></identifier>");

    public static readonly string Reject = Requests.Element(
        "RejectRequest", $"<deliveryId>{ScriptedExchange.DeliveryId}</deliveryId><token>7</token><code>HT-17</code><message>Thiếu giấy chứng sinh</message>");

    public static IReadOnlyList<string> All { get; } = [Submit, List, Fetch, Acknowledge, Reject];
}
