using System.Text.Json;
using Interop.Simulators.Hosting;

namespace Interop.Simulators.NationalPortal;

/// <summary>Fetches the files whose addresses came with dossiers, beside the answers, and keeps what came of it.</summary>
internal sealed class PortalFiles(SimulatorOptions options) : IAsyncDisposable
{
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(30) };
    private readonly SemaphoreSlim _atOnce = new(8);
    private readonly CancellationTokenSource _end = new();
    private readonly Lock _gate = new();
    private readonly List<FetchedFile> _fetched = [];
    private readonly HashSet<Task> _running = [];

    public IReadOnlyList<FetchedFile> Fetched
    {
        get
        {
            lock (_gate)
            {
                return [.. _fetched];
            }
        }
    }

    /// <summary>Starts fetching every address the item names.</summary>
    public void FetchAllOf(string dossier, JsonElement item)
    {
        foreach (var (list, address) in new[] { ("TaiLieuNop", "DuongDanTaiTepTin"), ("DanhSachGiayToKetQua", "DuongDanTepTinKetQua") })
        {
            if (item.TryGetProperty(list, out var files) && files.ValueKind == JsonValueKind.Array)
            {
                foreach (var file in files.EnumerateArray())
                {
                    Start(dossier, PortalField.Text(file.GetProperty(address)));
                }
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        Task[] running;
        lock (_gate)
        {
            running = [.. _running];
        }

        await Task.WhenAll(running);
        _http.Dispose();
        _end.Dispose();
    }

    private void Start(string dossier, string address)
    {
        var run = Task.Run(() => FetchAsync(dossier, address));
        lock (_gate)
        {
            _running.Add(run);
        }

        _ = run.ContinueWith(
            done =>
            {
                lock (_gate)
                {
                    _running.Remove(done);
                }
            },
            TaskScheduler.Default);
    }

    private async Task FetchAsync(string dossier, string address)
    {
        FetchedFile file;
        try
        {
            await _atOnce.WaitAsync(_end.Token);
            try
            {
                using var answer = await _http.GetAsync(new Uri(address), _end.Token);
                var bytes = await answer.Content.ReadAsByteArrayAsync(_end.Token);
                file = new(dossier, address, (int)answer.StatusCode, Digest.Sha256(bytes), bytes.LongLength, options.Time.GetUtcNow());
            }
            finally
            {
                _atOnce.Release();
            }
        }
        catch (Exception failed) when (failed is HttpRequestException or OperationCanceledException or UriFormatException or InvalidOperationException)
        {
            file = new(dossier, address, null, null, 0, options.Time.GetUtcNow());
        }

        lock (_gate)
        {
            _fetched.Add(file);
        }
    }
}
