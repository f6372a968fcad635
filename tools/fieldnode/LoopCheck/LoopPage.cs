using System.Globalization;
using System.Net;
using System.Text;

namespace FieldNode.Cli;

/// <summary>
/// The record as a page for the plant's files: one HTML file that needs nothing else, prints on A4, and runs no script.
/// The page is not signed; it says which record it shows, and how that is verified.
/// </summary>
internal static class LoopPage
{
    private const string Style = """
        @page { size: A4; margin: 16mm 15mm }
        * { box-sizing: border-box }
        html { -webkit-print-color-adjust: exact; print-color-adjust: exact }
        body { font: 10.5pt/1.45 "Segoe UI", "Helvetica Neue", Arial, "DejaVu Sans", sans-serif; color: #1b1f24;
               max-width: 180mm; margin: 12mm auto; padding: 0 4mm }
        header { display: flex; justify-content: space-between; align-items: flex-start; border-bottom: 2pt solid #1b1f24;
                 padding-bottom: 4mm; margin-bottom: 6mm; gap: 8mm }
        h1 { font-size: 19pt; line-height: 1.15; margin: 0 0 1mm; font-weight: 600; letter-spacing: -.01em }
        h2 { font-size: 9pt; margin: 8mm 0 2mm; font-weight: 600; text-transform: uppercase; letter-spacing: .06em; color: #57606a }
        .tag { font-size: 12pt; overflow-wrap: anywhere }
        .verdict { font-size: 15pt; font-weight: 700; padding: 2mm 6mm; border: 1.5pt solid; border-radius: 1.5mm; white-space: nowrap }
        .pass { color: #116329 } .fail { color: #a40e26 }
        dl { display: grid; grid-template-columns: 24mm 1fr 24mm 1fr; gap: 1.2mm 4mm; margin: 0 }
        dt { color: #57606a } dd { margin: 0; overflow-wrap: anywhere }
        table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums }
        th { text-align: right; font-weight: 600; color: #57606a; font-size: 9pt; padding: 1.2mm 2mm; border-bottom: 1pt solid #1b1f24;
             vertical-align: bottom }
        td { text-align: right; padding: 1.6mm 2mm; border-bottom: .5pt solid #d0d7de; vertical-align: top; white-space: nowrap }
        .l { text-align: left } td.why { text-align: left; white-space: normal; color: #a40e26; font-size: 9.5pt; padding-top: 0 }
        tr.open td { border-bottom: none } tr { break-inside: avoid }
        td.pass, td.fail { font-weight: 700 }
        svg { display: block; width: 100%; height: 48mm } svg text { font: 8pt "Segoe UI", Arial, "DejaVu Sans", sans-serif; fill: #57606a }
        .sign { display: grid; grid-template-columns: 1fr 1fr 1fr; gap: 10mm; margin-top: 16mm }
        .sign div { border-top: .75pt solid #1b1f24; padding-top: 1mm; font-size: 9pt; color: #57606a }
        footer { margin-top: 8mm; padding-top: 2mm; border-top: .5pt solid #d0d7de; font-size: 8.5pt; color: #57606a }
        code { font: 8.5pt ui-monospace, Consolas, "DejaVu Sans Mono", monospace; overflow-wrap: anywhere }
        """;

    /// <summary>The page of a record.</summary>
    /// <param name="signer">Subject of the certificate that signed it.</param>
    /// <param name="fingerprint">SHA-256 of the record's file, in hex.</param>
    /// <param name="recordFile">Its name, without a folder.</param>
    internal static string Of(LoopRecord record, string signer, string fingerprint, string recordFile)
    {
        string verdict = record.Passed ? "pass" : "fail";
        var html = new StringBuilder();
        html.Append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n")
            .Append("<meta name=\"viewport\" content=\"width=device-width\">\n")
            .Append($"<title>Loop check {Text(record.Tag.ToString())}: {verdict}</title>\n<style>\n{Style}\n</style>\n</head>\n<body>\n")
            .Append($"<header><div><h1>Loop check</h1><div class=\"tag\">{Text(record.Tag.ToString())}</div></div>")
            .Append($"<div class=\"verdict {verdict}\">{(record.Passed ? "PASS" : "FAIL")}</div></header>\n");
        Facts(record, html);
        Points(record, html);
        if (record.Points.Any(point => point.ErrorPercent(record.Span) is not null))
        {
            html.Append("<h2>Deviation in % of span</h2>\n").Append(LoopChart.Of(record));
        }
        html.Append("<div class=\"sign\"><div>Technician, date</div><div>Reviewed, date</div><div>Accepted, date</div></div>\n")
            .Append("<footer><p>This page shows the signed record <code>").Append(Text(recordFile)).Append("</code>, SHA-256 <code>")
            .Append(Text(fingerprint)).Append("</code>, signed with the key of <code>").Append(Text(signer))
            .Append("</code>. The record counts, not the page: <code>fieldnode loop-check --verify ").Append(Text(recordFile))
            .Append(" --ca ca.pem</code></p><p>").Append(Text("fieldnode " + record.ToolVersion))
            .Append(". Values as a Sparkplug host received them; times in UTC.</p></footer>\n</body>\n</html>\n");
        return html.ToString();
    }

