using System.Globalization;
using System.Net;
using System.Text;

namespace Interop.Bench.Figures.Plot;

/// <summary>Panels above each other over one time axis, as SVG. Pure.</summary>
internal sealed class SvgPlot
{
    private const double Width = 1200;
    private const double Left = 80;
    private const double Right = 24;
    private const double Top = 122;
    private const double PanelHeight = 190;
    private const double Gap = 46;
    private const double Bottom = 52;
    private const double Inner = Width - Left - Right;

    private readonly StringBuilder _svg = new();
    private readonly double _from;
    private readonly double _to;

    private SvgPlot(double from, double to) => (_from, _to) = (from, to);

    /// <summary>Draws them.</summary>
    public static string Write(string title, string subtitle, IReadOnlyList<Panel> panels, IReadOnlyList<Band> bands, IReadOnlyList<Mark> marks)
    {
        var times = panels.SelectMany(p => p.Series).SelectMany(s => s.Points).Select(p => p.At).DefaultIfEmpty(0).ToArray();
        var plot = new SvgPlot(times.Min(), Math.Max(times.Max(), times.Min() + 1));
        plot.Draw(title, subtitle, panels, bands, marks);
        return plot._svg.ToString();
    }

    private void Draw(string title, string subtitle, IReadOnlyList<Panel> panels, IReadOnlyList<Band> bands, IReadOnlyList<Mark> marks)
    {
        var end = Top + (panels.Count * (PanelHeight + Gap)) - Gap;
        Add($"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{Width}\" height=\"{end + Bottom}\" viewBox=\"0 0 {Width} {end + Bottom}\" font-family=\"DejaVu Sans, Verdana, sans-serif\" font-size=\"13\">");
        Add($"<rect width=\"{Width}\" height=\"{end + Bottom}\" fill=\"white\"/>");
        Words(Left, 24, title, "font-size=\"18\" font-weight=\"bold\"");
        Words(Left, 44, subtitle, "fill=\"#555\"");
        foreach (var band in bands)
        {
            Add($"<rect x=\"{X(band.From)}\" y=\"{Top - 44}\" width=\"{Math.Max(1, X(band.To) - X(band.From))}\" height=\"{end - Top + 44}\" fill=\"{band.Colour}\"/>");
            Words((X(band.From) + X(band.To)) / 2, Top - 50, band.Words, "text-anchor=\"middle\" fill=\"#333\"");
        }

        for (var i = 0; i < panels.Count; i++)
        {
            Draw(panels[i], Top + (i * (PanelHeight + Gap)));
        }

        foreach (var mark in marks)
        {
            Add($"<line x1=\"{X(mark.At)}\" y1=\"{Top - 26}\" x2=\"{X(mark.At)}\" y2=\"{end}\" stroke=\"#777\" stroke-dasharray=\"3 3\"/>");
            Words(X(mark.At), Top - 31, mark.Words, "text-anchor=\"middle\" font-size=\"11\" fill=\"#333\"");
        }

        foreach (var at in Steps(_from, _to, 12))
        {
            Add($"<line x1=\"{X(at)}\" y1=\"{end}\" x2=\"{X(at)}\" y2=\"{end + 5}\" stroke=\"#333\"/>");
            Words(X(at), end + 20, Number(at), "text-anchor=\"middle\"");
        }

        Words(Left + (Inner / 2), end + 42, "seconds", "text-anchor=\"middle\"");
        Add($"</svg>");
    }

