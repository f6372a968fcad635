using System.Buffers.Binary;
using FieldNode.Host;
using FieldNode.Update;

namespace FieldNode.Cli;

/// <summary>
/// One bundle for one node, as a state machine without I/O and clock: what the node tells goes into the view, what is to be sent comes out of
/// <see cref="Step"/>. It may lose its link, and the node may restart, at any time.
/// </summary>
internal sealed partial class UpdateDialog(UpdateView view, SentBundle bundle, UpdateOptions options)
{
    internal const int OffersMax = 3;

    private const int AskEveryMs = 6000;
    private const int AgainMs = 20_000;  // chunks that the node says nothing of; it asks again by itself, after 5 s first
    private const int GraceMs = 10_000;  // before what it tells after a restart is believed to be all
    private const int BackMs = 60_000;   // to come back after it said that it goes back
    private const int HeadBytes = UpdateDevice.ChunkHeadBytes;

    private readonly List<byte[]> outbox = [];
    private DateTime utc;
    private long now;
    private long sinceMs = -1;   // the phase began
    private long askedMs = -AskEveryMs;
    private long offeredMs;
    private int offers;
    private int toldAtOffer;
    private int completionsAtOffer;
    private bool wasChecking;
    private (int Offset, int Length, int Told) asked = (-1, -1, -1);
    private long sentMs;
    private int lastOffset = -1;
    private bool wasReady;
    private int trialSession = -1;  // in which its trial was seen, without a gap since
    private UpdateReason goesBack;
    private long idleMs = -1;
    private bool isGoingOn;       // somebody began it before, who is not there any more
    private UpdateReason reasonBefore;
    private byte[]? requestBefore; // which waited when the first offer went out

    internal UpdatePhase Phase { get; private set; } = UpdatePhase.Asking;

    internal UpdateVerdict? Verdict { get; private set; }

    /// <summary>How much of the body the node has, in percent.</summary>
    internal int Percent => Phase > UpdatePhase.Sending ? 100 : lastOffset < 0 ? 0 : (int)(100L * lastOffset / bundle.Body.Length);

    /// <summary>Payload bytes that went out.</summary>
    internal long BytesSent { get; private set; }

    /// <summary>Offers and pieces that went out once more.</summary>
    internal int Repeats { get; private set; }

    /// <summary>The node was seen with all of it.</summary>
    internal bool WasSent { get; private set; }

    /// <summary>Starts to send, once the plan was told.</summary>
    internal void Begin() => Enter(UpdatePhase.Offering);

    /// <summary>Goes on with what was begun before by somebody who is not there any more: first the node is looked at, where it is.</summary>
    /// <param name="wasSent">It was seen with all of the bundle.</param>
    /// <param name="before">The reason that it told before it was begun.</param>
    internal void GoOn(bool wasSent, UpdateReason before)
    {
        isGoingOn = true;
        WasSent = wasSent;
        reasonBefore = before;
        Enter(UpdatePhase.Offering);
    }

    /// <summary>Our own link was lost; there is a new one.</summary>
    internal void LinkLost()
    {
        view.LinkLost();
        trialSession = -1;
        asked = (-1, -1, -1);
        askedMs = now; // births may come by themselves
    }

    /// <summary>What is to be published to the device now; more often than once a second.</summary>
    internal IReadOnlyList<byte[]> Step(long nowMs, DateTime utcNow)
    {
        now = nowMs;
        utc = utcNow;
        outbox.Clear();
        sinceMs = sinceMs < 0 ? now : sinceMs;
        if (Verdict is not null)
        {
            return outbox;
        }
        if (!view.IsBorn)
        {
            AskForBirth();
            return outbox;
        }
        if (HasMadeKey())
        {
            Confirmed(); // whatever was not seen of the way there
            return outbox;
        }
        switch (Phase)
        {
            case UpdatePhase.Asking:
                Enter(UpdatePhase.Planned);
                break;
            case UpdatePhase.Offering:
                StepOffer();
                break;
            case UpdatePhase.Sending:
                StepSend();
                break;
            case UpdatePhase.Waiting:
                StepWait();
                break;
        }
        return outbox;
    }

    // By the one command that is the maintenance's: a node that is gone is waited for.
    private void AskForBirth()
    {
        long limit = Phase is UpdatePhase.Waiting ? options.VerdictMs : Phase is UpdatePhase.Sending ? options.StallMs : options.AnswerMs;
        if (now - sinceMs >= limit)
        {
            End(UpdateOutcome.NoAnswer, UpdateReason.None, Phase is UpdatePhase.Sending or UpdatePhase.Waiting
                ? $"the node was not heard any more for {limit / 1000} s. It keeps what it has: the same command goes on"
                : $"no birth of the device Update within {limit / 1000} s. Does the node run, with \"update\" in its node file, and may this certificate command {view.Group}/{view.Node}?");
        }
        else if (!view.IsGone)
        {
            Ask();
        }
    }

    private void Ask()
    {
        if (now - askedMs >= AskEveryMs)
        {
            askedMs = now;
            Send(EdgeRebirth, SparkplugType.Boolean, true);
        }
    }

