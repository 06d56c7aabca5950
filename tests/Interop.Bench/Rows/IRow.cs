using Interop.Bench.Figures;

namespace Interop.Bench.Rows;

/// <summary>One figure of the table, or several that are measured together.</summary>
internal interface IRow
{
    /// <summary>The names of its rows, without the form.</summary>
    IReadOnlyList<string> Names { get; }

    /// <summary>Measures those that are wanted.</summary>
    Task<IReadOnlyList<RowResult>> MeasureAsync(Run run, IReadOnlySet<string> wanted, CancellationToken cancellationToken);
}
