using Interop.Architecture.Tests.Rules;
using Interop.Architecture.Tests.Tree;

namespace Interop.Architecture.Tests;

/// <summary>The tree keeps the rules of the house; and each rule, shown a tree that breaks it, says so.</summary>
public sealed class TheTreeTests
{
    private static readonly SourceTree Tree = SourceTree.Read(SourceTree.FindRoot());

    private static IEnumerable<TestCaseData> EveryRule() =>
        Breaks.ByRule.Keys.Select(rule => new TestCaseData(rule).SetArgDisplayNames(rule.Name));

    private static IEnumerable<TestCaseData> EveryBreak() =>
        from pair in Breaks.ByRule
        from broken in pair.Value
        select new TestCaseData(pair.Key, broken.Change).SetArgDisplayNames(pair.Key.Name, broken.Name);

    [TestCaseSource(nameof(EveryRule))]
    public void The_tree_keeps(object rule) =>
        Assert.That(((Rule)rule).Violations(Tree), Is.Empty, () => string.Join('\n', ((Rule)rule).Violations(Tree)));

    [TestCaseSource(nameof(EveryBreak))]
    public void A_broken_tree_is_noticed(object rule, object change)
    {
        var r = (Rule)rule;
        var before = r.Violations(Tree).ToArray();
        var after = r.Violations(((Func<SourceTree, SourceTree>)change)(Tree)).ToArray();
        Assert.That(after.Except(before), Is.Not.Empty, "the rule did not see what was broken");
    }

    [Test]
    public void The_tree_was_read()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Tree.Projects, Has.Count.GreaterThan(15));
            Assert.That(Tree.Files.Count(f => f.IsCSharp), Is.GreaterThan(50));
            Assert.That(Tree.Table, Is.Not.Empty);
            Assert.That(Tree.Projects.SelectMany(p => p.References).Except(Tree.Projects.Select(p => p.Name)), Is.Empty);
        }
    }

    [Test]
    public void Words_in_comments_and_literals_are_not_code()
    {
        var file = new SourceFile("hub/X.cs", "var a = \".Result \\\" .Wait(\"; // .Result\n/* .Result */ var c = '\"'; task.Result;\nvar v = @\"a\"\".Result\"; var r = \"\"\"\n .Wait( \"\" \"\"\"; x.Wait();");
        Assert.That(Sources.NothingBlocks.Violations(With(file)).Where(v => v.StartsWith("hub/X.cs", StringComparison.Ordinal)), Is.EqualTo(new[]
        {
            "hub/X.cs:2: 'task.Result' blocks a thread: await it",
            "hub/X.cs:4: '.Wait(' blocks a thread: await it",
        }));
    }

    [Test]
    public void A_table_line_without_an_arrow_goes_on()
    {
        var table = DependencyTable.Read("# x\n```dependencies\nA → –\nB → A,\n    C\n```\nD → A");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(table.Keys, Is.EqualTo(new[] { "A", "B" }));
            Assert.That(table["A"], Is.Empty);
            Assert.That(table["B"], Is.EqualTo(new[] { "A", "C" }));
        }
    }

    private static SourceTree With(SourceFile file) => Tree with { Files = [.. Tree.Files, file], Paths = [.. Tree.Paths, file.Path] };
}
