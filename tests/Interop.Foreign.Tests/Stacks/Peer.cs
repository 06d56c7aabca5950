namespace Interop.Foreign.Tests.Stacks;

/// <summary>A foreign stack in one SOAP version.</summary>
/// <param name="Stack">Which.</param>
/// <param name="Version"><c>1.1</c> or <c>1.2</c>.</param>
public sealed record Peer(Stack Stack, string Version)
{
    /// <summary>Every stack in both versions.</summary>
    public static IReadOnlyList<Peer> All { get; } =
    [
        .. from stack in Stack.All
           from version in (string[])["1.1", "1.2"]
           select new Peer(stack, version),
    ];

    /// <summary>It speaks SOAP 1.2.</summary>
    public bool IsSoap12 => Version == "1.2";

    public override string ToString() => $"{Stack.Name} {Version}";
}
