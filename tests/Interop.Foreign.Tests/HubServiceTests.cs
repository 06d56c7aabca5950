using System.Globalization;
using System.Text.Json;
using Interop.Adapters.Soap.Exchange;
using Interop.Contracts.Dossiers;
using Interop.Contracts.Packets;
using Interop.Foreign.Tests.Hub;
using Interop.Foreign.Tests.Matrix;
using Interop.Foreign.Tests.Stacks;

namespace Interop.Foreign.Tests;

/// <summary>Foreign stacks import the hub's contract as it is served and call every operation of it.</summary>
public sealed partial class HubServiceTests
{
    private static readonly TimeSpan Vietnam = TimeSpan.FromHours(7);

    private readonly HubTalks _talks = new("dossier-exchange");

    [OneTimeTearDown]
    public async Task StopAsync() => await _talks.DisposeAsync();

    [Peers(Direction.ToTheHub)]
    public async Task The_contract_is_imported_with_every_operation(Peer peer)
    {
        var ports = (await TalkAsync(peer)).Ports;
        Assert.That(ports.Values.SelectMany(names => names).GroupBy(name => name).Select(group => (group.Key, group.Count())), Is.EqualTo(new[] { "Acknowledge", "Fetch", "Get", "ListWaiting", "Progress", "Reject", "Result", "Submit", "Supplement" }.Select(name => (name, 2))));
    }

    [Peers(Direction.ToTheHub)]
    public async Task Every_message_is_of_its_version(Peer peer)
    {
        var messages = (await TalkAsync(peer)).Messages;
        Assert.That(messages.Select(message => message.ContentType), Is.All.StartsWith(peer.IsSoap12 ? "application/soap+xml" : "text/xml"));
        Assert.That(messages.Select(message => message.Text), Is.All.Contains(peer.IsSoap12 ? "http://www.w3.org/2003/05/soap-envelope" : "http://schemas.xmlsoap.org/soap/envelope/"));
        Assert.That(messages, Has.Count.GreaterThanOrEqualTo(20));
    }

    [Peers(Direction.ToTheHub)]
    public async Task Progress_arrives_with_diacritics_markup_and_times(Peer peer) => Assert.That(
        (await TalkAsync(peer)).Arrived<ProgressCall>("tien-do-1"),
        Is.EqualTo(new ProgressCall
        {
            PacketId = "tien-do-1",
            DossierNumber = "000.00.18.H40-240603-0001",
            OccurredAt = new DateTimeOffset(2024, 6, 3, 10, 0, 0, Vietnam),
            Status = BusinessStatus.Processing,
            Handler = "Lê Văn Hộ Tịch",
            Title = "Công chức TP-HT",
            Unit = "UBND phường Mẫu",
            Content = "Đang xử lý: \"<a & b>\" 'ưỡng ẵng'\nDòng hai 𠀋",
            StartedAt = new DateTimeOffset(2024, 6, 3, 1, 30, 0, TimeSpan.Zero),
            DueAt = new DateTimeOffset(2024, 6, 4, 17, 0, 0, Vietnam),
        }));

    [Peers(Direction.ToTheHub)]
    public async Task Optional_fields_may_be_left_out(Peer peer)
    {
        var talk = await TalkAsync(peer);
        var progress = talk.Arrived<ProgressCall>("tien-do-2");
        var result = talk.Arrived<ResultCall>("ket-qua-2");
        using (Assert.EnterMultipleScope())
        {
            Assert.That((progress.Handler, progress.Title, progress.Unit, progress.StartedAt, progress.DueAt), Is.EqualTo(((string?)null, (string?)null, (string?)null, (DateTimeOffset?)null, (DateTimeOffset?)null)));
            Assert.That(progress.Status, Is.EqualTo(BusinessStatus.Returned));
            Assert.That((result.Handler, result.Content), Is.EqualTo(((string?)null, (string?)null)));
            Assert.That(result.Papers, Is.Empty);
            Assert.That(result.Attributes, Is.Empty);
        }
    }

    [Peers(Direction.ToTheHub)]
    public async Task A_field_that_is_nil_is_none(Peer peer)
    {
        var talk = await TalkAsync(peer);
        var call = talk.Arrived<ProgressCall>("tien-do-4");
        Assert.That(talk.Messages.Single(message => message.Text.Contains(call.PacketId, StringComparison.Ordinal)).Text.Split(":nil=\"true\""), Has.Length.EqualTo(4), "three were sent as nil");
        Assert.That((call.Content, call.Handler, call.Unit, call.DueAt), Is.EqualTo(("Không có người xử lý", (string?)null, (string?)null, (DateTimeOffset?)null)));
    }

    [Peers(Direction.ToTheHub)]
    public async Task A_time_without_an_offset_is_Vietnams(Peer peer) =>
        Assert.That((await TalkAsync(peer)).Arrived<ProgressCall>("tien-do-3").OccurredAt, Is.EqualTo(new DateTimeOffset(2024, 6, 3, 10, 0, 0, Vietnam)));

