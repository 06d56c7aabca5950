using System.Net;
using System.Xml.Linq;
using Interop.Contracts.Documents;
using Interop.Contracts.Faults;
using Interop.Contracts.Identifiers;
using Interop.Contracts.Packets;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;

namespace Interop.Hub.Console.Tests;

/// <summary>Whatever a partner puts into a field that a page shows stays text.</summary>
public sealed class HostileValuesTests
{
    [TestCase("<script>alert(1)</script>")]
    [TestCase("\"><img src=x onerror=alert(1)>")]
    [TestCase("' onmouseover='alert(1)")]
    [TestCase("</title></style><svg onload=alert(1)>")]
    [TestCase("javascript:alert(1)")]
    [TestCase("<!-- --><b>x</b>&lt;i&gt;")]
    [TestCase("\u202Egnp.exe\u0000\u0007")]
    [TestCase("{{7*7}}${7*7}@(7*7)")]
    public async Task Stay_text_on_every_page(string evil)
    {
        var ledger = new FakeLedger();
        ledger.Dossiers.Add(Poisoned(evil));
        ledger.Dossiers.Add(Poisoned(evil) with { Key = 2 });
        ledger.Controls.Add(new DestinationControl { Destination = evil, Door = Door.PausedByOperator, Since = Sample.Start, Reason = evil, FaultCode = evil });
        ledger.Backlog.Add(new DestinationBacklog(evil, new Dictionary<DeliveryState, long> { [DeliveryState.Ready] = 1 }, null));
        await using var server = await ConsoleServer.StartAsync(ledger);
        foreach (var path in new[] { "/", "/dossiers/1", "/?q=" + Uri.EscapeDataString(evil) })
        {
            using var answer = await server.Client.GetAsync(path);
            var html = await answer.Content.ReadAsStringAsync();
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), path);
            var elements = Elements(html);
            using (Assert.EnterMultipleScope())
            {
                Assert.That(elements.Select(e => e.Name.LocalName).Intersect(["script", "b", "i", "iframe", "object"]), Is.Empty, path);
                Assert.That(elements.Where(e => e.Name == "img").Select(e => e.Attribute("src")!.Value).Distinct(), Is.EqualTo(new[] { "/console/mark.svg" }), path);
                Assert.That(elements.Attributes().Select(a => a.Name.LocalName).Where(n => n.StartsWith("on", StringComparison.Ordinal)), Is.Empty, path);
                Assert.That(elements.Attributes("href").Select(a => a.Value), Has.All.Matches<string>(h => h[0] is '/' or '#'), path);
            }
        }
    }

    [Test]
    public async Task Are_seen_as_what_they_are()
    {
        var ledger = new FakeLedger();
        ledger.Dossiers.Add(Poisoned("<b>&\"'"));
        await using var server = await ConsoleServer.StartAsync(ledger);
        var html = await server.Client.GetStringAsync("/dossiers/1");
        Assert.That(Elements(html).Single(e => e.Name == "h1").Value, Does.Contain("<b>&\"'"));
    }

    private static List<XElement> Elements(string html) => [.. Markup.Read(html).Descendants()];

    private static DossierView Poisoned(string evil)
    {
        var fault = new Fault { Code = evil, Responsibility = Responsibility.Partner, Scope = FaultScope.Packet, Remedy = Remedy.Person, Message = evil, PartnerCode = evil, Pointer = evil };
        var delivery = Sample.Delivery("1", evil, DeliveryState.Rejected, 0, [Sample.Attempt(1, 1, 1, evil, fault) with { TraceId = evil, Node = evil }]) with
        {
            PartnerReference = evil, Gate = evil, Role = DeliveryRole.Check,
            Findings = [new Interop.Adapters.Delivery.Finding("g", evil, Interop.Adapters.Delivery.Verdict.Contradicted, Sample.Start)],
        };
        var packet = Sample.Packet("1", PacketKind.Submission, 0, [delivery]) with
        {
            PacketId = evil, Sender = evil, StatusVerdict = evil, TraceParent = evil,
            Documents = [new DocumentReference { Name = evil, MediaType = evil, Size = 1, Sha256 = Sha256Digest.Of([1]) }],
            Warnings = [new Warning(evil, evil)],
        };
        return Sample.Dossier(1, evil, packet) with
        {
            Owner = evil, Parties = [evil],
            Identifiers = [new DossierIdentifier(IdentifierScheme.Other, OrganisationCode.Parse("H40"), evil.Trim())],
            Facts = new DossierFacts(evil, evil, evil, Sample.Start, Sample.Start),
        };
    }
}
