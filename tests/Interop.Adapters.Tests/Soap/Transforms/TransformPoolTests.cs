using System.Diagnostics;
using Interop.Adapters.Soap.Transforms;

namespace Interop.Adapters.Tests.Soap.Transforms;

[TestFixture]
public sealed class TransformPoolTests
{
    private const string Endless = """<out><xsl:value-of select="count(//i[count(//i[count(//i[count(//i[count(//i[. = current()]) = 1]) = 1]) = 1]) = 1])"/></out>""";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly string Much = "<in>" + string.Concat(Enumerable.Range(0, 250).Select(i => $"<i>{i}</i>")) + "</in>";

    [Test]
    public async Task One_that_ends_three_workers_in_a_row_is_withheld_without_starting_a_fourth_and_a_changed_one_runs()
    {
        await using var pool = Workers.Pool(new TransformPoolOptions { Time = TimeSpan.FromMilliseconds(300) });
        var hostile = Workers.Job(Workers.Sheet(Endless), Much);
        List<StopReason> reasons = [];
        for (var turn = 0; turn < 4; turn++)
        {
            reasons.Add(((TransformOutcome.Stopped)await pool.RunAsync(hostile, CancellationToken.None)).Reason);
        }

        var started = pool.Started;
        await using var calm = Workers.Pool();
        var mended = await calm.RunAsync(Workers.Job(Workers.Sheet("<out/>"), Much), CancellationToken.None);

        Assert.Multiple(() =>
        {
            Assert.That(reasons, Is.EqualTo(new[] { StopReason.TimedOut, StopReason.TimedOut, StopReason.TimedOut, StopReason.Withheld }));
            Assert.That(started, Is.EqualTo(3));
            Assert.That(mended, Is.InstanceOf<TransformOutcome.Made>(), Workers.Text(mended));
        });
    }

    [Test]
    public async Task Waiting_for_a_worker_has_an_end()
    {
        await using var pool = Workers.Pool(new TransformPoolOptions { Workers = 1, Time = TimeSpan.FromSeconds(8), Wait = TimeSpan.FromSeconds(1) });
        await pool.RunAsync(Workers.Job(Workers.Sheet("<out/>")), CancellationToken.None);
        var running = pool.RunAsync(Workers.Job(Workers.Sheet(Endless), Much, "A"), CancellationToken.None);

        var waiting = await pool.RunAsync(Workers.Job(Workers.Sheet("<out/>"), owner: "B"), CancellationToken.None);
        var ran = await running;

        Assert.Multiple(() =>
        {
            Assert.That((waiting as TransformOutcome.Stopped)?.Reason, Is.EqualTo(StopReason.NoFreeWorker), Workers.Text(waiting));
            Assert.That((ran as TransformOutcome.Stopped)?.Reason, Is.EqualTo(StopReason.TimedOut), Workers.Text(ran));
        });
    }

    [Test]
    public async Task A_caller_that_gives_up_gets_its_exception_and_the_next_transform_its_own_answer()
    {
        await using var pool = Workers.Pool(new TransformPoolOptions { Time = TimeSpan.FromSeconds(30) });
        using var gone = new CancellationTokenSource(TimeSpan.FromMilliseconds(500));

        Assert.That(async () => await pool.RunAsync(Workers.Job(Workers.Sheet(Endless), Much), gone.Token), Throws.InstanceOf<OperationCanceledException>());
        var next = await pool.RunAsync(Workers.Job(Workers.Sheet("<next/>")), CancellationToken.None);

        Assert.That(Workers.Text(next), Does.Contain("<next"));
    }

