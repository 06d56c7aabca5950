using System.Collections.Concurrent;
using Interop.Foreign.Tests.Matrix;
using Interop.Foreign.Tests.Stacks;

namespace Interop.Foreign.Tests.Hub;

/// <summary>The talks of all peers with one service: each is held once, and looked at by many tests.</summary>
internal sealed class HubTalks(string service) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<Peer, Task<HubTalk>> _talks = [];

    public async Task<HubTalk> OfAsync(Peer peer)
    {
        var talk = await _talks.GetOrAdd(peer, each => HubTalk.HoldAsync(each, service));
        InteropMatrix.Named(peer.Stack, talk.Stack);
        return talk;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var talk in _talks.Values.Where(each => each.IsCompletedSuccessfully))
        {
            await (await talk).DisposeAsync();
        }
    }
}
