using Interop.Architecture.Tests.Tree;

namespace Interop.Architecture.Tests.Rules;

/// <summary>One rule of the house: what it forbids, in words that a person who broke it can act on.</summary>
/// <param name="Name">A sentence that is true while the rule holds.</param>
/// <param name="Violations">Every place where it does not hold.</param>
internal sealed record Rule(string Name, Func<SourceTree, IEnumerable<string>> Violations)
{
    public override string ToString() => Name;
}
