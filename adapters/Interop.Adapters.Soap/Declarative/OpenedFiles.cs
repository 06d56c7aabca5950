using System.Globalization;
using Interop.Adapters.Delivery;
using Interop.Adapters.Soap.Client;
using Interop.Adapters.Soap.Transforms;
using Interop.Contracts.Documents;

namespace Interop.Adapters.Soap.Declarative;

/// <summary>
/// The files of one message. Each is opened before the first byte goes out, so that one that is not at hand is known in
/// time, and handed on when its turn comes.
/// </summary>
internal sealed class OpenedFiles : IAsyncDisposable
{
    private readonly List<Stream?> _waiting = [];

    public IReadOnlyList<SoapFile> Files { get; private set; } = [];

    /// <exception cref="DocumentUnavailableException">One is not at hand.</exception>
    public static async Task<OpenedFiles> OpenAsync(DeliveryRequest request, IReadOnlyList<FileFacts> known, IReadOnlyList<FileMark> marks, CancellationToken cancellationToken)
    {
        var opened = new OpenedFiles();
        try
        {
            List<SoapFile> files = [];
            foreach (var mark in marks)
            {
                var facts = known.First(f => f.Sha256 == mark.Sha256);
                var digest = Sha256Digest.Parse(mark.Sha256, CultureInfo.InvariantCulture);
                var place = opened._waiting.Count;
                var content = await request.Documents.OpenAsync(digest, cancellationToken);
                opened._waiting.Add(content);
                files.Add(new SoapFile
                {
                    Mark = mark.Mark,
                    MediaType = facts.MediaType,

                    // The store's word: the packet's is its sender's, and the message's length is told before it goes.
                    Length = content.Length,
                    Sha256 = digest,
                    Open = async token => opened.Take(place) ?? await request.Documents.OpenAsync(digest, token),
                });
            }

            opened.Files = files;
            return opened;
        }
        catch
        {
            await opened.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        for (var place = 0; place < _waiting.Count; place++)
        {
            if (Take(place) is { } stream)
            {
                await stream.DisposeAsync();
            }
        }
    }

    private Stream? Take(int place)
    {
        var stream = _waiting[place];
        _waiting[place] = null;
        return stream;
    }
}
