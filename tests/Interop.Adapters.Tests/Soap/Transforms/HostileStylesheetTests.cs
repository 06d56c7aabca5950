using System.Diagnostics;
using Interop.Adapters.Soap.Transforms;

namespace Interop.Adapters.Tests.Soap.Transforms;

// Each gets its stated answer within its limit, and a second destination's transforms go on undisturbed.
[TestFixture]
public sealed class HostileStylesheetTests
{
    private static readonly TransformPoolOptions Limits = new() { Time = TimeSpan.FromSeconds(6), MemoryBytes = 96L << 20, OutputBytes = 4 << 20 };

    private static IEnumerable<TestCaseData> Hostile()
    {
        yield return new TestCaseData(
            """<xsl:call-template name="deeper"/>""",
            """<xsl:template name="deeper"><a><xsl:call-template name="deeper"/><b/></a></xsl:template>""",
            "Crashed").SetName("{m}(endless recursion)");
        yield return new TestCaseData(
            """<xsl:call-template name="deeper"><xsl:with-param name="t" select="'xxxxxxxxxxxxxxxx'"/></xsl:call-template>""",
            """<xsl:template name="deeper"><xsl:param name="t"/><xsl:variable name="v"><xsl:value-of select="concat($t,$t)"/></xsl:variable><xsl:call-template name="deeper"><xsl:with-param name="t" select="string($v)"/></xsl:call-template><xsl:value-of select="$v"/></xsl:template>""",
            "TooMuchMemory").SetName("{m}(doubling text)");
        yield return new TestCaseData(
            """<xsl:variable name="tree"><xsl:for-each select="/in/i"><xsl:for-each select="/in/i"><xsl:for-each select="/in/i"><e a="1234567890"><xsl:value-of select="concat(.,'abcdefghij')"/></e></xsl:for-each></xsl:for-each></xsl:for-each></xsl:variable><out><xsl:value-of select="count(msxsl:node-set($tree)//e)"/></out>""",
            "",
            "TooMuchMemory or TimedOut").SetName("{m}(a result tree without measure)");
        yield return new TestCaseData(
            """<out><xsl:for-each select="/in/i"><xsl:for-each select="/in/i"><xsl:for-each select="/in/i"><xsl:for-each select="/in/i"><e>abcdefghijklmnopqrstuvwxyz</e></xsl:for-each></xsl:for-each></xsl:for-each></xsl:for-each></out>""",
            "",
            "TooMuchOutput").SetName("{m}(gigabytes of output)");
        yield return new TestCaseData(
            """<out><xsl:value-of select="count(/in/i[count(/in/i[count(/in/i[count(/in/i[count(/in/i[. = current()]) = 1]) = 1]) = 1]) = 1])"/></out>""",
            "",
            "TimedOut").SetName("{m}(a loop without end)");
    }

