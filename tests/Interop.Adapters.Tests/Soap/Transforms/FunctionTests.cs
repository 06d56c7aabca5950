using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Interop.Adapters.Soap.Transforms;

namespace Interop.Adapters.Tests.Soap.Transforms;

// What stylesheets can do, tried through a real worker; the laws of it on the functions themselves.
[TestFixture]
public sealed class FunctionTests
{
    private TransformPool _pool = null!;

    [OneTimeSetUp]
    public void Open() => _pool = Workers.Pool();

    [OneTimeTearDown]
    public async Task CloseAsync() => await _pool.DisposeAsync();

    [TestCase("f:base64('Mẫu')", "TeG6q3U=")]
    [TestCase("f:base64Decode('TeG6q3U=')", "Mẫu")]
    [TestCase("f:gunzip(f:gzip('Mẫu'))", "Mẫu")]
    [TestCase("f:hash('sha256', 'abc')", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    [TestCase("f:hash('md5', 'abc', 'HEX')", "900150983CD24FB0D6963F7D28E17F72")]
    [TestCase("f:hash('SHA-1', 'abc', 'base64')", "qZk+NkcGgWq6PiVxeFDCbJzQ2J0=")]
    [TestCase("f:hmac('sha256', 'Khoa', 'The quick brown fox jumps over the lazy dog')", "f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8")]
    [TestCase("f:now()", "2024-06-03T08:16:00+07:00")]
    [TestCase("f:date('2024-06-03T01:15:00Z', 'dd/MM/yyyy HH:mm:ss')", "03/06/2024 08:15:00")]
    [TestCase("f:date('2024-06-03', 'yyyyMMdd')", "20240603")]
    [TestCase("f:date('', 'yyyyMMdd')", "")]
    [TestCase("f:partialDate('1950', 'dd/MM/yyyy', 'MM/yyyy', 'yyyy')", "1950")]
    [TestCase("f:partialDate('1950-06', 'dd/MM/yyyy', 'MM/yyyy', 'yyyy')", "06/1950")]
    [TestCase("f:parseDate('03/06/2024 08:15:00', 'dd/MM/yyyy HH:mm:ss')", "2024-06-03T08:15:00+07:00")]
    [TestCase("f:map('units', 'H40.18')", "DV18")]
    [TestCase("f:map('units', 'H40.99', '?')", "?")]
    [TestCase("f:fold('Đã được TIẾP NHẬN')", "da duoc tiep nhan")]
    [TestCase("f:plain('Đỗ Thị Mẫu')", "Do Thi Mau")]
    [TestCase("f:setting('MaDonVi')", "DV01")]
    [TestCase("f:secret('Khoa')", "key")]
    [TestCase("f:deliveryId()", "d0000000000000000000000000000001")]
    [TestCase("f:fileSha256('TK-1')", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [TestCase("f:fileSize('TK-1')", "706")]
    [TestCase("f:fileName('TK-1')", "to-khai.pdf")]
    [TestCase("f:parseXml('&lt;a>&lt;b>1&lt;/b>&lt;/a>')/a/b", "1")]
    [TestCase("f:parseJson('{\"a\":{\"b\":[1,2.50]}}')/map/map[@key='a']/array/number[2]", "2.50")]
    [TestCase("f:xml(/in/x)", "<x y=\"1\">ế &amp; &lt;</x>")]
    public async Task A_function_answers(string expression, string answer)
    {
        var outcome = await RunAsync($"<out><xsl:value-of select=\"{expression.Replace("\"", "&quot;", StringComparison.Ordinal)}\"/></out>", "<in><x y='1'>ế &amp; &lt;</x></in>");

        Assert.That(outcome, Is.InstanceOf<TransformOutcome.Made>(), Workers.Text(outcome));
        Assert.That(XElement.Parse(Workers.Text(outcome)).Value, Is.EqualTo(answer));
    }

    [TestCase("f:map('units', 'H40.99')", "the map units")]
    [TestCase("f:secret('Other')", "no secret Other")]
    [TestCase("f:base64(f:file('TK-1'))", "put in only after the transform")]
    [TestCase("f:hash('sha256', concat('x', f:file('TK-1')))", "f:fileSha256")]
    [TestCase("f:gzip(f:file('TK-1'))", "put in only after the transform")]
    [TestCase("f:file('nobody')", "none of the packet's files")]
    [TestCase("f:parseXml('&lt;!DOCTYPE a>&lt;a/>')", "DOCTYPE")]
    [TestCase("f:parseXml('&lt;a>')", "no XML")]
    [TestCase("f:parseJson('{')", "no JSON")]
    [TestCase("f:date('hôm qua', 'yyyy')", "no date")]
    [TestCase("f:base64Decode('***')", "no base64")]
    public async Task A_function_that_cannot_answer_says_what_to_do_and_quotes_nothing(string expression, string said)
    {
        var outcome = await RunAsync($"<out><xsl:value-of select=\"{expression}\"/></out>", "<in/>");

        Assert.That(outcome, Is.InstanceOf<TransformOutcome.Failed>());
        var problem = ((TransformOutcome.Failed)outcome).Problem;
        Assert.Multiple(() =>
        {
            Assert.That(problem.Kind, Is.EqualTo(ProblemKind.Run));
            Assert.That(problem.Message, Does.Contain(said));
            Assert.That(problem.Message, Does.Not.Contain("H40.99").And.Not.Contain("hôm qua").And.Not.Contain("nobody"));
        });
    }

    [Test]
    public async Task Json_is_written_from_elements_in_their_order()
    {
        var outcome = await RunAsync(
            """
            <xsl:variable name="form"><map><string key="hoTen">Mẫu "A"</string><number key="tuoi">7</number><boolean key="ok">true</boolean><array key="ds"><null/></array></map></xsl:variable>
            <arg0><xsl:value-of select="f:json($form)"/></arg0>
            """,
            "<in/>");

        Assert.That(XElement.Parse(Workers.Text(outcome)).Value, Is.EqualTo("""{"hoTen":"Mẫu \u0022A\u0022","tuoi":7,"ok":true,"ds":[null]}"""));
    }

    [Test]
    public async Task Every_place_of_a_file_has_a_mark_of_its_own_in_the_order_of_the_output()
    {
        var outcome = await RunAsync(
            """<xsl:variable name="late" select="f:file('TK-1')"/><out><a><xsl:value-of select="f:file('TK-1')"/></a><b><xsl:value-of select="$late"/></b></out>""",
            "<in/>");

        var made = (TransformOutcome.Made)outcome;
        var written = XElement.Parse(Workers.Text(outcome));
        Assert.Multiple(() =>
        {
            Assert.That(made.Marks.Select(m => m.Mark), Is.EqualTo(written.Elements().Select(e => e.Value)));
            Assert.That(made.Marks.Select(m => m.Mark), Is.Unique.And.All.Length.EqualTo(32));
            Assert.That(made.Marks.Select(m => m.Sha256), Is.All.EqualTo(new string('a', 64)));
        });
    }

    [Test]
    public async Task A_mark_written_twice_is_refused_and_one_that_is_not_written_is_forgotten()
    {
        var twice = await RunAsync("""<xsl:variable name="m" select="f:file('TK-1')"/><out><xsl:value-of select="$m"/>-<xsl:value-of select="$m"/></out>""", "<in/>");
        var never = await RunAsync("""<xsl:variable name="m" select="f:file('TK-1')"/><out><xsl:value-of select="string-length($m)"/></out>""", "<in/>");

        Assert.Multiple(() =>
        {
            Assert.That(Workers.Text(twice), Does.Contain("stands twice"));
            Assert.That(((TransformOutcome.Made)never).Marks, Is.Empty);
        });
    }

    [Test]
    public async Task A_name_based_uuid_is_the_same_in_every_attempt_and_differs_by_label()
    {
        var outcome = await RunAsync("""<out><a><xsl:value-of select="f:uuid('x')"/></a><b><xsl:value-of select="f:uuid('x')"/></b><c><xsl:value-of select="f:uuid('y')"/></c></out>""", "<in/>");

        var ids = XElement.Parse(Workers.Text(outcome)).Elements().Select(e => Guid.Parse(e.Value)).ToArray();
        Assert.Multiple(() =>
        {
            Assert.That(ids[0], Is.EqualTo(ids[1]).And.Not.EqualTo(ids[2]));
            Assert.That(ids[0].Version, Is.EqualTo(5));
        });
    }

    [Test]
    public async Task A_stylesheet_that_ends_itself_refuses_the_document_in_its_own_words()
    {
        var outcome = await RunAsync("""<xsl:message terminate="yes">Thiếu số định danh.</xsl:message>""", "<in/>");

        Assert.That(((TransformOutcome.Failed)outcome).Problem, Is.EqualTo(new TransformProblem(ProblemKind.Refused, "Thiếu số định danh.", "a.xslt")));
    }

    [Test]
    public void Any_json_read_as_xml_and_written_again_is_the_same_json()
    {
        var random = new Random(20240605);
        for (var turn = 0; turn < 300; turn++)
        {
            var json = JsonSerializer.Serialize(Any(random, 4));

            var again = JsonTree.Write(JsonTree.Parse(json));

            using var before = JsonDocument.Parse(json);
            using var after = JsonDocument.Parse(again);
            Assert.That(JsonElement.DeepEquals(before.RootElement, after.RootElement), Is.True, $"turn {turn}: {json} → {again}");
        }
    }

    [Test]
    public void Any_text_comes_back_from_base64_and_gzip()
    {
        var random = new Random(20240606);
        var functions = new StylesheetFunctions(Workers.Facts, new Dictionary<string, IReadOnlyDictionary<string, string>>());
        for (var turn = 0; turn < 300; turn++)
        {
            var text = AnyText(random, random.Next(2000));

            Assert.That(functions.base64Decode(functions.base64(text)), Is.EqualTo(text), $"turn {turn}");
            Assert.That(functions.gunzip(functions.gzip(text)), Is.EqualTo(text), $"turn {turn}");
        }
    }

    private Task<TransformOutcome> RunAsync(string instructions, string input) => _pool.RunAsync(Workers.Job(Workers.Sheet(instructions), input), CancellationToken.None);

    private static object? Any(Random random, int depth) => random.Next(depth > 0 ? 7 : 5) switch
    {
        0 => AnyText(random, random.Next(20)),
        1 => random.NextInt64(long.MinValue, long.MaxValue),
        2 => random.NextDouble() * Math.Pow(10, random.Next(-20, 20)),
        3 => random.Next(2) == 0,
        4 => null,
        5 => Enumerable.Range(0, random.Next(5)).Select(_ => Any(random, depth - 1)).ToArray(),
        _ => Enumerable.Range(0, random.Next(5)).ToDictionary(i => AnyText(random, random.Next(6)) + i, _ => Any(random, depth - 1)),
    };

    // Characters that XML carries: blanks, line ends, quotes, Vietnamese composed and decomposed, beyond the BMP.
    private static string AnyText(Random random, int length)
    {
        string[] some = [" ", "\t", "\n", "\r", "\"", "\\", "<", "&", "]]>", "a", "ế", "e\u0302\u0301", "đ", "字", "\U0001F600", "/"];
        var text = new StringBuilder();
        for (var i = 0; i < length; i++)
        {
            text.Append(some[random.Next(some.Length)]);
        }

        // A byte order mark at the beginning is no character of a text.
        return text.ToString();
    }
}
