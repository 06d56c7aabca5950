using System.Globalization;
using System.Xml.Linq;
using Interop.Contracts.Identifiers;

namespace Interop.Adapters.Soap.Exchange;

/// <summary>Pure: requests of submitters and of inboxes that fit the schema → calls.</summary>
internal static class InboxRead
{
    /// <summary>The call without its files, and those.</summary>
    public static ExchangeReading<(SubmitCall Call, IReadOnlyList<IncomingFile?> Files)> SubmitOf(XElement body) =>
        ExchangeReading.Of(body, fields => (new SubmitCall(fields.Text("packet"), []), (IReadOnlyList<IncomingFile?>)[.. fields.Each("file").Select(file => file.File())]));

    public static ExchangeReading<ListWaitingCall> ListOf(XElement body) => ExchangeReading.Of(body, fields => new ListWaitingCall(fields.Number("max")));

    public static ExchangeReading<FetchCall> FetchOf(XElement body) =>
        ExchangeReading.Of(body, fields => new FetchCall(fields.Number("max"), TimeSpan.FromSeconds(fields.Number("waitSeconds") ?? 0)));

    public static ExchangeReading<AcknowledgeCall> AcknowledgeOf(XElement body) => ExchangeReading.Of(body, fields => new AcknowledgeCall(
        fields.Token("deliveryId").ToLowerInvariant(), Token(fields), fields.Optional("reference"), [.. fields.Each("identifier").Select(Identifier)]));

    public static ExchangeReading<RejectCall> RejectOf(XElement body) => ExchangeReading.Of(body, fields => new RejectCall(
        fields.Token("deliveryId").ToLowerInvariant(), Token(fields), fields.Token("code"), fields.Text("message")));

    private static long Token(FieldReader fields)
    {
        if (long.TryParse(fields.Token("token"), NumberStyles.None, CultureInfo.InvariantCulture, out var token))
        {
            return token;
        }

        fields.Refuse("token", "The hub never gave such a token; send the one that came with the delivery.");
        return 0;
    }

    private static DossierIdentifier Identifier(FieldReader fields) =>
        new(Enum.Parse<IdentifierScheme>(fields.Token("scheme"), ignoreCase: true), fields.Organisation("issuer"), fields.Token("value"));
}
