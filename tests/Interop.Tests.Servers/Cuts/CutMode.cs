namespace Interop.Tests.Servers;

/// <summary>What a <see cref="CutProxy"/> does with what passes through it.</summary>
public abstract record CutMode
{
    private CutMode()
    {
    }

    /// <summary>Everything passes.</summary>
    public static CutMode Pass { get; } = new Through(TimeSpan.Zero);

    /// <summary>What clients send is swallowed; connections stay. New connections are taken and held.</summary>
    public static CutMode DropToServer { get; } = new Hole(ToServer: true, ToClient: false);

    /// <summary>What the server sends is swallowed: it does what it was asked and nobody hears of it.</summary>
    public static CutMode DropToClient { get; } = new Hole(ToServer: false, ToClient: true);

    /// <summary>A black hole: both directions are swallowed, and new connections are taken and held.</summary>
    public static CutMode DropBoth { get; } = new Hole(ToServer: true, ToClient: true);

    /// <summary>Nobody listens; connections that were open are reset.</summary>
    public static CutMode Refuse { get; } = new Closed();

    /// <summary>Everything passes, in order, this much later in each direction.</summary>
    public static CutMode Delay(TimeSpan by) => new Through(by);

    internal sealed record Through(TimeSpan By) : CutMode;

    internal sealed record Hole(bool ToServer, bool ToClient) : CutMode;

    internal sealed record Closed : CutMode;
}
