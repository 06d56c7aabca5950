namespace Interop.Hub.Core.Queries;

/// <summary>The look-ups there are; the name on the wire and in the configuration is the camel-case form.</summary>
public enum LookUpName
{
    /// <summary>Is this the person of this number?</summary>
    Identity = 1,
}
