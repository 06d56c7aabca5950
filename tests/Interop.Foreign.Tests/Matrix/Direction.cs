namespace Interop.Foreign.Tests.Matrix;

/// <summary>Who calls whom.</summary>
public enum Direction
{
    /// <summary>The stack calls the hub.</summary>
    ToTheHub = 1,

    /// <summary>The hub calls the stack.</summary>
    FromTheHub = 2,
}
