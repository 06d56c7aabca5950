using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Xml.Linq;
using Interop.Adapters.Soap.Client;
using Interop.Adapters.Soap.Messages;
using Interop.Foreign.Tests.Matrix;
using Interop.Foreign.Tests.Ministry;
using Interop.Foreign.Tests.Stacks;

namespace Interop.Foreign.Tests;

/// <summary>The room's client calls services that stand on foreign stacks, each from a WSDL of its own.</summary>
public sealed class MinistryTests
{
    private readonly ConcurrentDictionary<Stack, Task<ForeignServer>> _servers = [];

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        foreach (var server in _servers.Values.Where(each => each.IsCompletedSuccessfully))
        {
            await (await server).DisposeAsync();
        }
    }

    [Peers(Direction.FromTheHub)]
    public async Task A_wrapped_request_is_understood(Peer peer)
    {
        using var heard = Heard(await ReplyAsync(peer, Call.Register()));
        var request = heard.RootElement;
        using (Assert.EnterMultipleScope())
        {
            Assert.That((Text(request, "maHoSo"), Text(request, "hoTen")), Is.EqualTo(("D-1", "Nguyễn Thị <Mẫu> & con")));
            Assert.That(Text(request, "ngaySinh"), Does.StartWith("2024-05-30"));
            Assert.That(DateTimeOffset.Parse(Text(request, "thoiDiemNop")!, CultureInfo.InvariantCulture), Is.EqualTo(new DateTimeOffset(2024, 6, 3, 3, 0, 0, TimeSpan.Zero)));
            Assert.That(decimal.Parse(Text(request, "lePhi")!, CultureInfo.InvariantCulture), Is.EqualTo(15000.50m));
            Assert.That(request.GetProperty("ghiChu").ValueKind, Is.EqualTo(JsonValueKind.Null));
            Assert.That(request.GetProperty("tep").EnumerateArray().Select(file => file.GetString()), Is.EqualTo(new[] { Convert.ToHexStringLower(SHA256.HashData(Call.File)), null }));
        }
    }

    [Peers(Direction.FromTheHub)]
    public async Task A_wrapped_reply_is_understood(Peer peer)
    {
        var reply = await ReplyAsync(peer, Call.Register());
        var ns = Call.CivilStatus;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(reply.Name, Is.EqualTo(ns + "DangKyKhaiSinhResponse"));
            Assert.That(new[] { "soDangKy", "hoTen", "ngayDangKy", "hieuLuc" }.Select(name => reply.Element(ns + name)?.Value), Is.EqualTo(new[] { "25/2024", "Nguyễn Thị <Mẫu> & con", "2024-06-03", "true" }));
            Assert.That((decimal)reply.Element(ns + "lePhi")!, Is.EqualTo(15000.50m));
            Assert.That((bool?)reply.Element(ns + "ghiChu")!.Attribute(XName.Get("nil", "http://www.w3.org/2001/XMLSchema-instance")), Is.True);
            Assert.That(reply.Elements(ns + "giayTo").Select(paper => (paper.Element(ns + "ten")!.Value, (int?)paper.Element(ns + "soBan"))), Is.EqualTo(new[] { ("Giấy chứng sinh", (int?)2), ("Khác", null) }));
            Assert.That(Convert.FromBase64String(reply.Elements(ns + "giayTo").First().Element(ns + "tep")!.Value), Is.EqualTo(Call.File));
        }
    }

    [Peers(Direction.FromTheHub)]
    public async Task A_decimal_keeps_its_places(Peer peer) =>
        Assert.That((await ReplyAsync(peer, Call.Register())).Element(Call.CivilStatus + "lePhi")!.Value, Is.EqualTo("15000.50"));

    [Peers(Direction.FromTheHub)]
    public async Task A_header_block_is_understood(Peer peer)
    {
        using var heard = Heard(await ReplyAsync(peer, Call.Register() with { Headers = [new XElement(Call.CivilStatus + "GiaoDich", "GD-7")] }));
        Assert.That(Text(heard.RootElement, "giaoDich"), Is.EqualTo("GD-7"));
    }

    [Peers(Direction.FromTheHub)]
    public async Task An_rpc_request_and_its_reply_are_understood(Peer peer)
    {
        var reply = await ReplyAsync(peer, Call.Issue());
        Assert.That(reply.Name, Is.EqualTo(Call.JudicialRecord + "CapPhieuResponse"));
        var record = reply.Elements().Single(element => element.Name.LocalName == "phieu");
        using var heard = Heard(record);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((Text(heard.RootElement, "maHoSo"), Text(heard.RootElement, "hoTen")), Is.EqualTo(("D-1", "Trần Văn Mẫu")));
            Assert.That(Text(heard.RootElement, "ngaySinh"), Does.StartWith("1990-01-02"));
            Assert.That(record.Elements().Where(element => element.Name.LocalName == "banSao").Select(element => element.Value), Is.EqualTo(new[] { "một", "hai" }));
            Assert.That((decimal)record.Elements().Single(element => element.Name.LocalName == "lePhi"), Is.EqualTo(200000.50m));
        }
    }

    [Peers(Direction.FromTheHub)]
    public async Task A_fault_is_read_with_code_text_and_every_error(Peer peer)
    {
        var fault = await FaultAsync(peer, Call.Register(name: ""));
        var detail = fault.Detail!.Elements().Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((fault.Kind, fault.Text), Is.EqualTo((SoapFaultKind.Client, "Dữ liệu chưa hợp lệ")));
            Assert.That(fault.Code, Does.StartWith(peer.IsSoap12 ? "Sender" : "Client"));
            Assert.That(detail.Name, Is.EqualTo(Call.CivilStatus + "LoiHoTich"));
            Assert.That(detail.Elements().First().Value, Is.EqualTo("HT-101"));
            Assert.That(
                detail.Elements().Where(element => element.Name.LocalName == "loi").Select(error => string.Join(": ", error.Elements().Select(field => field.Value))),
                Is.EqualTo(new[] { "hoTen: Thiếu họ tên", "ngaySinh: Ngày sinh < ngày nộp" }));
        }
    }

    [Peers(Direction.FromTheHub)]
    public async Task The_actor_of_a_fault_is_read(Peer peer) =>
        Assert.That((await FaultAsync(peer, Call.Register(name: ""))).Actor, Is.EqualTo("urn:tinh-mau:ho-tich"));

    [Peers(Direction.FromTheHub, Version = "1.2")]
    public async Task A_subcode_is_read(Peer peer) =>
        Assert.That((await FaultAsync(peer, Call.Register(name: ""))).Code, Is.EqualTo("Sender.DuLieu"));

    [Peers(Direction.FromTheHub)]
    public async Task A_fault_of_an_rpc_service_is_read(Peer peer)
    {
        var fault = await FaultAsync(peer, Call.Issue(dossier: ""));
        Assert.That((fault.Kind, fault.Text, fault.Detail!.Value), Is.EqualTo((SoapFaultKind.Client, "Thiếu mã hồ sơ", "LL-7")));
    }

    [Peers(Direction.FromTheHub)]
    public async Task A_bug_of_the_service_is_the_servers_fault(Peer peer)
    {
        if (FaultOr500(await CallAsync(peer, Call.Register("HONG"))) is { } fault)
        {
            Assert.That((fault.Kind, fault.Code, fault.Text), Is.EqualTo((SoapFaultKind.Server, "Server.InternalServerError", "Error: A bug of the service.")));
        }
    }

    [Peers(Direction.FromTheHub)]
    public async Task An_unknown_operation_is_no_reply(Peer peer)
    {
        if (FaultOr500(await CallAsync(peer, Call.Unknown)) is { } fault)
        {
            Assert.That(fault.Text, Does.StartWith("Procedure").And.EndWith("not present"));
            Assert.That((fault.Kind, fault.Code), Is.EqualTo(peer.IsSoap12 ? (SoapFaultKind.Other, "ProcedureNotPresent") : (SoapFaultKind.Server, "Server")));
        }
    }

    /// <summary>The fault; null: the stack answers with a bare 500.</summary>
    private static SoapFault? FaultOr500(SoapExchange exchange)
    {
        if (exchange is SoapExchange.FaultReply { Fault: var fault })
        {
            return fault;
        }

        var refusal = exchange as SoapExchange.HttpRefusal;
        Assert.That((refusal?.Kind, refusal?.HttpStatus), Is.EqualTo((HttpRefusalKind.ServerError, 500)), $"{exchange}");
        return null;
    }

    [Peers(Direction.FromTheHub)]
    public async Task A_wrong_password_is_unauthorized(Peer peer)
    {
        var refusal = await CallAsync(peer, Call.Register(), password: "sai") as SoapExchange.HttpRefusal;
        Assert.That(refusal?.Kind, Is.EqualTo(HttpRefusalKind.Unauthorized));
    }

    // What the service says that it understood.
    private static JsonDocument Heard(XElement reply) => JsonDocument.Parse(reply.Elements().Single(element => element.Name.LocalName == "nhatKy").Value);

    private static string? Text(JsonElement heard, string name) => heard.GetProperty(name) is { ValueKind: not JsonValueKind.Null } value ? value.ToString() : null;

    private async Task<XElement> ReplyAsync(Peer peer, Call call)
    {
        var exchange = await CallAsync(peer, call);
        Assert.That(exchange, Is.TypeOf<SoapExchange.Reply>());
        return ((SoapExchange.Reply)exchange).Body!;
    }

    private async Task<SoapFault> FaultAsync(Peer peer, Call call)
    {
        var exchange = await CallAsync(peer, call);
        Assert.That(exchange, Is.TypeOf<SoapExchange.FaultReply>());
        return ((SoapExchange.FaultReply)exchange).Fault;
    }

    private async Task<SoapExchange> CallAsync(Peer peer, Call call, string password = "mật khẩu") =>
        await (await _servers.GetOrAdd(peer.Stack, ForeignServer.StartAsync)).CallAsync(peer, call, password);
}
