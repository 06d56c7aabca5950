using System.Threading.Channels;

namespace Interop.Bench.Floor;

/// <summary>One write that waits for its commit.</summary>
internal readonly record struct Write(bool IsInsert, string Id, byte[] Body, TaskCompletionSource Committed);

/// <summary>Takes what waits, commits it at once, answers each.</summary>
internal abstract class GroupCommit
{
    private const int Most = 512;
    private readonly Channel<Write> _waiting = Channel.CreateUnbounded<Write>();

    public Task InsertAsync(string id, byte[] body) => PutAsync(true, id, body);

    public Task DoneAsync(string id, byte[] body) => PutAsync(false, id, body);

    protected void Start() => _ = Task.Factory.StartNew(LoopAsync, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    protected abstract Task CommitAsync(List<Write> group);

    private async Task LoopAsync()
    {
        List<Write> group = [];
        while (await _waiting.Reader.WaitToReadAsync())
        {
            group.Clear();
            while (group.Count < Most && _waiting.Reader.TryRead(out var write))
            {
                group.Add(write);
            }

            await CommitAsync(group);
            foreach (var write in group)
            {
                write.Committed.SetResult();
            }
        }
    }

    private Task PutAsync(bool insert, string id, byte[] body)
    {
        var committed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Writer.TryWrite(new Write(insert, id, body, committed));
        return committed.Task;
    }
}
