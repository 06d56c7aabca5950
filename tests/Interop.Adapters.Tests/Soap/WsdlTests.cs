using System.Xml.Linq;
using System.Xml.Schema;
using Interop.Adapters.Soap.Exchange;

namespace Interop.Adapters.Tests.Soap;

/// <summary>The contract as a foreign tool finds it.</summary>
public sealed class WsdlTests
{
    private static readonly XNamespace Wsdl = "http://schemas.xmlsoap.org/wsdl/";
    private static readonly XNamespace SoapBinding = "http://schemas.xmlsoap.org/wsdl/soap/";
    private static readonly XNamespace Soap12Binding = "http://schemas.xmlsoap.org/wsdl/soap12/";
    private static readonly XNamespace Tns = "urn:interop:dossier-exchange:1";

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

    [Test]
    public void The_contract_is_one_flat_file_within_the_basic_profile()
    {
        var wsdl = XDocument.Parse(ExchangeContract.Wsdl(new Uri("http://x/")));
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
                    Is.EqualTo(new[] { "Progress", "Result", "Supplement", "Get", "Submit", "ListWaiting", "Fetch", "Acknowledge", "Reject" }.Select(name => $"urn:interop:dossier-exchange:1/{name}")));
            }

            Assert.That(wsdl.Descendants(Wsdl + "port").Select(port => port.Attribute("binding")!.Value), Is.EqualTo(wsdl.Descendants(Wsdl + "binding").Select(binding => "tns:" + binding.Attribute("name")!.Value)));
        }
    }

    [Test]
    public void Every_name_in_the_contract_leads_somewhere()
    {
        var wsdl = XDocument.Parse(ExchangeContract.Wsdl(new Uri("http://x/")));
        var messages = wsdl.Descendants(Wsdl + "message").Attributes("name").Select(name => "tns:" + name.Value).ToHashSet();
        var elements = ExchangeContract.CompileSchemas().GlobalElements.Names.Cast<System.Xml.XmlQualifiedName>().Select(name => "tns:" + name.Name).ToHashSet();

        Assert.That(wsdl.Descendants(Wsdl + "portType").Descendants().Attributes("message").Select(name => name.Value).Distinct(), Is.SubsetOf(messages));
        Assert.That(wsdl.Descendants(Wsdl + "part").Attributes("element").Select(name => name.Value), Is.SubsetOf(elements));
        Assert.That(
            new DossierExchangeService(new ScriptedExchange()).Operations.Select(operation => "tns:" + operation.Request.LocalName),
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
        answers.Add((await hub.PostAsync(Http.Envelope(Requests.Element("GetRequest", "<a/>")))).Body.Descendants(Tns + "ExchangeFault").Single());

        foreach (var answer in answers)
        {
            var errors = new List<string>();
            new XDocument(answer).Validate(ExchangeContract.CompileSchemas(), (_, told) => errors.Add(told.Message));
            Assert.That(errors, Is.Empty, answer.Name.LocalName);
        }
    }
}
