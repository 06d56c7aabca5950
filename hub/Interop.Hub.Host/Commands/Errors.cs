using Interop.Adapters.Configuration;
using Interop.Hub.Ledger;
using Interop.Hub.Ledger.Security;

namespace Interop.Hub.Host.Commands;

/// <summary>Says on the terminal why a command cannot go on.</summary>
internal static class Errors
{
    public static async Task WriteAsync(TextWriter to, IReadOnlyList<ConfigurationError> errors)
    {
        await to.WriteLineAsync($"The configuration has {errors.Count} error(s):");
        foreach (var error in errors)
        {
            await to.WriteLineAsync($"  {error.Path}: {error.Message}");
        }
    }

    /// <summary>Runs a start; what a person can mend is said in a sentence, without a stack.</summary>
    public static async Task<int> StartingAsync(Func<Task<int>> start)
    {
        try
        {
            return await start();
        }
        catch (Exception e) when (e is KeyRingException or LedgerSchemaException or IOException or UnauthorizedAccessException or System.Security.Cryptography.CryptographicException)
        {
            await System.Console.Error.WriteLineAsync($"The hub cannot start: {e.Message}");
            return 1;
        }
    }
}
