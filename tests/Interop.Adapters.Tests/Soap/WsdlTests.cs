using System.Xml.Linq;
using System.Xml.Schema;
using Interop.Adapters.Soap.Endpoint;
using Interop.Adapters.Soap.Exchange;
using Interop.Adapters.Soap.Exchange.Documents;
using Interop.Adapters.Soap.Exchange.LookUp;

namespace Interop.Adapters.Tests.Soap;

/// <summary>The contract as a foreign tool finds it.</summary>
public sealed class WsdlTests
{
    private static readonly XNamespace Wsdl = "http://schemas.xmlsoap.org/wsdl/";
    private static readonly XNamespace SoapBinding = "http://schemas.xmlsoap.org/wsdl/soap/";
    private static readonly XNamespace Soap12Binding = "http://schemas.xmlsoap.org/wsdl/soap12/";
    private static readonly ISoapService[] Services = [new DossierExchangeService(new ScriptedExchange()), new DocumentExchangeService(new ScriptedDocuments()), new LookUpService(new ScriptedLookUps())];

    private static IEnumerable<TestCaseData> Each => Services.Select(service => new TestCaseData(service).SetArgDisplayNames(service.Name));

    [TestCase("?wsdl")]
    [TestCase("?WSDL")]
    [TestCase("?singleWsdl")]
    public async Task The_address_is_the_public_one_whatever_Host_says(string query)
    {
        await using var hub = await SoapHub.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(hub.Service + query));
        request.Headers.Host = "evil.example";
        using var response = await hub.Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();

