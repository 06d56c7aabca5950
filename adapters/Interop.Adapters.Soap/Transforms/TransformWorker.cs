using System.Collections.Concurrent;

namespace Interop.Adapters.Soap.Transforms;

/// <summary>
/// The worker's side: a program of its own that transforms what comes in on its standard input, one after another, and
/// answers on its standard output. It has no settings, opens no file and no connection, and ends with its parent.
/// </summary>
public static class TransformWorker
{
    // Long lists are walked by recursion in XSLT 1.0; the usual stack of a thread holds some thousand steps only.
    private const int StackBytes = 16 << 20;

    /// <summary>
    /// Works until the input ends, and then ends the process, also in the middle of a transform: whoever asked is gone.
    /// To be called as the first thing of a program that does nothing else.
    /// </summary>
    /// <param name="input">Standard input.</param>
    /// <param name="output">Standard output; nothing else may write to it.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(Stream input, Stream output)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(output);
        Console.SetOut(TextWriter.Null);
        using var requests = new BlockingCollection<byte[]>();
        var ended = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() => Read(input, requests)) { IsBackground = true, Name = "requests" }.Start();
        new Thread(() => ended.SetResult(Work(requests, output)), StackBytes) { IsBackground = true, Name = "transforms" }.Start();
        return await ended.Task;
    }

    private static void Read(Stream input, BlockingCollection<byte[]> requests)
    {
        try
        {
            while (TransformWire.Read(input, TransformWire.MaxRequest) is { } request)
            {
                requests.Add(request);
            }
        }
        catch (Exception gone) when (gone is IOException or InvalidDataException or ObjectDisposedException or InvalidOperationException)
        {
            // As good as the end of the input.
        }

        // From this thread, for the other one may never come back from its transform.
        Environment.Exit(0);
    }

    private static int Work(BlockingCollection<byte[]> requests, Stream output)
    {
        var runner = new StylesheetRunner();
        try
        {
            TransformWire.Write(output, TransformWire.Hello);
            foreach (var request in requests.GetConsumingEnumerable())
            {
                TransformWire.Write(output, WorkerReply.Write(runner.Run(WorkerRequest.Read(request))).Span);
            }

            return 0;
        }
        catch (OutOfMemoryException)
        {
            // What else is broken now nobody knows: said, and the end.
            TransformWire.Write(output, WorkerReply.Write(new TransformOutcome.Stopped(StopReason.TooMuchMemory, "The stylesheet needed more memory than its worker has.")).Span);
            return 3;
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