    private static void Facts(LoopRecord record, StringBuilder html)
    {
        string range = record.Range is null ? "raw values" :
            $"{Number(record.Range.Low)} to {Number(record.Range.High)} {record.Unit}".TrimEnd()
            + $", {(record.Range.SquareRoot ? "square root" : "linear")} ({record.Range.From})";
        (string Name, string Value)[] facts =
        [
            ("Technician", record.By), ("Instrument", record.Instrument),
            ("Started", Time(record.StartedUtc)), ("Finished", Time(record.FinishedUtc)),
            ("Range", range),
            ("Tolerance", $"±{Number(record.TolerancePercent)} % of span (±{Number(record.Tolerance)} {record.Unit}".TrimEnd() + ")"),
            ("Put in", record.Source), ("Broker", record.Broker),
            ("Settling", $"{Number(record.SettleMs / 1000.0)} s within tolerance"), ("Longest wait", $"{Number(record.TimeoutMs / 1000.0)} s a point"),
        ];
        html.Append("<dl>\n");
        foreach ((string name, string value) in record.Note.Length > 0 ? [.. facts, ("Note", record.Note)] : facts)
        {
            html.Append($"<dt>{name}</dt><dd>{Text(value.Length > 0 ? value : "–")}</dd>\n");
        }
        html.Append("</dl>\n");
    }

    private static void Points(LoopRecord record, StringBuilder html)
    {
        string unit = record.Unit.Length > 0 ? $"<br>{Text(record.Unit)}" : "";
        html.Append("<h2>Points</h2>\n<table>\n<thead><tr><th class=\"l\">Input</th>")
            .Append($"<th>Expected{unit}</th><th>At the host{unit}</th><th>Deviation<br>% of span</th>")
            .Append("<th class=\"l\">Quality</th><th>Reached after<br>s</th><th class=\"l\">Arrived<br>UTC</th><th></th></tr></thead>\n<tbody>\n");
        foreach (PointResult result in record.Points)
        {
            string verdict = result.Passed ? "pass" : "fail";
            string expected = result.Point.IsFault
                ? QualityText.Of(0, (int)result.Point.Reason) : Number(Math.Round(result.Point.Expected, 6));
            string measured = result.Last?.Value is double value && !result.Point.IsFault ? Number(value) : "–";
            string error = result.ErrorPercent(record.Span) is double percent
                ? percent.ToString("+0.000;−0.000;0.000", CultureInfo.InvariantCulture) : "–";
            string attempts = result.Attempts > 1 ? $" ({result.Attempts} attempts)" : "";
            html.Append($"<tr{(result.Why is null ? "" : " class=\"open\"")}><td class=\"l\">{Text(result.Point.InputText + attempts)}</td>")
                .Append($"<td>{Text(expected)}</td><td>{Text(measured)}</td><td>{error}</td>")
                .Append($"<td class=\"l\">{Text(result.Last is null ? "–" : QualityText.Of(result.Last.Quality, result.Last.Reason))}</td>")
                .Append($"<td>{(result.ReachedMs is int ms ? (ms / 1000.0).ToString("0.0", CultureInfo.InvariantCulture) : "–")}</td>")
                .Append($"<td class=\"l\">{(result.Last is null ? "–" : result.Last.Utc.ToString("HH:mm:ss", CultureInfo.InvariantCulture))}</td>")
                .Append($"<td class=\"{verdict}\">{verdict}</td></tr>\n");
            if (result.Why is not null)
            {
                html.Append($"<tr><td class=\"why\" colspan=\"8\">{Text(result.Why)}</td></tr>\n");
            }
        }
        html.Append("</tbody>\n</table>\n");
    }

    /// <summary>Text from people and from the network: no markup of theirs, no marks that turn the direction of writing.</summary>
    private static string Text(string text) => WebUtility.HtmlEncode(SafeText.Of(text));

    private static string Number(double number) => LoopPoint.Number(number);

    private static string Time(DateTime utc) => utc.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + " UTC";
}
