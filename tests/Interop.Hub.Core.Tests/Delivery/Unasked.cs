using System.Reflection;

namespace Interop.Hub.Core.Tests.Delivery;

/// <summary>A port that a test does not come to: it takes what only tells it something, and answers no question.</summary>
public class Unasked : DispatchProxy
{
    public static T Of<T>()
        where T : class => Create<T, Unasked>();

    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        targetMethod?.ReturnType == typeof(Task) ? Task.CompletedTask : throw new NotSupportedException(targetMethod?.Name);
}
