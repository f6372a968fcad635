using Microsoft.Playwright;

namespace FieldNode.Tools.Tests;

/// <summary>The page in a real browser: each view by mouse, by keyboard and on a phone, with names that want to be more than text. It makes the pictures of the pages, too.</summary>
public sealed class PageBrowserTests : IAsyncLifetime
{
    private const string Chromium = "/usr/bin/chromium";

    private readonly List<string> troubles = [];
    private IPlaywright? playwright;
    private IBrowser? browser;
    private PageField? field;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(File.Exists(Chromium), $"{Chromium} is not installed (.ci/interop-install installs it)");
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Chromium, Headless = true, Args = ["--no-sandbox", "--disable-dev-shm-usage"] });
    }

    public async ValueTask DisposeAsync()
    {
        await (browser?.CloseAsync() ?? Task.CompletedTask);
        playwright?.Dispose();
        await (field?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    [Fact]
    public async Task Each_view_opens_by_clicking_and_names_stay_text()
    {
        IPage page = await OpenAsync(isHostile: true);
        await page.GetByRole(AriaRole.Link, new() { Name = "gone" }).First.ClickAsync();
        Assert.Contains("state=gone", page.Url);
        Assert.Equal(1, await page.Locator("tbody tr").CountAsync());
        await page.GetByRole(AriaRole.Link, new() { Name = "Field" }).First.ClickAsync();
        await page.GetByLabel("Find").FillAsync(PageField.Script);
        await page.GetByRole(AriaRole.Button, new() { Name = "Show" }).ClickAsync();
        Assert.Equal(PageField.Script, await page.GetByLabel("Find").InputValueAsync());
        await page.Locator("tbody th a").First.ClickAsync();
        Assert.Equal("plant/" + PageField.Quotes, await page.Locator("h1").InnerTextAsync());
        string text = await page.Locator("main").InnerTextAsync();
        Assert.Contains(PageField.Script, text);
        Assert.Contains("Tank\\u202eevil\\u2066", text);
        Assert.Contains(PageField.Long, text);
        Assert.Contains("signal low", text);
        Assert.Equal(0, await page.Locator("main script, main img").CountAsync());
        await page.GetByRole(AriaRole.Link, new() { Name = "Roll-outs" }).ClickAsync();
        Assert.Contains("1 updated, 1 rolled back, 1 under way", await page.Locator("main").InnerTextAsync());
        await page.GetByRole(AriaRole.Link, new() { Name = "Kiln-1" }).ClickAsync();
        Assert.Contains("its last update was taken back", await page.Locator(".faults").InnerTextAsync());
        Assert.NotEqual("taken", await page.TitleAsync());
        Assert.Empty(troubles);
    }

    [Fact]
    public async Task It_is_used_by_keyboard_alone_and_the_focus_is_seen_and_stays()
    {
        IPage page = await OpenAsync(isHostile: false);
        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("To what is shown", await FocusedAsync(page));
        Assert.NotEqual("none", await page.EvaluateAsync<string>("getComputedStyle(document.activeElement).outlineStyle"));
        for (int i = 0; i < 30 && await FocusedAsync(page) != "plant/Boiler-1"; i++)
        {
            await page.Keyboard.PressAsync("Tab");
        }
        Assert.Equal("plant/Boiler-1", await FocusedAsync(page));
        string before = await page.Locator("main").InnerTextAsync();
        field!.Say("NDEATH", "Boiler-2", null);
        field.Judge();
        await page.WaitForFunctionAsync("text => document.querySelector('main').innerText !== text", before);
        Assert.Equal("plant/Boiler-1", await FocusedAsync(page)); // though the view was taken anew
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("h1", new() { HasText = "plant/Boiler-1" }).WaitForAsync();
        Assert.Contains("/node?", page.Url);
        Assert.Empty(troubles);
    }

    [Fact]
    public async Task News_come_by_themselves()
    {
        IPage page = await OpenAsync(isHostile: false);
        Assert.Equal("1", await page.Locator(".tile.gone b").InnerTextAsync());
        field!.Say("NDEATH", "Boiler-1", null);
        field.Judge();
        await page.WaitForFunctionAsync("() => document.querySelector('.tile.gone b').textContent === '2'");
        Assert.Empty(troubles);
    }

    [Fact]
    public async Task Without_script_a_reload_shows_the_news_and_the_page_says_so()
    {
        IPage page = await OpenAsync(isHostile: true, new BrowserNewContextOptions { JavaScriptEnabled = false });
        Assert.Contains("Without script this page does not move", await page.Locator("footer").InnerTextAsync());
        field!.Say("NDEATH", "Boiler-1", null);
        field.Judge();
        await page.ReloadAsync();
        Assert.Equal("2", await page.Locator(".tile.gone b").InnerTextAsync());
        Assert.Empty(troubles);
    }

    [Theory]
    [InlineData(360, 740)]
    [InlineData(320, 568)]
    [InlineData(1440, 900)]
    public async Task It_never_scrolls_sideways(int width, int height)
    {
        IPage page = await OpenAsync(isHostile: true, new BrowserNewContextOptions { ViewportSize = new() { Width = width, Height = height } });
        foreach (string path in new[] { "/", "/rollouts", "/node?group=plant&node=" + Uri.EscapeDataString(PageField.Quotes), "/node?group=plant&node=Boiler-1" })
        {
            await page.GotoAsync(field!.Address + path, new() { WaitUntil = WaitUntilState.DOMContentLoaded });
            int wide = await page.EvaluateAsync<int>("document.documentElement.scrollWidth");
            Assert.True(wide <= width, $"{path}: {wide} px wide on {width}");
        }
        Assert.Empty(troubles);
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Every_text_has_contrast_enough(ColorScheme scheme)
    {
        IPage page = await OpenAsync(isHostile: false, new BrowserNewContextOptions { ColorScheme = scheme });
        foreach (string path in new[] { "/", "/node?group=plant&node=Kiln-1", "/rollouts" })
        {
            await page.GotoAsync(field!.Address + path, new() { WaitUntil = WaitUntilState.DOMContentLoaded });
            string[] weak = await page.EvaluateAsync<string[]>("""
                () => {
                  const light = c => { const v = c.match(/[\d.]+/g).slice(0, 3).map(x => { x /= 255; return x <= 0.03928 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4; }); return 0.2126 * v[0] + 0.7152 * v[1] + 0.0722 * v[2]; };
                  const behind = e => { for (; e; e = e.parentElement) { const c = getComputedStyle(e).backgroundColor; if (!/, 0\)$/.test(c) && c !== 'transparent') return c; } return 'rgb(255, 255, 255)'; };
                  return Array.from(document.querySelectorAll('body *')).filter(e => e.children.length === 0 && e.textContent.trim() && e.getClientRects().length && !['SCRIPT', 'TITLE', 'NOSCRIPT'].includes(e.tagName))
                    .map(e => { const a = light(getComputedStyle(e).color), b = light(behind(e)); return [(Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05), e]; })
                    .filter(([ratio]) => ratio < 4.5).map(([ratio, e]) => `${e.tagName}.${e.className} "${e.textContent.trim().slice(0, 30)}" ${ratio.toFixed(2)}`);
                }
                """);
            Assert.Empty(weak);
        }
    }

    /// <summary>With FIELDNODE_PICTURES=docs/pictures it writes the pictures that the pages show; else it looks that they can be made.</summary>
    [Fact]
    public async Task The_pictures_of_the_pages_are_made_from_a_run()
    {
        string? folder = Environment.GetEnvironmentVariable("FIELDNODE_PICTURES");
        IPage page = await OpenAsync(isHostile: false, new BrowserNewContextOptions { ViewportSize = new() { Width = 1200, Height = 520 }, ColorScheme = ColorScheme.Light });
        await ShootAsync(page, "/", folder, "fleet-field.png", isWhole: true);
        await ShootAsync(page, "/rollouts", folder, "fleet-rollout.png", isWhole: true);
        await page.SetViewportSizeAsync(1200, 700);
        await ShootAsync(page, "/node?group=plant&node=Boiler-1", folder, "fleet-node.png", "h2:has-text('Devices')");
        await page.SetViewportSizeAsync(360, 640);
        await ShootAsync(page, "/?state=bad", folder, "fleet-phone.png");
        Assert.Empty(troubles);
    }

    private async Task<IPage> OpenAsync(bool isHostile, BrowserNewContextOptions? options = null)
    {
        field = await PageField.StartAsync(isHostile, PageField.RolloutFile(isHostile ? PageField.Script : "it never got online, and its broker was not the reason"));
        IBrowserContext context = await browser!.NewContextAsync(options ?? new());
        IPage page = await context.NewPageAsync();
        page.Console += (_, message) => troubles.AddRange(message.Type is "error" or "warning" ? [$"console: {message.Text}"] : []);
        page.PageError += (_, error) => troubles.Add($"error: {error}");
        page.Dialog += async (_, dialog) =>
        {
            troubles.Add($"dialog: {dialog.Message}");
            await dialog.DismissAsync();
        };
        page.Request += (_, request) => troubles.AddRange(request.Url.StartsWith(field!.Address + "/", StringComparison.Ordinal) ? [] : [$"request: {request.Url}"]);
        page.Response += (_, response) => troubles.AddRange(response.Status < 400 ? [] : [$"{response.Status}: {response.Url}"]);
        await page.GotoAsync(field.Address, new() { WaitUntil = WaitUntilState.DOMContentLoaded });
        return page;
    }

    private async Task ShootAsync(IPage page, string path, string? folder, string name, string? top = null, bool isWhole = false)
    {
        field!.Judge(); // as a desk does each second
        await page.GotoAsync(field.Address + path, new() { WaitUntil = WaitUntilState.Load });
        if (top is not null)
        {
            await page.Locator(top).First.EvaluateAsync("element => element.scrollIntoView()");
        }
        byte[] picture = await page.ScreenshotAsync(new() { Path = folder is null ? null : Path.Combine(Path.GetFullPath(folder, Root()), name), Animations = ScreenshotAnimations.Disabled, FullPage = isWhole });
        Assert.InRange(picture.Length, 5_000, 150_000);
    }

    private static Task<string> FocusedAsync(IPage page) => page.EvaluateAsync<string>("document.activeElement.textContent");

    private static string Root()
    {
        DirectoryInfo at = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(at.FullName, "Firmware.sln")))
        {
            at = at.Parent!;
        }
        return at.FullName;
    }
}
