using Interop.Foreign.Tests.Stacks;
using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;
using NUnit.Framework.Internal.Builders;

namespace Interop.Foreign.Tests.Matrix;

/// <summary>
/// A feature: a test for every stack and SOAP version that has it, told to the matrix. What a stack cannot do is no test but a
/// line of <see cref="Limits"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PeersAttribute(Direction direction) : NUnitAttribute, ITestBuilder, ITestAction, IImplyFixture
{
    /// <summary>Who calls whom.</summary>
    public Direction Direction { get; } = direction;

    /// <summary>The SOAP version that has the feature; null: both.</summary>
    public string? Version { get; set; }

    public ActionTargets Targets => ActionTargets.Test;

    public IEnumerable<TestMethod> BuildFrom(IMethodInfo method, Test? suite) =>
        from peer in Peer.All
        where (Version ?? peer.Version) == peer.Version && Limits.Of(Direction, peer, method.Name) is null
        select new NUnitTestCaseBuilder().BuildTestMethod(method, suite, new TestCaseParameters([peer]));

    public void BeforeTest(ITest test)
    {
    }

    public void AfterTest(ITest test)
    {
        if (test is { Method: { } method, Arguments: [Peer peer] })
        {
            InteropMatrix.Saw(new Sighting(Direction, method.Name, peer, TestContext.CurrentContext.Result.Outcome.Status == TestStatus.Passed));
        }
    }
}
