using System.Text;

namespace Interop.Hub.Core.Configuration;

/// <summary>
/// Secrets stand outside the configuration and are named in it: <c>env:NAME</c>, <c>file:/path</c>. <c>plain:…</c> is for
/// the sandbox, whose secrets are worth nothing.
/// </summary>
public static class SecretReference
{
    /// <summary>Says what is wrong with a reference; null when it can be resolved. Never holds the secret.</summary>
    public static string? Check(string reference, HubEnvironment environment) => Split(reference) switch
    {
        ("env", { Length: > 0 } name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 }
            ? null : $"the environment variable {name} is not set or empty; set it, or name another",
        ("file", { Length: > 0 } path) => File.Exists(path)
            ? null : $"the file {path} does not exist or cannot be read; create it, readable by the hub's user only",
        ("plain", _) when environment == HubEnvironment.Sandbox => null,
        ("plain", _) => "plain: is for the sandbox only; write env:NAME or file:/path",
        _ => "not a secret's reference; write env:NAME or file:/path",
    };

    /// <summary>The secret; null when it cannot be resolved. The line end of a file is not part of it.</summary>
    public static string? Resolve(string reference, HubEnvironment environment)
    {
        if (Check(reference, environment) is not null)
        {
            return null;
        }

        var (scheme, value) = Split(reference);
        try
        {
            return scheme switch
            {
                "env" => Environment.GetEnvironmentVariable(value),
                "file" => File.ReadAllText(value).TrimEnd('\r', '\n'),
                _ => value,
            };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The secret as it lies in its file, for those that are no text; of the others their UTF-8. Null when it cannot be resolved.</summary>
    public static byte[]? ResolveBytes(string reference, HubEnvironment environment)
    {
        if (Split(reference) is not ("file", var path))
        {
            return Resolve(reference, environment) is { } text ? Encoding.UTF8.GetBytes(text) : null;
        }

        try
        {
            return Check(reference, environment) is null ? File.ReadAllBytes(path) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The reference as it may be shown: a plain secret is not.</summary>
    public static string NameOf(string reference) => Split(reference).Scheme is "env" or "file" ? reference : "plain:…";

    private static (string Scheme, string Value) Split(string reference)
    {
        var colon = reference.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? (string.Empty, reference) : (reference[..colon].ToLowerInvariant(), reference[(colon + 1)..]);
    }
}
