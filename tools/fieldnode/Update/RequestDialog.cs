using FieldNode.Host;

namespace FieldNode.Cli;

/// <summary>Asks a node for the birth in which the request of its new key stands. A state machine without I/O and clock, as <see cref="UpdateDialog"/> is.</summary>
internal sealed class RequestDialog(UpdateView view, int answerMs)
{
    private const int AskEveryMs = 6000;

    private long askedMs = -AskEveryMs;

    /// <summary>The node was heard, and it has one.</summary>
    internal bool IsDone => view.IsBorn && view.Request.Length > 0;

    /// <summary>What is to be published to the device now.</summary>
    /// <exception cref="UserError">The node does not answer, or has no request.</exception>
    internal IReadOnlyList<byte[]> Step(long nowMs, DateTime utcNow)
    {
        if (IsDone)
        {
            return [];
        }
        if (view.IsBorn)
        {
            throw new UserError($"{view.Group}/{view.Node}: no key waits for a certificate there. Order one: fieldnode sign --new-key, then fieldnode update");
        }
        if (nowMs >= answerMs)
        {
            throw new UserError($"no birth of the device Update within {answerMs / 1000} s. Does the node run, with \"update\" in its node file, and may this certificate command {view.Group}/{view.Node}?");
        }
        if (view.IsGone || nowMs - askedMs < AskEveryMs)
        {
            return [];
        }
        askedMs = nowMs;
        return [CommandWriter.Write("Device Control/Rebirth", SparkplugType.Boolean, true, utcNow)];
    }
}
