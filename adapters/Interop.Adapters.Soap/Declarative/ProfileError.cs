namespace Interop.Adapters.Soap.Declarative;

/// <summary>One thing wrong with a profile.</summary>
/// <param name="File">The file of the profile.</param>
/// <param name="Place">JSON pointer, or <c>line 3, position 7</c>; empty: the file as a whole.</param>
/// <param name="Message">What is wrong and what to write instead.</param>
public sealed record ProfileError(string File, string Place, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => Place.Length > 0 ? $"{File} ({Place}): {Message}" : $"{File}: {Message}";
}

/// <summary>What came of reading a profile's folder: a profile, or all that is wrong with it.</summary>
internal abstract record ProfileReading
{
    private ProfileReading()
    {
    }

    /// <summary>As far as can be told without running it, it is right.</summary>
    /// <param name="Profile">It.</param>
    public sealed record Read(PartnerProfile Profile) : ProfileReading;

    /// <summary>Not usable.</summary>
    /// <param name="Errors">All that is wrong, at least one.</param>
    public sealed record Refused(IReadOnlyList<ProfileError> Errors) : ProfileReading;
}
