using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FieldNode.Cli.Fleet.Page;

/// <summary>
/// The page, on 127.0.0.1 and nowhere else: it answers GET and HEAD by its own name, changes nothing, keeps no cookie, and what it sends loads nothing from elsewhere.
/// </summary>
internal sealed class PageServer : IAsyncDisposable
{
    internal const int DefaultPort = 8088;

    internal const string Policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private const int ListenersMax = 32;
    private const int QuietSeconds = 15;

    private static readonly TimeSpan NewsPeriod = TimeSpan.FromSeconds(2);

    private readonly FleetDesk desk;
    private readonly TimeProvider time;
    private readonly WebApplication app;
    private readonly CancellationTokenSource ending = new();
    private int listeners;
    private bool isEnded;

    private PageServer(FleetDesk desk, int port, TimeProvider time)
    {
        (this.desk, this.time) = (desk, time);
        // The empty builder reads no file and no variable: nothing but this listens, whatever the machine has set.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 0;
            kestrel.Limits.MaxConcurrentConnections = 4 * ListenersMax;
            kestrel.Listen(IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http1);
        });
        app = builder.Build();
        app.Run(AnswerAsync);
    }

    /// <summary>Where it is, with the port that it got.</summary>
    internal Uri Address { get; private set; } = new("http://127.0.0.1/");

    internal static async Task<PageServer> StartAsync(FleetDesk desk, int port, CancellationToken cancellation, TimeProvider? time = null)
    {
        var server = new PageServer(desk, port, time ?? TimeProvider.System);
        try
        {
            await server.app.StartAsync(cancellation);
        }
        catch (IOException failure) when (failure.InnerException is not null || failure.GetBaseException() is SocketException)
        {
            await server.DisposeAsync();
            throw new UserError($"--serve {port}: another program has this port of 127.0.0.1. Name another one: --serve PORT", ExitStatus.Wrong, failure);
        }
        catch (SocketException failure)
        {
            await server.DisposeAsync();
            throw new UserError($"--serve {port}: {failure.Message}. Name another port: --serve PORT", ExitStatus.Wrong, failure);
        }
        server.Address = new Uri(server.app.Urls.First() + "/");
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        if (isEnded)
        {
            return;
        }
        isEnded = true;
        await ending.CancelAsync(); // who listens to news would else hold it open
        using (var longest = new CancellationTokenSource(TimeSpan.FromSeconds(3)))
        {
            await app.StopAsync(longest.Token);
        }
        await app.DisposeAsync();
        ending.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        HttpResponse response = context.Response;
        SetHeaders(response.Headers);
        if (!IsOurName(context.Request.Host))
        {
            await RefuseAsync(context, 421, "This is the page of fieldnode fleet, under 127.0.0.1 or localhost only.");
            return;
        }
        if (context.Request.Method is not ("GET" or "HEAD"))
        {
            response.Headers.Allow = "GET, HEAD";
            await RefuseAsync(context, 405, "This page is read only.");
            return;
        }
        IQueryCollection query = context.Request.Query;
        switch (context.Request.Path.Value)
        {
            case "/":
                await SendAsync(context, utc => FieldView.Of(desk, FleetQuery.Of(query["q"], query["state"], query["sort"], query["page"]), utc));
                break;
            case "/node":
                await SendAsync(context, utc => desk.Model.Find(query["group"].ToString(), query["node"].ToString()) is { } node ? NodeView.Of(desk, node, utc) : null);
                break;
            case "/rollouts":
                await SendAsync(context, _ => RolloutView.Of(desk));
                break;
            case "/desk.css":
                await SendFileAsync(context, "desk.css", "text/css");
                break;
            case "/desk.js":
                await SendFileAsync(context, "desk.js", "text/javascript");
                break;
            case "/icon.svg":
                await SendFileAsync(context, "icon.svg", "image/svg+xml");
                break;
            case "/events":
                await SendNewsAsync(context);
                break;
            default:
                await RefuseAsync(context, 404, "There is no such page.");
                break;
        }
    }

    private static void SetHeaders(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.CacheControl = "no-store";
    }

    /// <summary>A name of somebody else that leads here is how a strange page would read this one (DNS rebinding).</summary>
    private bool IsOurName(HostString host) => host.Host is "127.0.0.1" or "localhost" && (host.Port ?? 80) == Address.Port;

    private async Task SendAsync(HttpContext context, Func<DateTime, string?> view)
    {
        string? page;
        lock (desk.Gate)
        {
            page = view(DateTime.UtcNow);
        }
        if (page is null)
        {
            await RefuseAsync(context, 404, "This desk knows no such node.");
            return;
        }
        await WriteAsync(context, "text/html; charset=utf-8", Encoding.UTF8.GetBytes(page));
    }

    private static async Task SendFileAsync(HttpContext context, string name, string type)
    {
        using Stream file = typeof(PageServer).Assembly.GetManifestResourceStream("page:" + name)!;
        using var content = new MemoryStream();
        await file.CopyToAsync(content, context.RequestAborted);
        await WriteAsync(context, type + "; charset=utf-8", content.ToArray());
    }

    private static Task RefuseAsync(HttpContext context, int status, string words)
    {
        context.Response.StatusCode = status;
        return WriteAsync(context, "text/plain; charset=utf-8", Encoding.UTF8.GetBytes(words + "\n"));
    }

    private static async Task WriteAsync(HttpContext context, string type, byte[] content)
    {
        context.Response.ContentType = type;
        context.Response.ContentLength = content.Length;
        if (context.Request.Method != "HEAD")
        {
            await context.Response.Body.WriteAsync(content, context.RequestAborted);
        }
    }

    /// <summary>Says that there is news, by a number alone; whoever wants it takes the page anew.</summary>
    private async Task SendNewsAsync(HttpContext context)
    {
        if (context.Request.Method == "HEAD")
        {
            context.Response.ContentType = "text/event-stream";
            return;
        }
        if (Interlocked.Increment(ref listeners) > ListenersMax)
        {
            Interlocked.Decrement(ref listeners);
            await RefuseAsync(context, 503, "Too many pages are open.");
            return;
        }
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, ending.Token);
        try
        {
            context.Response.ContentType = "text/event-stream; charset=utf-8";
            long told = desk.Changes;
            DateTimeOffset toldAt = time.GetUtcNow();
            await context.Response.WriteAsync("retry: 3000\n\n", end.Token);
            while (true)
            {
                await context.Response.Body.FlushAsync(end.Token);
                await Task.Delay(NewsPeriod, time, end.Token);
                bool isNews = desk.Changes != told;
                if (isNews || time.GetUtcNow() - toldAt > TimeSpan.FromSeconds(QuietSeconds))
                {
                    (told, toldAt) = (desk.Changes, time.GetUtcNow());
                    await context.Response.WriteAsync($"data: {told}\n\n", end.Token); // also when nothing changed: ages did
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The browser left, or the desk ends.
        }
        finally
        {
            Interlocked.Decrement(ref listeners);
        }
    }
}