    [Peers(Direction.ToTheHub)]
    public async Task A_result_arrives_with_papers_a_file_and_attributes(Peer peer)
    {
        var talk = await TalkAsync(peer);
        var call = talk.Arrived<ResultCall>("ket-qua-1");
        var file = call.Papers[0].File!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(call.Papers.Select(paper => (paper.Code, paper.Name, paper.Number)), Is.EqualTo(new[] { ("KQ.G15.000031", "Giấy khai sinh", "25/2024"), ("KQ.G15.000032", "Bản sao", null) }));
            Assert.That(call.Papers.Select(paper => paper.IssuedAt), Is.EqualTo(new DateTimeOffset?[] { new DateTimeOffset(2024, 6, 3, 15, 10, 0, Vietnam), null }));
            Assert.That((file.Name, file.MediaType), Is.EqualTo(("giấy khai sinh.pdf", "application/pdf")));
            Assert.That(talk.Kept(file), Is.EqualTo(Convert.FromBase64String("JVBERi0xLjQgAAH/Z2nhuqV5IGtoYWkgc2luaA==")));
            Assert.That(call.Papers[1].File, Is.Null);
            Assert.That(call.Attributes, Is.EqualTo(new[] { new ResultAttribute("soDinhDanh", "001324000001"), new ResultAttribute("noiSinh", "Bệnh viện Phụ sản <Mẫu>") }));
        }
    }

    [Peers(Direction.ToTheHub)]
    public async Task A_file_of_three_megabytes_arrives(Peer peer)
    {
        var talk = await TalkAsync(peer);
        var data = talk.Kept(talk.Arrived<ResultCall>("ket-qua-3").Papers.Single().File!);
        Assert.That(data, Has.Length.EqualTo(3_000_000).And.All.EqualTo((byte)'x'));
    }

    [Peers(Direction.ToTheHub)]
    public async Task A_request_for_papers_arrives(Peer peer)
    {
        var talk = await TalkAsync(peer);
        var call = talk.Arrived<SupplementCall>("bo-sung-1");
        using (Assert.EnterMultipleScope())
        {
            Assert.That((call.Id, call.RequestedBy, call.Content), Is.EqualTo(("BS-7", "Lê Văn Hộ Tịch", "Thiếu giấy chứng sinh")));
            Assert.That(call.Deadline, Is.EqualTo(new DateTimeOffset(2024, 6, 12, 17, 0, 0, Vietnam)));
            Assert.That(call.Papers, Is.EqualTo(new[] { new AskedPaper("Giấy chứng sinh", 2), new AskedPaper("Khác", null) }));
            Assert.That(talk.Answer("supplement").GetProperty("disposition").GetString(), Is.EqualTo("held"));
        }
    }

    [Peers(Direction.ToTheHub)]
    public async Task A_receipt_is_read(Peer peer)
    {
        var receipt = (await TalkAsync(peer)).Answer("progress");
        Assert.That(
            new[] { "receiptId", "packetId", "dossierNumber", "disposition" }.Select(name => receipt.GetProperty(name).GetString()),
            Is.EqualTo(new[] { "BN-tien-do-1", "tien-do-1", "000.00.18.H40-240603-0001", "accepted" }));
        Assert.That(Instant(receipt.GetProperty("acceptedAt")), Is.EqualTo(RecordingExchange.AcceptedAt));
    }

    [Peers(Direction.ToTheHub)]
    public async Task A_dossier_is_read_with_none_one_or_many_steps(Peer peer)
    {
        var talk = await TalkAsync(peer);
        using (Assert.EnterMultipleScope())
        {
            foreach (var (call, count) in new[] { ("getNone", 0), ("getOne", 1), ("getMany", 3) })
            {
                var dossier = talk.Answer(call);
                var steps = dossier.TryGetProperty("step", out var found) ? found.EnumerateArray().ToList() : [];
                Assert.That((dossier.GetProperty("dossierNumber").GetString(), dossier.GetProperty("statusCode").ToString()), Is.EqualTo(($"STEPS-{count.ToString(CultureInfo.InvariantCulture)}", "4")));
                Assert.That(steps.Select(step => step.GetProperty("content").GetString()), Is.EqualTo(Enumerable.Range(1, count).Select(number => $"Bước {number.ToString(CultureInfo.InvariantCulture)} <đã ký>")));
                Assert.That(steps.Select(step => Instant(step.GetProperty("occurredAt"))), Is.EqualTo(Enumerable.Range(1, count).Select(number => RecordingExchange.AcceptedAt.AddHours(number))));
                Assert.That(steps.Take(1).Select(step => step.GetProperty("handler").GetString()), Is.All.EqualTo("Nguyễn Thị Mẫu"));
            }
        }
    }

    [Peers(Direction.ToTheHub)]
    public async Task A_key_in_a_header_is_an_entry_too(Peer peer) =>
        Assert.That((await TalkAsync(peer)).Arrived<ProgressCall>("tien-do-5").Content, Is.EqualTo("Bằng khóa"));

    [Peers(Direction.ToTheHub)]
    public async Task A_header_that_need_not_be_understood_does_no_harm(Peer peer) =>
        Assert.That((await TalkAsync(peer)).Arrived<ProgressCall>("tien-do-6").Content, Is.EqualTo("Có đầu đề"));

    [Peers(Direction.ToTheHub)]
    public async Task A_header_that_is_not_understood_is_named_in_a_fault(Peer peer)
    {
        var fault = (await TalkAsync(peer)).Fault("mustUnderstand");
        Assert.That(fault.Code, Does.EndWith(":MustUnderstand"));
        Assert.That(fault.Text, Does.Contain("{urn:la}GiaoDich"));
    }

    [Peers(Direction.ToTheHub)]
    public async Task A_fault_tells_every_error_with_its_place(Peer peer)
    {
        var fault = (await TalkAsync(peer)).Fault("invalid");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(fault.Code, Is.EqualTo(peer.IsSoap12 ? "soap:Sender" : "soap:Client.Invalid"));
            Assert.That(fault.Text, Does.Contain("in 3 place(s)"));
            Assert.That(fault.DetailCode, Is.EqualTo("invalid"));
            Assert.That(fault.Errors.Select(error => error.Path), Is.EquivalentTo(new[] { "/ResultRequest/packetId", "/ResultRequest/statusCode", "/ResultRequest/result[2]/name" }));
            Assert.That(fault.Errors.Select(error => error.Line), Is.All.Match("^[1-9][0-9]*$"));
            Assert.That(fault.Errors.Select(error => error.Message), Is.All.Contains("is invalid"));
        }
    }

    [Peers(Direction.ToTheHub)]
    public async Task A_refusal_is_read_with_the_hubs_words(Peer peer)
    {
        var talk = await TalkAsync(peer);
        var refused = talk.Fault("refused");
        var unknown = talk.Fault("refusedOnce");
        using (Assert.EnterMultipleScope())
        {
            Assert.That((refused.Text, refused.DetailCode), Is.EqualTo(("Hồ sơ đã kết thúc.", "conflict")));
            Assert.That(refused.Errors, Is.EqualTo(new[] { new ToldError("/content/steps/0", "3", "Bước đến sau kết quả."), new ToldError("/content/steps/0/at", null, "Thời điểm < kết quả.") }));
            Assert.That((unknown.Text, unknown.DetailCode), Is.EqualTo(("Không có hồ sơ này.", "not-found")));
            Assert.That(unknown.Errors, Is.EqualTo(new[] { new ToldError("/dossierNumber", null, "Kiểm tra lại mã hồ sơ.") }));
        }
    }

    [Peers(Direction.ToTheHub)]
    public async Task Come_again_is_read_as_the_servers_fault(Peer peer)
    {
        var fault = (await TalkAsync(peer)).Fault("busy");
        Assert.That((fault.Code, fault.Text, fault.DetailCode), Is.EqualTo((peer.IsSoap12 ? "soap:Receiver" : "soap:Server.Busy", "Hệ thống đang bận.", "overloaded")));
    }

    [Peers(Direction.ToTheHub)]
    public async Task A_bug_of_the_hubs_is_the_servers_fault_and_tells_nothing(Peer peer)
    {
        var fault = (await TalkAsync(peer)).Fault("broken");
        Assert.That((fault.Code, fault.DetailCode), Is.EqualTo((peer.IsSoap12 ? "soap:Receiver" : "soap:Server", (string?)null)));
        Assert.That(fault.Text, Does.Contain("trace id").And.Not.Contain("A bug"));
    }

    [Peers(Direction.ToTheHub)]
    public async Task A_wrong_key_is_told_in_a_fault(Peer peer)
    {
        var fault = (await TalkAsync(peer)).Fault("stranger");
        Assert.That(fault.Code, Is.EqualTo(peer.IsSoap12 ? "soap:Sender" : "soap:Client.Authentication"));
        Assert.That(fault.Text, Does.StartWith("No valid credentials."));
    }

    [Peers(Direction.ToTheHub, Version = "1.2")]
    public async Task A_subcode_is_told(Peer peer)
    {
        var talk = await TalkAsync(peer);
        Assert.That(new[] { "invalid", "busy", "stranger", "broken" }.Select(call => string.Join('.', talk.Fault(call).Subcodes)), Is.EqualTo(new[] { "Invalid", "Busy", "Authentication", "" }));
    }

    private static DateTimeOffset Instant(JsonElement told) => DateTimeOffset.Parse(told.GetString()!, CultureInfo.InvariantCulture);

    private Task<HubTalk> TalkAsync(Peer peer) => _talks.OfAsync(peer);
}
