namespace Interop.Bench.Running;

/// <summary>Something that relays, in a process of its own: the floor, or one way through a hub.</summary>
/// <param name="Name">Its name in the table.</param>
/// <param name="Address">Where dossiers are posted.</param>
/// <param name="ProcessId">Its process.</param>
/// <param name="Dossier">Makes the post of the dossier with this number, distinct for ever.</param>
internal sealed record Target(string Name, Uri Address, int ProcessId, Func<long, HttpRequestMessage> Dossier);
