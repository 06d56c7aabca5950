using Interop.Hub.Host.Telemetry;

namespace Interop.Hub.Host.Tests.Telemetry;

public sealed class BacklogObserverTests
{
    [TestCase(0, 15)]
    [TestCase(150, 15)]
    [TestCase(600, 60)]
    [TestCase(6000, 600)]
    public void Counting_what_waits_takes_a_hundredth_of_the_time_at_most_however_much_it_is(int tookMilliseconds, int pauseSeconds) =>
        Assert.That(BacklogObserver.PauseAfter(TimeSpan.FromMilliseconds(tookMilliseconds)), Is.EqualTo(TimeSpan.FromSeconds(pauseSeconds)));
}
