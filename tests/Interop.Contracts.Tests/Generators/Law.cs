using FsCheck;
using FsCheck.Fluent;

namespace Interop.Contracts.Tests.Generators;

/// <summary>Runs a property; a failure prints the seed to replay it with.</summary>
internal static class Law
{
    public static void Holds<T>(Arbitrary<T> values, Action<T> law, int times = 200) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(times).WithQuietOnSuccess(true), Prop.ForAll(values, law));

    public static void Holds<T>(Gen<T> values, Action<T> law, int times = 200) => Holds(values.ToArbitrary(), law, times);
}
