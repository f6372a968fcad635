using Microsoft.Playwright;

namespace FieldNode.Tools.Tests;

/// <summary>The page in a real browser, open before the nodes are born and left alone.</summary>
internal sealed class CrowdBrowser : IAsyncDisposable
{
    internal const string Chromium = "/usr/bin/chromium";

    private readonly IPlaywright playwright;
    private readonly IBrowser browser;
    private int loads;

    private CrowdBrowser(IPlaywright playwright, IBrowser browser, IPage page)
    {
        (this.playwright, this.browser, Page) = (playwright, browser, page);
        page.Console += (_, message) => Troubles.AddRange(message.Type is "error" or "warning" ? [$"console: {message.Text}"] : []);
        page.PageError += (_, error) => Troubles.Add($"error: {error}");
        page.Response += (_, response) => Interlocked.Add(ref loads, new Uri(response.Url).AbsolutePath == "/" ? 1 : 0);
    }

    internal IPage Page { get; }

    internal List<string> Troubles { get; } = [];

    /// <summary>How often it took the page.</summary>
    internal int Loads => Volatile.Read(ref loads);

    /// <summary>Null: there is no Chromium on this machine.</summary>
    internal static async Task<CrowdBrowser?> OpenAsync(string address)
    {
        if (!File.Exists(Chromium))
        {
            return null;
        }
        IPlaywright playwright = await Playwright.CreateAsync();
        IBrowser browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Chromium, Headless = true, Args = ["--no-sandbox", "--disable-dev-shm-usage"] });
        IPage page = await browser.NewPageAsync(new() { ViewportSize = new() { Width = 1200, Height = 700 } });
        page.SetDefaultTimeout(120_000);
        var made = new CrowdBrowser(playwright, browser, page);
        await page.GotoAsync(address, new() { WaitUntil = WaitUntilState.DOMContentLoaded });
        return made;
    }

    /// <summary>How many nodes the tiles of the page count, as it moves by itself.</summary>
    internal Task UntilCountedAsync(int nodes) => Page.WaitForFunctionAsync(
        "nodes => Array.from(document.querySelectorAll('.tile b')).reduce((sum, one) => sum + Number(one.textContent), 0) === nodes", nodes);

    public async ValueTask DisposeAsync()
    {
        await browser.CloseAsync();
        playwright.Dispose();
    }
}
