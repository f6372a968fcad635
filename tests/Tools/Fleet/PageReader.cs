using System.Diagnostics;
using FieldNode.Cli.Fleet;

namespace FieldNode.Tools.Tests;

/// <summary>Somebody at the page who asks for one view behind the other without a pause, and listens to its stream of news the whole time.</summary>
internal sealed class PageReader : IAsyncDisposable
{
    private static readonly string[] Views = ["/", "/?q=line-000-07", "/?state=bad&sort=name", $"/node?group={ManyBirths.Group}&node={ManyBirths.Name(0)}"];

    private readonly FleetDesk desk;
    private readonly HttpClient client;
    private readonly CancellationTokenSource pagesEnd = new();
    private readonly CancellationTokenSource newsEnd = new();
    private readonly List<PageAnswer> answers = [];
    private readonly Stopwatch open = new();
    private Task pages = Task.CompletedTask;
    private Task news = Task.CompletedTask;
    private int newsCount;
    private long newsBytes;

    private PageReader(string address, FleetDesk desk) => (this.desk, client) = (desk, new HttpClient { BaseAddress = new Uri(address), Timeout = TimeSpan.FromMinutes(5) });

    internal int News => Volatile.Read(ref newsCount);

    internal long NewsBytes => Volatile.Read(ref newsBytes);

    /// <summary>How long the stream of news has been open.</summary>
    internal TimeSpan Open => open.Elapsed;

    /// <summary>Opens the stream, and looks at each view once, so that what is measured later is not the first start.</summary>
    internal static async Task<PageReader> StartAsync(string address, FleetDesk desk)
    {
        var reader = new PageReader(address, desk);
        Stream stream = await reader.client.GetStreamAsync("/events");
        reader.open.Start();
        reader.news = Task.Run(() => reader.ListenAsync(stream));
        foreach (string view in Views)
        {
            await reader.AskAsync(view);
        }
        reader.answers.Clear();
        reader.pages = Task.Run(reader.ReadAsync);
        return reader;
    }

    internal PageAnswer[] Answers()
    {
        lock (answers)
        {
            return [.. answers];
        }
    }

    internal async Task EndPagesAsync()
    {
        await pagesEnd.CancelAsync();
        await pages;
    }

    public async ValueTask DisposeAsync()
    {
        await EndPagesAsync();
        await newsEnd.CancelAsync();
        await news;
        client.Dispose();
        pagesEnd.Dispose();
        newsEnd.Dispose();
    }

    private async Task ReadAsync()
    {
        for (int i = 0; !pagesEnd.IsCancellationRequested; i++)
        {
            await AskAsync(Views[i % Views.Length]);
        }
    }

    private async Task AskAsync(string view)
    {
        var clock = Stopwatch.StartNew();
        using HttpResponseMessage answer = await client.GetAsync(view);
        byte[] page = await answer.Content.ReadAsByteArrayAsync();
        double ms = clock.Elapsed.TotalMilliseconds;
        long handled;
        lock (desk.Gate)
        {
            handled = desk.Model.Host.Messages;
        }
        lock (answers)
        {
            answers.Add(new PageAnswer(view, (int)answer.StatusCode, page.Length, ms, handled));
        }
    }

    private async Task ListenAsync(Stream stream)
    {
        try
        {
            using var reader = new StreamReader(stream);
            while (await reader.ReadLineAsync(newsEnd.Token) is { } line)
            {
                Interlocked.Add(ref newsBytes, line.Length + 1);
                Interlocked.Add(ref newsCount, line.StartsWith("data: ", StringComparison.Ordinal) ? 1 : 0);
            }
        }
        catch (OperationCanceledException)
        {
            // It was listened to for long enough.
        }
    }
}