        Assert.That(response.IsSuccessStatusCode, Is.True);
        Assert.That(text, Does.Not.Contain("evil.example").And.Not.Contain("localhost"));
        Assert.That(
            XDocument.Parse(text).Descendants(Wsdl + "port").Select(port => port.Elements().Single().Attribute("location")!.Value),
            Is.All.EqualTo("https://truc.tinhmau.gov.vn/lien-thong/soap/dossier-exchange").And.Exactly(2).Items);
    }

    [Test]
    public async Task A_browser_is_told_where_the_contract_is()
    {
        await using var hub = await SoapHub.StartAsync();
        using var response = await hub.Http.GetAsync(hub.Service);
        Assert.That((int)response.StatusCode, Is.EqualTo(405));
        Assert.That(response.Content.Headers.Allow, Is.EqualTo(new[] { "POST" }));
    }

    [TestCaseSource(nameof(Each))]
    public void The_contract_is_one_flat_file_within_the_basic_profile(ISoapService service)
    {
        var wsdl = XDocument.Parse(service.Wsdl(new Uri("http://x/")));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(wsdl.Descendants().Where(element => element.Name.LocalName is "import" or "include"), Is.Empty);
            Assert.That(wsdl.Descendants(Wsdl + "part").Attributes("type"), Is.Empty, "BP R2204: document parts name elements");
            foreach (var binding in (XNamespace[])[SoapBinding, Soap12Binding])
            {
                Assert.That(wsdl.Descendants(binding + "binding").Single().Attribute("style")!.Value, Is.EqualTo("document"));
                Assert.That(wsdl.Descendants().Where(element => element.Name.Namespace == binding).Attributes("use").Select(use => use.Value).Distinct(), Is.EqualTo(new[] { "literal" }));
                Assert.That(
                    wsdl.Descendants(binding + "operation").Attributes("soapAction").Select(action => action.Value),
                    Is.EqualTo(service.Operations.Select(operation => $"{service.TargetNamespace}/{operation.Name}")));
            }

            Assert.That(wsdl.Root!.Attribute("targetNamespace")!.Value, Is.EqualTo(service.TargetNamespace.NamespaceName));
            Assert.That(wsdl.Descendants(Wsdl + "portType").Single().Attribute("name")!.Value, Is.EqualTo(service.PortType));
            Assert.That(wsdl.Descendants(Wsdl + "portType").Single().Elements(Wsdl + "operation").Attributes("name").Select(name => name.Value), Is.EqualTo(service.Operations.Select(operation => operation.Name)));
            Assert.That(wsdl.Descendants(Wsdl + "port").Select(port => port.Attribute("binding")!.Value), Is.EqualTo(wsdl.Descendants(Wsdl + "binding").Select(binding => "tns:" + binding.Attribute("name")!.Value)));
        }
    }

    [TestCaseSource(nameof(Each))]
    public void Every_name_in_the_contract_leads_somewhere(ISoapService service)
    {
        var wsdl = XDocument.Parse(service.Wsdl(new Uri("http://x/")));
        var messages = wsdl.Descendants(Wsdl + "message").Attributes("name").Select(name => "tns:" + name.Value).ToHashSet();
        var elements = service.CompileSchemas().GlobalElements.Names.Cast<System.Xml.XmlQualifiedName>().Select(name => "tns:" + name.Name).ToHashSet();

        Assert.That(wsdl.Descendants(Wsdl + "portType").Descendants().Attributes("message").Select(name => name.Value).Distinct(), Is.SubsetOf(messages));
        Assert.That(wsdl.Descendants(Wsdl + "part").Attributes("element").Select(name => name.Value), Is.SubsetOf(elements));
        Assert.That(
            service.Operations.Select(operation => "tns:" + operation.Request.LocalName),
            Is.SubsetOf(elements));
    }

    [Test]
    public async Task What_we_answer_fits_our_own_schema()
    {
        await using var hub = await SoapHub.StartAsync();
        var answers = new List<XElement>();
        foreach (var request in (string[])[Requests.Progress, Requests.Result, Requests.Supplement, .. InboxRequests.All])
        {
            answers.Add((await hub.PostAsync(Http.Envelope(request))).Body);
        }

        hub.Exchange.Found = call => new GetAnswer.Found(call.DossierNumber, Contracts.Dossiers.BusinessStatus.Received, DateTimeOffset.UnixEpoch, []);
        answers.Add((await hub.PostAsync(Http.Envelope(Requests.Get))).Body);
        answers.Add(Fault(await hub.PostAsync(Http.Envelope(Requests.Element("GetRequest", "<a/>")))));
        AllFit(answers, "dossier-exchange");
    }

    [Test]
    public async Task What_we_answer_of_documents_fits_its_schema()
    {
        await using var hub = await SoapHub.StartAsync();
        List<XElement> answers = [];
        foreach (var request in DocumentRequests.All)
        {
            answers.Add((await hub.PostAsync(Http.Envelope(request), service: "document-exchange")).Body);
        }

        hub.Documents.Answer = new ExchangeReply<FoundDocument>(ScriptedDocuments.Found with { DossierNumber = null, Document = null, ContentGoneAt = DateTimeOffset.UnixEpoch, Receivers = [], Statuses = [], Files = [] });
        answers.Add((await hub.PostAsync(Http.Envelope(DocumentRequests.Get), service: "document-exchange")).Body);
        answers.Add(Fault(await hub.PostAsync(Http.Envelope(DocumentRequests.Element("GetDocumentRequest", "<a/>")), service: "document-exchange")));
        AllFit(answers, "document-exchange");
    }

    [Test]
    public async Task What_we_answer_of_look_ups_fits_its_schema()
    {
        await using var hub = await SoapHub.StartAsync();
        List<XElement> answers = [];
        const string Ns = "urn:interop:look-up:1";
        foreach (var (operation, fields) in (IEnumerable<(string, string)>)
        [
            ("VerifyIdentity", "<officer>a</officer><unit>H40</unit><dossierNumber>D</dossierNumber><procedure>1.001193</procedure><purpose>x</purpose><number>010000001</number><fullName>x</fullName>"),
            .. Contracts.CodeLists.CodeList.All.Select(list => ("ListCodes", $"<name>{list.Name}</name>")),
            ("ListOrganisations", string.Empty),
        ])
        {
            answers.Add((await hub.PostAsync(Http.Envelope($"<{operation}Request xmlns='{Ns}'>{fields}</{operation}Request>"), service: "look-up")).Body);
        }

        answers.Add(Fault(await hub.PostAsync(Http.Envelope($"<ListCodesRequest xmlns='{Ns}'/>"), service: "look-up")));
        AllFit(answers, "look-up");
    }

    private static XElement Fault(SoapHubAnswer answer) => answer.Body.Descendants().Single(e => e.Name.LocalName == "ExchangeFault");

    private static void AllFit(IEnumerable<XElement> answers, string name)
    {
        var service = Services.Single(s => s.Name == name);
        foreach (var answer in answers)
        {
            var errors = new List<string>();
            Assert.That(answer.Name.Namespace, Is.EqualTo(service.TargetNamespace));
            new XDocument(answer).Validate(service.CompileSchemas(), (_, told) => errors.Add(told.Message));
            Assert.That(errors, Is.Empty, answer.Name.LocalName);
        }
    }
}