    private void StepOffer()
    {
        if (isGoingOn && IsFurther())
        {
            return;
        }
        bool isOurs = offers > 0 && view.Offered == bundle.Version;
        wasChecking |= offers > 0 && view.State == UpdateState.Checking;
        if (isOurs && view.State == UpdateState.Receiving)
        {
            Enter(UpdatePhase.Sending);
        }
        else if ((isOurs && view.State is UpdateState.Completing or UpdateState.Ready) || HadAll)
        {
            Enter(UpdatePhase.Waiting);
            StepWait();
        }
        else if (offers > 0 && view.State != UpdateState.Checking && view.Reason != UpdateReason.None && (wasChecking || view.Told != toldAtOffer))
        {
            Refused(view.Reason);
        }
        else if (offers == 0 || now - offeredMs >= options.AnswerMs / OffersMax)
        {
            Offer();
        }
    }

    private void Offer()
    {
        if (offers == OffersMax)
        {
            if (view.Reason != UpdateReason.None)
            {
                Refused(view.Reason);
                return;
            }
            End(UpdateOutcome.NoAnswer, UpdateReason.None, $"the node said nothing to {OffersMax} offers. Does the broker let this certificate command its device Update?");
            return;
        }
        Repeats += offers > 0 ? 1 : 0;
        offers++;
        offeredMs = now;
        toldAtOffer = view.Told;
        completionsAtOffer = view.Completions;
        requestBefore ??= view.Request;
        Send("Offer", SparkplugType.Bytes, bundle.Offer);
    }

    private void StepSend()
    {
        bool isOurs = view.State == UpdateState.Receiving && view.Offered == bundle.Version;
        if (HadAll || view.State is UpdateState.Completing or UpdateState.Ready or UpdateState.Trial or UpdateState.GoingBack)
        {
            Enter(UpdatePhase.Waiting);
            StepWait();
            return;
        }
        if (view.State == UpdateState.Idle && IsIdleFor(view.Reason == UpdateReason.None ? GraceMs : 0))
        {
            if (view.Reason != UpdateReason.None)
            {
                Refused(view.Reason);
                return;
            }
            offers = 0; // it has forgotten it: once more from the start
            Enter(UpdatePhase.Offering);
            return;
        }
        if (isOurs && WantsOfIt)
        {
            Give();
        }
        if (now - sinceMs >= options.StallMs)
        {
            End(UpdateOutcome.Stalled, view.Reason, $"the node took nothing for {options.StallMs / 1000} s ({UpdateWords.Of(view.State)}). It keeps what it has: the same command goes on");
        }
    }

    // Since our last offer: keys and orders are done within a moment.
    private bool HadAll => offers > 0 && view.Completions != completionsAtOffer;

    // A node may tell any number. One that wants what the bundle does not have gets nothing, and counts as stalled.
    private bool WantsOfIt => view.WantedLength > 0 && view.WantedOffset >= 0 && view.WantedOffset < bundle.Body.Length;

    private void Give()
    {
        if (view.WantedOffset != lastOffset)
        {
            lastOffset = view.WantedOffset;
            sinceMs = now;
        }
        (int, int, int) wanted = (view.WantedOffset, view.WantedLength, view.Told);
        if (wanted == asked && now - sentMs < AgainMs)
        {
            return;
        }
        Repeats += wanted.Item1 == asked.Offset ? 1 : 0;
        asked = wanted;
        sentMs = now;
        int end = (int)Math.Min(bundle.Body.Length, (long)view.WantedOffset + view.WantedLength);
        for (int at = view.WantedOffset; at < end; at += UpdateDevice.ChunkBytesMax)
        {
            int count = Math.Min(UpdateDevice.ChunkBytesMax, end - at);
            byte[] chunk = new byte[HeadBytes + count];
            BinaryPrimitives.WriteInt32LittleEndian(chunk, bundle.Sequence);
            BinaryPrimitives.WriteInt32LittleEndian(chunk.AsSpan(4), at);
            bundle.Body.AsSpan(at, count).CopyTo(chunk.AsSpan(HeadBytes));
            Send("Chunk", SparkplugType.Bytes, chunk);
        }
    }

    private bool IsIdleFor(int ms, bool? isIdle = null)
    {
        bool isNow = isIdle ?? view.State == UpdateState.Idle;
        idleMs = !isNow ? -1 : idleMs < 0 ? now : idleMs;
        return isNow && now - idleMs >= ms;
    }

    private void Enter(UpdatePhase next)
    {
        Phase = next;
        WasSent |= next == UpdatePhase.Waiting;
        sinceMs = now;
        idleMs = -1;
    }

    private void End(UpdateOutcome outcome, UpdateReason reason, string words)
    {
        Verdict = new UpdateVerdict(outcome, reason, words);
        Phase = UpdatePhase.Done;
    }

    private void Send(string name, SparkplugType type, object value)
    {
        outbox.Add(CommandWriter.Write(name, type, value, utc));
        BytesSent += outbox[^1].Length;
    }

    private const string EdgeRebirth = "Device Control/Rebirth";
}
