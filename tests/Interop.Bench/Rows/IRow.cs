using Interop.Bench.Figures;

namespace Interop.Bench.Rows;

/// <summary>One figure of the table, or several that are measured together.</summary>
internal interface IRow
{
    /// <summary>The names of its rows, without the form.</summary>
    IReadOnlyList<string> Names { get; }

    /// <summary>Measures those that are wanted, and gives each as soon as it is had: what is had is kept.</summary>
    IAsyncEnumerable<RowResult> MeasureAsync(Run run, IReadOnlySet<string> wanted, CancellationToken cancellationToken);
}