    [Test]
    public async Task A_program_that_is_no_worker_is_told_apart()
    {
        await using var pool = new TransformPool(new WorkerCommand("/bin/echo", ["hello"]), new TransformPoolOptions { Start = TimeSpan.FromSeconds(5) }, TimeProvider.System);
        await using var nothing = new TransformPool(new WorkerCommand("/nowhere/worker", []), new TransformPoolOptions(), TimeProvider.System);

        var other = await pool.RunAsync(Workers.Job(Workers.Sheet("<out/>")), CancellationToken.None);
        var none = await nothing.RunAsync(Workers.Job(Workers.Sheet("<out/>")), CancellationToken.None);

        Assert.Multiple(() =>
        {
            Assert.That((other as TransformOutcome.Stopped)?.Reason, Is.EqualTo(StopReason.CannotStart), Workers.Text(other));
            Assert.That((none as TransformOutcome.Stopped)?.Reason, Is.EqualTo(StopReason.CannotStart), Workers.Text(none));
        });
    }

    [Test]
    public async Task Many_at_once_each_get_their_own_answer()
    {
        await using var pool = Workers.Pool();
        var job = Workers.Job(Workers.Sheet("<out><xsl:value-of select=\"/in\"/></out>"));

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(async i =>
            Workers.Text(await pool.RunAsync(job with { Input = System.Text.Encoding.UTF8.GetBytes($"<in>{i}</in>"), Owner = $"O{i % 3}" }, CancellationToken.None))));

        Assert.Multiple(() =>
        {
            Assert.That(answers.Select((a, i) => a.Contains($"<out>{i}</out>", StringComparison.Ordinal)), Is.All.True);
            Assert.That(pool.Started, Is.LessThanOrEqualTo(2));
        });
    }

    [Test]
    public async Task An_idle_worker_is_stopped_and_the_next_transform_starts_another()
    {
        await using var pool = Workers.Pool(new TransformPoolOptions { Idle = TimeSpan.FromMilliseconds(300) });
        await pool.RunAsync(Workers.Job(Workers.Sheet("<out/>")), CancellationToken.None);
        var began = Stopwatch.GetTimestamp();
        while (pool.Idle.Count > 0 && Stopwatch.GetElapsedTime(began) < Patience)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }

        var again = await pool.RunAsync(Workers.Job(Workers.Sheet("<out/>")), CancellationToken.None);

        Assert.Multiple(() =>
        {
            Assert.That(again, Is.InstanceOf<TransformOutcome.Made>());
            Assert.That(pool.Started, Is.EqualTo(2));
        });
    }

    [Test]
    public async Task A_worker_whose_parent_is_gone_ends_even_in_the_middle_of_a_transform()
    {
        using var worker = Process.Start(new ProcessStartInfo(Workers.Command.FileName, Workers.Command.Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        try
        {
            var hello = await TransformWire.ReadAsync(worker.StandardOutput.BaseStream, 1000, CancellationToken.None);
            var job = Workers.Job(Workers.Sheet(Endless), Much);
            await TransformWire.WriteAsync(
                worker.StandardInput.BaseStream,
                new WorkerRequest { Key = job.Sheets.Key, Sheets = job.Sheets, Entry = job.Entry, MaxOutputBytes = 1000, Facts = job.Facts, Input = job.Input }.Write(),
                CancellationToken.None);

            worker.StandardInput.Close();
            using var patience = new CancellationTokenSource(Patience);
            await worker.WaitForExitAsync(patience.Token);

            Assert.Multiple(() =>
            {
                Assert.That(hello, Is.EqualTo(TransformWire.Hello));
                Assert.That(worker.ExitCode, Is.Zero);
            });
        }
        finally
        {
            if (!worker.HasExited)
            {
                worker.Kill();
            }
        }
    }

    [Test]
    public async Task A_worker_inherits_nothing_but_what_it_needs_to_start()
    {
        Environment.SetEnvironmentVariable("INTEROP_TEST_SECRET", "not-for-workers");
        await using var pool = Workers.Pool();
        await pool.RunAsync(Workers.Job(Workers.Sheet("<out/>")), CancellationToken.None);

        var environment = await File.ReadAllTextAsync($"/proc/{pool.Idle.Single()}/environ");

        Assert.Multiple(() =>
        {
            Assert.That(environment, Does.Contain("DOTNET_GCHeapHardLimit=C000000"));
            Assert.That(environment, Does.Not.Contain("not-for-workers"));
        });
    }
}
