using System.Diagnostics;
using FieldNode.Host;
using FieldNode.Settings;
using FieldNode.Update;

namespace FieldNode.Cli;

/// <summary><c>fieldnode update</c> from arguments to exit status: the dialog, with a link that comes back and a clock.</summary>
internal sealed class UpdateRun(UpdateOptions options, LinkOptions link, TextWriter output)
{
    private const int TickMs = 100;
    private const int BackoffMaxMs = 10_000;

    private readonly UpdateScreen screen = new(output, options.Json);
    private readonly UpdateView view = new(options.Group, options.Node);
    private readonly string topic = CommandWriter.DeviceTopic(options.Group, options.Node, UpdateSettings.Device);
    private HostLink? host;

    internal async Task<int> RunAsync(CancellationToken cancellation)
    {
        if (options.BundlePath.Length == 0)
        {
            return await FetchAsync(cancellation);
        }
        SentBundle bundle = SentBundle.Read(options.BundlePath);
        if (bundle.ExpiresUtc <= DateTime.UtcNow)
        {
            throw new UserError($"{options.BundlePath}: expired on {bundle.ExpiresUtc:yyyy-MM-dd}. {UpdateWords.Of(UpdateReason.Expired).ToDo}");
        }
        var dialog = new UpdateDialog(view, bundle, options);
        try
        {
            await ConnectAsync(cancellation);
            return await FollowAsync(dialog, bundle, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            throw new UserError(dialog.Phase <= UpdatePhase.Planned ? "ended before anything was sent"
                : "ended: the node goes on with what it has. The same command follows it, or sends the rest");
        }
        finally
        {
            if (host is not null)
            {
                await host.DisposeAsync();
            }
        }
    }

    private async Task<int> FollowAsync(UpdateDialog dialog, SentBundle bundle, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        while (dialog.Verdict is null)
        {
            if (!await HearAsync(cancellation))
            {
                await ReconnectAsync(dialog, cancellation);
            }
            await SendAsync(dialog.Step((long)Stopwatch.GetElapsedTime(start).TotalMilliseconds, DateTime.UtcNow), cancellation);
            if (dialog.Phase == UpdatePhase.Planned)
            {
                TellPlan(bundle);
                if (!options.Yes)
                {
                    return ExitStatus.Ok;
                }
                dialog.Begin();
            }
            Tell(dialog, bundle);
        }
        int status = TellVerdict(dialog.Verdict);
        if (status == ExitStatus.Ok && bundle.Manifest.IsKeyOrder)
        {
            WriteRequest();
        }
        return status;
    }

    /// <summary>No bundle: the request of a key that waits is all that is wanted.</summary>
    private async Task<int> FetchAsync(CancellationToken cancellation)
    {
        try
        {
            await ConnectAsync(cancellation);
            var ask = new RequestDialog(view, options.AnswerMs);
            long start = Stopwatch.GetTimestamp();
            while (!ask.IsDone)
            {
                if (!await HearAsync(cancellation))
                {
                    throw new UserError($"the link was lost ({host!.Lost}). Try again");
                }
                await SendAsync(ask.Step((long)Stopwatch.GetElapsedTime(start).TotalMilliseconds, DateTime.UtcNow), cancellation);
            }
            WriteRequest();
            return ExitStatus.Ok;
        }
        finally
        {
            if (host is not null)
            {
                await host.DisposeAsync();
            }
        }
    }

    private void WriteRequest()
    {
        string path = RequestFile.Write(options.RequestPath, options.Node, view.Request);
        screen.Say("request", $"request: {path}. Now: fieldnode pki renew {options.Node} --new-key --csr {path}", ("file", path));
    }

    private void TellPlan(SentBundle bundle)
    {
        string parts = string.Join(", ", Enumerable.Range(0, bundle.Manifest.Parts).Select(bundle.Manifest.NameOf));
        string from = view.Slot == 0 ? "the factory's firmware" : $"slot {view.Slot}" + (view.Sequence > 0 ? $", sequence {view.Sequence}" : "");
        string last = view.Reason == UpdateReason.None ? "" : $", last reason {view.Reason}";
        screen.Say("plan",
            $"plan: {options.Group}/{options.Node} runs version {SafeText.Of(view.Running)} from {from}; {UpdateWords.Of(view.State)}{last}\n"
            + $"plan: version {bundle.Version}, sequence {bundle.Sequence}, for board {bundle.Board}, expires {bundle.ExpiresUtc:yyyy-MM-dd}: {parts} ({UpdateScreen.Size(bundle.Body.Length)})"
            + (bundle.HasAssemblies && !view.TakesFirmware ? "\nplan: this board takes no firmware: it will refuse this bundle" : "")
            + (view.Sequence >= bundle.Sequence ? "\nplan: the node runs that number or a higher one: it will refuse this bundle" : "")
            + (options.Yes ? "" : $"\nplan: nothing was sent. --yes sends it; the node {(bundle.Manifest.IsKeyOrder ? "makes a new key, and does not restart" : "restarts and tries it")}"),
            ("group", options.Group), ("node", options.Node), ("running", view.Running), ("slot", view.Slot), ("sequenceRunning", view.Sequence), ("state", view.State.ToString()),
            ("reason", view.Reason.ToString()), ("takesFirmware", view.TakesFirmware), ("version", bundle.Version), ("sequence", bundle.Sequence),
            ("board", bundle.Board), ("expires", bundle.ExpiresUtc.ToString("yyyy-MM-dd", null)), ("bytes", bundle.Body.Length), ("sends", options.Yes));
    }

    private void Tell(UpdateDialog dialog, SentBundle bundle)
    {
        if (dialog.Phase == UpdatePhase.Sending || (dialog.Phase == UpdatePhase.Waiting && dialog.Percent == 100))
        {
            screen.Progress(dialog.Percent, (int)(dialog.Percent / 100.0 * bundle.Body.Length), bundle.Body.Length);
        }
        if (dialog.Phase is UpdatePhase.Offering or UpdatePhase.Sending or UpdatePhase.Waiting)
        {
            screen.State(view.State, view.IsBorn ? UpdateWords.Of(view.State) + (view.TrialCount > 0 ? $", start {view.TrialCount}" : "") : "not online");
        }
    }

    private int TellVerdict(UpdateVerdict verdict)
    {
        screen.Say("verdict", $"update: {verdict.Words}", ("outcome", verdict.Outcome.ToString()), ("reason", verdict.Reason.ToString()),
            ("number", (int)verdict.Reason), ("running", view.Running), ("words", verdict.Words));
        return verdict.Outcome == UpdateOutcome.Confirmed ? ExitStatus.Ok : ExitStatus.Wrong;
    }

    private async Task ConnectAsync(CancellationToken cancellation)
    {
        var made = new HostLink(link);
        try
        {
            await made.ConnectAsync(cancellation);
            await made.SubscribeAsync(view.Filters, cancellation);
            host = made;
        }
        catch
        {
            await made.DisposeAsync();
            throw;
        }
    }

    /// <summary>False: the link is lost.</summary>
    private async Task<bool> HearAsync(CancellationToken cancellation)
    {
        bool isUp = host is not null && await host.WaitAsync(TimeSpan.FromMilliseconds(TickMs), cancellation);
        cancellation.ThrowIfCancellationRequested();
        while (host is not null && host.TryTake(out Received received))
        {
            view.Hear(received);
        }
        return isUp && host!.Lost is null;
    }

    private async Task SendAsync(IReadOnlyList<byte[]> commands, CancellationToken cancellation)
    {
        try
        {
            foreach (byte[] command in commands)
            {
                await host!.PublishAsync(topic, command, cancellation);
            }
        }
        catch (UserError) when (!cancellation.IsCancellationRequested)
        {
            // Lost meanwhile: the next look at it says so.
        }
    }

    private async Task ReconnectAsync(UpdateDialog dialog, CancellationToken cancellation)
    {
        screen.Say("link", $"link: lost ({host?.Lost ?? "no answer"}); coming back", ("why", host?.Lost));
        if (host is not null)
        {
            await host.DisposeAsync();
            host = null;
        }
        long start = Stopwatch.GetTimestamp();
        for (int backoffMs = 500; host is null; backoffMs = Math.Min(BackoffMaxMs, 2 * backoffMs))
        {
            await Task.Delay(backoffMs, cancellation);
            try
            {
                await ConnectAsync(cancellation);
            }
            catch (UserError failure)
            {
                if (Stopwatch.GetElapsedTime(start).TotalMilliseconds >= options.StallMs)
                {
                    throw new UserError($"{failure.Message}. The node goes on with what it has: the same command follows it", ExitStatus.Wrong, failure);
                }
            }
        }
        screen.Say("link", "link: back");
        dialog.LinkLost();
    }
}