    [TestCaseSource(nameof(Hostile))]
    public async Task A_runaway_costs_its_own_delivery_only(string instructions, string beside, string expected)
    {
        await using var pool = Workers.Pool(Limits);
        var input = "<in>" + string.Concat(Enumerable.Range(0, 250).Select(i => $"<i>{i}</i>")) + "</in>";
        var idle = GC.GetTotalMemory(forceFullCollection: true);
        await pool.RunAsync(Workers.Job(Workers.Sheet("<warm/>"), owner: "B"), CancellationToken.None);
        using var over = new CancellationTokenSource();
        var neighbour = NeighbourAsync(pool, over.Token);
        var began = Stopwatch.GetTimestamp();

        // As many at once as there are workers: the neighbour's is not theirs to take.
        var hostile = Workers.Job(Workers.Sheet(instructions, beside), input);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, new TransformPoolOptions().Workers).Select(_ => pool.RunAsync(hostile, CancellationToken.None)));

        var outcome = outcomes[0];
        var took = Stopwatch.GetElapsedTime(began);
        await over.CancelAsync();
        var (undisturbed, slowest) = await neighbour;
        TestContext.Out.WriteLine($"{Workers.Text(outcome)} after {took.TotalSeconds:0.0} s; the neighbour had {undisturbed} transforms, the slowest {slowest.TotalMilliseconds:0} ms");
        Assert.Multiple(() =>
        {
            Assert.That(outcome, Is.InstanceOf<TransformOutcome.Stopped>(), Workers.Text(outcome));
            Assert.That(expected.Split(" or "), Does.Contain((outcome as TransformOutcome.Stopped)?.Reason.ToString()));
            Assert.That(outcomes.Select(o => (o as TransformOutcome.Stopped)?.Reason), Is.All.EqualTo((outcome as TransformOutcome.Stopped)?.Reason));
            Assert.That(took, Is.LessThan(2 * (Limits.Time + Limits.Start)));
            Assert.That(undisturbed, Is.Positive);
            Assert.That(slowest, Is.LessThan(Limits.Time), "the neighbour waited for the runaway");
            Assert.That(GC.GetTotalMemory(forceFullCollection: true) - idle, Is.LessThan(64L << 20));
        });
    }

    [TestCase("""<out><xsl:copy-of select="document('file:///etc/passwd')"/></out>""", "", "document()")]
    [TestCase("""<out><xsl:value-of select="x:run()" xmlns:x="urn:x"/></out>""", """<msxsl:script language="C#" implements-prefix="x" xmlns:x="urn:x">public string run() { return "ran"; }</msxsl:script>""", "cript")]
    [TestCase("<out/>", """<xsl:include href="../../secret.xslt"/>""", "no file of the profile")]
    [TestCase("<out/>", """<xsl:import href="file:///etc/passwd"/>""", "no file of the profile")]
    [TestCase("<out/>", """<xsl:include href="http://127.0.0.1:1/x.xslt"/>""", "no file of the profile")]
    [TestCase("""<out><xsl:value-of select="f:nothing()"/></out>""", "", "nothing")]
    [TestCase("""<out><xsl:value-of select="$x"/></out>""", "", "x")]
    public async Task What_a_stylesheet_may_not_do_is_a_problem_of_the_stylesheet(string instructions, string beside, string said)
    {
        await using var pool = Workers.Pool(Limits);
        var sheet = Workers.Sheet(instructions, beside);
        if (beside.Contains("import", StringComparison.Ordinal))
        {
            sheet = sheet.Replace("\n" + beside, string.Empty, StringComparison.Ordinal).Replace("exclude-result-prefixes=\"f msxsl\">", "exclude-result-prefixes=\"f msxsl\">" + beside, StringComparison.Ordinal);
        }

        var outcome = await pool.RunAsync(Workers.Job(sheet), CancellationToken.None);

        Assert.That(outcome, Is.InstanceOf<TransformOutcome.Failed>(), Workers.Text(outcome));
        var problem = ((TransformOutcome.Failed)outcome).Problem;
        Assert.Multiple(() =>
        {
            Assert.That(problem.Kind, Is.EqualTo(ProblemKind.Stylesheet), problem.Describe());
            Assert.That(problem.Message, Does.Contain(said));
            Assert.That(problem.File, Is.EqualTo("a.xslt"));
        });
    }

    [Test]
    public async Task A_document_type_is_refused_in_a_stylesheet_and_in_a_document()
    {
        await using var pool = Workers.Pool(Limits);
        const string Entity = "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/hostname'>]>";

        var sheet = await pool.RunAsync(Workers.Job(Entity + Workers.Sheet("<out>&e;</out>")), CancellationToken.None);
        var document = await pool.RunAsync(Workers.Job(Workers.Sheet("<out/>"), Entity + "<in>&e;</in>"), CancellationToken.None);

        Assert.Multiple(() =>
        {
            Assert.That((sheet as TransformOutcome.Failed)?.Problem.Kind, Is.EqualTo(ProblemKind.Stylesheet), Workers.Text(sheet));
            Assert.That((document as TransformOutcome.Failed)?.Problem.Kind, Is.EqualTo(ProblemKind.Run), Workers.Text(document));
        });
    }

    // Neither a stylesheet's nor anybody else's: this framework prints no xsl:message by itself, others have.
    [Test]
    public async Task A_message_on_the_way_does_not_reach_the_pipe()
    {
        await using var pool = Workers.Pool(Limits, WorkerProgram.Talking);

        var first = await pool.RunAsync(Workers.Job(Workers.Sheet("<xsl:message>words</xsl:message><out/>")), CancellationToken.None);
        var second = await pool.RunAsync(Workers.Job(Workers.Sheet("<out/>")), CancellationToken.None);

        Assert.Multiple(() =>
        {
            Assert.That(first, Is.InstanceOf<TransformOutcome.Made>(), Workers.Text(first));
            Assert.That(second, Is.InstanceOf<TransformOutcome.Made>(), Workers.Text(second));
            Assert.That(pool.Started, Is.EqualTo(1));
        });
    }

    private static async Task<(int Count, TimeSpan Slowest)> NeighbourAsync(TransformPool pool, CancellationToken over)
    {
        var (count, slowest) = (0, TimeSpan.Zero);
        var job = Workers.Job(Workers.Sheet("<out><xsl:value-of select=\"/in\"/></out>"), "<in>1</in>", owner: "B");
        do
        {
            var began = Stopwatch.GetTimestamp();
            var outcome = await pool.RunAsync(job, CancellationToken.None);
            Assert.That(outcome, Is.InstanceOf<TransformOutcome.Made>(), Workers.Text(outcome));
            var took = Stopwatch.GetElapsedTime(began);
            (count, slowest) = (count + 1, took > slowest ? took : slowest);
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, CancellationToken.None);
        }
        while (!over.IsCancellationRequested);

        return (count, slowest);
    }
}