    private void Draw(Panel panel, double top)
    {
        var values = panel.Series.SelectMany(s => s.Points).Select(p => p.Value).Where(double.IsFinite).Append(panel.Limit?.Value ?? 0).DefaultIfEmpty(1);
        var scale = new Scale(Math.Max(1, values.Max() * 1.05), panel.Logarithmic, top);
        Add($"<rect x=\"{Left}\" y=\"{top}\" width=\"{Inner}\" height=\"{PanelHeight}\" fill=\"none\" stroke=\"#333\"/>");
        Words(Left, top - 8, panel.Title, "font-weight=\"bold\"");
        foreach (var step in scale.Steps)
        {
            Add($"<line x1=\"{Left}\" y1=\"{scale.Y(step)}\" x2=\"{Width - Right}\" y2=\"{scale.Y(step)}\" stroke=\"#ddd\"/>");
            Words(Left - 8, scale.Y(step) + 4, Number(step), "text-anchor=\"end\"");
        }

        if (panel.Limit is { } limit)
        {
            Add($"<line x1=\"{Left}\" y1=\"{scale.Y(limit.Value)}\" x2=\"{Width - Right}\" y2=\"{scale.Y(limit.Value)}\" stroke=\"#b00\" stroke-dasharray=\"6 4\"/>");
            Words(Width - Right - 6, scale.Y(limit.Value) + 15, limit.Words, "text-anchor=\"end\" fill=\"#b00\"");
        }

        foreach (var series in panel.Series)
        {
            Line(series, scale);
        }

        Legend(panel, top);
    }

    private void Line(Series series, Scale scale)
    {
        var path = new StringBuilder();
        var down = false;
        foreach (var (at, value) in series.Points)
        {
            if (double.IsFinite(value))
            {
                path.Append(CultureInfo.InvariantCulture, $"{(down ? 'L' : 'M')}{X(at):0.#} {scale.Y(value):0.#}");
            }

            down = double.IsFinite(value);
        }

        Add($"<path d=\"{path}\" fill=\"none\" stroke=\"{series.Colour}\" stroke-width=\"1.8\" stroke-linejoin=\"round\"/>");
    }

    private void Legend(Panel panel, double top)
    {
        var at = Left + 10;
        foreach (var series in panel.Series)
        {
            // What a letter of this size takes, on average.
            var width = 34 + (series.Name.Length * 7.6);
            Add($"<rect x=\"{at - 4}\" y=\"{top + 5}\" width=\"{width - 4}\" height=\"18\" fill=\"white\" fill-opacity=\"0.8\"/>");
            Add($"<line x1=\"{at}\" y1=\"{top + 14}\" x2=\"{at + 18}\" y2=\"{top + 14}\" stroke=\"{series.Colour}\" stroke-width=\"3\"/>");
            Words(at + 24, top + 18, series.Name, string.Empty);
            at += width;
        }
    }

    private double X(double at) => Left + ((at - _from) / (_to - _from) * Inner);

    private void Words(double x, double y, string words, string style) => Add($"<text x=\"{x}\" y=\"{y}\" {style}>{WebUtility.HtmlEncode(words)}</text>");

    private void Add(FormattableString text) => _svg.AppendLine(text.ToString(CultureInfo.InvariantCulture));

    private static string Number(double value) => value.ToString("#,0.##", CultureInfo.InvariantCulture);

    private static IEnumerable<double> Steps(double from, double to, int most)
    {
        var raw = (to - from) / most;
        var power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        var step = new[] { 1, 2, 5, 10 }.Select(f => f * power).First(s => s >= raw);
        for (var at = Math.Ceiling(from / step) * step; at <= to; at += step)
        {
            yield return at;
        }
    }

    /// <summary>The vertical axis of a panel.</summary>
    private readonly record struct Scale(double Most, bool Logarithmic, double Top)
    {
        public IEnumerable<double> Steps => Logarithmic ? Enumerable.Range(0, (int)Math.Ceiling(Math.Log10(Most)) + 1).Select(p => Math.Pow(10, p)).Where(Fits) : SvgPlot.Steps(0, Most, 5);

        public double Y(double value) => Top + (PanelHeight * (1 - Math.Clamp(Logarithmic ? Math.Log10(Math.Max(1, value)) / Math.Log10(Most) : value / Most, 0, 1)));

        private bool Fits(double step) => step <= Most;
    }
}
