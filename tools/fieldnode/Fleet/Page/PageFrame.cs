namespace FieldNode.Cli.Fleet.Page;

/// <summary>What all views have around them. What changes stands in <c>#live</c>, which the script takes anew; the rest stays as it is, a form that somebody types into included.</summary>
internal static class PageFrame
{
    internal static string Of(FleetDesk desk, string title, Html head, Html live) => Html.Of($"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{title}</title>
        <link rel="icon" href="/icon.svg" type="image/svg+xml">
        <link rel="stylesheet" href="/desk.css">
        <script src="/desk.js" defer></script>
        </head>
        <body>
        <a class="skip" href="#live">To what is shown</a>
        <header><p class="where"><a href="/">Field</a> at {desk.Broker}</p>{Rollouts(desk)}<p id="link" role="status"></p></header>
        {head}
        <main id="live" tabindex="-1">
        {Trouble(desk)}{live}
        </main>
        <footer><noscript><p>Without script this page does not move: reload it.</p></noscript><p>fieldnode fleet. Read only. Times in UTC.</p></footer>
        </body>
        </html>

        """).ToString();

    private static Html? Rollouts(FleetDesk desk) => desk.Rollouts.Count == 0 ? null : Html.Of($"""<nav><a href="/rollouts">Roll-outs</a></nav>""");

    private static Html Trouble(FleetDesk desk) => Html.Empty.AddEach(
        new[] { desk.Trouble, desk.Model.ClockTrouble }.OfType<string>(), text => Html.Of($"""<p class="trouble" role="alert">{text}</p>"""));
}
