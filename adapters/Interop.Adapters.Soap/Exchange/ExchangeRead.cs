using System.Xml.Linq;
using Interop.Contracts.Dossiers;
using Interop.Contracts.Packets;

namespace Interop.Adapters.Soap.Exchange;

/// <summary>Pure: request elements that fit the schema → calls.</summary>
internal static class ExchangeRead
{
    public static ExchangeReading<ProgressCall> ProgressOf(XElement body) => ExchangeReading.Of(body, fields => new ProgressCall
    {
        PacketId = fields.Token("packetId"),
        DossierNumber = fields.Token("dossierNumber"),
        OccurredAt = fields.Time("occurredAt"),
        Status = (BusinessStatus)fields.Number("statusCode")!.Value,
        Handler = fields.Optional("handler"),
        Title = fields.Optional("title"),
        Unit = fields.Optional("unit"),
        Content = fields.Text("content"),
        StartedAt = fields.OptionalTime("startedAt"),
        DueAt = fields.OptionalTime("dueAt"),
    });

    /// <summary>The call without its files, and those, in the order of the papers; null: a paper has none.</summary>
    public static ExchangeReading<(ResultCall Call, IReadOnlyList<IncomingFile?> Files)> ResultOf(XElement body) =>
        ExchangeReading.Of(body, fields => (ResultOf(fields), (IReadOnlyList<IncomingFile?>)[.. fields.Each("result").Select(paper => paper.One("file")?.File())]));

    private static ResultCall ResultOf(FieldReader fields) => new()
    {
        PacketId = fields.Token("packetId"),
        DossierNumber = fields.Token("dossierNumber"),
        OccurredAt = fields.Time("occurredAt"),
        Status = (BusinessStatus)fields.Number("statusCode")!.Value,
        Handler = fields.Optional("handler"),
        Title = fields.Optional("title"),
        Unit = fields.Optional("unit"),
        Content = fields.Optional("content"),
        Papers = fields.Each("result").Select(Paper).ToList(),
        Attributes = fields.One("attributes")?.Each("attribute").Select(each => new ResultAttribute(each.Attribute("name"), each.OwnText())).ToList() ?? [],
    };

    public static ExchangeReading<SupplementCall> SupplementOf(XElement body) => ExchangeReading.Of(body, fields => new SupplementCall
    {
        PacketId = fields.Token("packetId"),
        DossierNumber = fields.Token("dossierNumber"),
        OccurredAt = fields.Time("occurredAt"),
        Id = fields.Token("id"),
        RequestedBy = fields.Optional("requestedBy"),
        Content = fields.Text("content"),
        Deadline = fields.OptionalTime("deadline"),
        Papers = fields.Each("paper").Select(each => new AskedPaper(each.Text("name"), each.Number("quantity"))).ToList(),
    });

    public static ExchangeReading<GetCall> GetOf(XElement body) => ExchangeReading.Of(body, fields => new GetCall(fields.Token("dossierNumber")));

    private static IssuedPaper Paper(FieldReader fields) => new()
    {
        Code = fields.Token("code"),
        Name = fields.Text("name"),
        Number = fields.Optional("number"),
        IssuedAt = fields.OptionalTime("issuedAt"),
    };
}
