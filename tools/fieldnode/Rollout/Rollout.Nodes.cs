using FieldNode.Host;
using FieldNode.Update;
using FieldNode.Virtual.Settings;

namespace FieldNode.Cli.Rollouts;

// A node's turn, and what it came to.
internal sealed partial class Rollout
{
    private const int AgainMs = 10_000;    // before a node that did not answer is begun once more
    private const int MissingMs = DeskPatience.MissingMs;
    private const int AskEveryMs = 30_000; // for the birth of an updated node that was not heard since the desk went on

    private readonly Dictionary<RolloutNode, long> goneSinceMs = [];
    private readonly HashSet<RolloutNode> unseen = [];
    private readonly Dictionary<RolloutNode, long> askedMs = [];

    private void BeginTurn(RolloutNode node)
    {
        if (bundles.Of(node.Name, out string why) is not { } bundle)
        {
            Settle(node, NodeStatus.LeftOut, UpdateReason.None, why);
            return;
        }
        NodeSight sight = field.Of(node.Name);
        bool goesOn = node.Phase > UpdatePhase.Planned; // begun by a desk that died, or in a try before
        var dialog = new UpdateDialog(sight.View, bundle, options.Node with { Group = state.Group, Node = node.Name });
        node.Tries++;
        node.Retries += node.Tries > 1 ? 1 : 0;
        turns[node] = new NodeTurn(node, sight, dialog, bundle, goesOn);
        node.Began ??= utc;
        Note(node, NodeStatus.Running);
    }

    // Before anything can stop it: what was sent has gone on meanwhile, and counts.
    private void AskUnderWay()
    {
        foreach (RolloutNode node in state.Nodes.Where(node => node.Status == NodeStatus.Running).ToArray())
        {
            BeginTurn(node);
        }
    }

    private void StepTurns()
    {
        foreach (NodeTurn turn in turns.Values.ToArray())
        {
            foreach (byte[] command in turn.Dialog.Step(now, utc))
            {
                outbox.Add(new Outgoing(turn.Node.Name, command));
            }
            if (turn.Dialog.Phase == UpdatePhase.Planned)
            {
                BeginDialog(turn);
            }
            Follow(turn);
            if (turns.ContainsKey(turn.Node) && turn.Dialog.Verdict is { } verdict)
            {
                turns.Remove(turn.Node);
                End(turn, verdict);
            }
        }
    }

    // It was looked at for the plan; that may be hours ago.
    private void BeginDialog(NodeTurn turn)
    {
        (RolloutNode node, UpdateView view) = (turn.Node, turn.Sight.View);
        if (turn.GoesOn)
        {
            turn.Dialog.GoOn(node.Phase >= UpdatePhase.Waiting, node.ReasonBefore);
            return;
        }
        if (check.WhyNot(turn.Sight) is { } why)
        {
            turns.Remove(node);
            Settle(node, NodeStatus.LeftOut, UpdateReason.None, why);
            return;
        }
        (node.From, node.FromSequence, node.FromSlot, node.ReasonBefore) = (view.Running, view.Sequence, view.Slot, view.Reason);
        turn.Dialog.Begin();
    }

    private void Follow(NodeTurn turn)
    {
        RolloutNode node = turn.Node;
        node.Bytes = turn.BytesBefore + turn.Dialog.BytesSent;
        node.Retries = turn.RetriesBefore + turn.Dialog.Repeats;
        node.Percent = Math.Max(node.Percent, turn.Dialog.Percent);
        UpdatePhase phase = turn.Dialog.Phase == UpdatePhase.Done ? node.Phase : turn.Dialog.Phase;
        phase = turn.Dialog.WasSent ? UpdatePhase.Waiting : phase;
        if (phase > node.Phase)
        {
            node.Phase = phase;
            Note(node, node.Status);
        }
    }

    private void End(NodeTurn turn, UpdateVerdict verdict)
    {
        (RolloutNode node, UpdateView view) = (turn.Node, turn.Sight.View);
        switch (verdict.Outcome)
        {
            case UpdateOutcome.Confirmed:
                string? lie = WhatDoesNotFit(turn);
                Settle(node, lie is null ? NodeStatus.Updated : NodeStatus.Unclear, verdict.Reason, lie ?? verdict.Words);
                break;
            case UpdateOutcome.RolledBack:
                Settle(node, NodeStatus.RolledBack, verdict.Reason, verdict.Words);
                break;
            case UpdateOutcome.Refused when verdict.Reason == UpdateReason.OlderSequence && turn.GoesOn && node.Phase >= UpdatePhase.Sending && !turn.Bundle.HasAssemblies:
                // It had taken the offer, so its number was lower then; what raises it is a bundle that was confirmed.
                Settle(node, NodeStatus.Updated, UpdateReason.None, "it was confirmed while nobody was here to see it: the node has this number now");
                break;
            case UpdateOutcome.Refused:
                Settle(node, NodeStatus.Refused, verdict.Reason, verdict.Words);
                break;
            case UpdateOutcome.NoAnswer or UpdateOutcome.TimedOut when node.Phase >= UpdatePhase.Waiting && !view.IsBorn:
                Settle(node, NodeStatus.Bricked, verdict.Reason, "it had all of the bundle, restarted, and was not heard any more: go and look at it");
                break;
            case UpdateOutcome.NoAnswer or UpdateOutcome.Stalled or UpdateOutcome.Unknown when node.Tries < options.Tries:
                notBefore[node] = now + AgainMs;
                node.Phase = verdict.Outcome == UpdateOutcome.Unknown ? UpdatePhase.Sending : node.Phase; // offered once more, after a look
                node.Words = verdict.Words;
                Note(node, NodeStatus.Waiting);
                break;
            case UpdateOutcome.NoAnswer when node.Phase < UpdatePhase.Offering:
                Settle(node, NodeStatus.Gone, UpdateReason.None, $"it was not heard in {(node.Tries == 1 ? "1 try" : $"{node.Tries} tries")}; nothing was sent to it");
                break;
            default:
                Settle(node, NodeStatus.Unclear, verdict.Reason, verdict.Words);
                break;
        }
    }

    // What a node tells is believed as far as it fits together. One that lies in all of it alike cannot be told from one that does not.
    private static string? WhatDoesNotFit(NodeTurn turn)
    {
        UpdateView view = turn.Sight.View;
        if (!turn.Bundle.HasAssemblies)
        {
            return null;
        }
        string running = SafeText.Of(view.Running);
        if (view.Running.Split(' ')[0] != turn.Bundle.Version)
        {
            return $"it confirmed version {turn.Bundle.Version} and tells that it runs {running}. Was the bundle signed with another version than its firmware has? Else the node lies: look at it";
        }
        if (view.Sequence != 0 && view.Sequence != turn.Bundle.Sequence)
        {
            return $"it confirmed number {turn.Bundle.Sequence} and tells that it runs {view.Sequence}: the node lies, or another desk updated it meanwhile";
        }
        return turn.Sight.Firmware is { } born && born != view.Running.Split(' ')[0]
            ? $"it tells two versions: {SafeText.Of(born)} in its birth, {running} in its device Update. Look at it: it lies, or somebody else has its name"
            : null;
    }

    // Not back, and not given up either: the next ring waits for what becomes of it.
    private bool IsOneMissing => goneSinceMs.Keys.Any(node => node.Status == NodeStatus.Updated);

    // The pause between rings is there to see what a trial is too short for.
    private void WatchUpdated()
    {
        foreach (RolloutNode node in state.Nodes.Where(node => node.Status == NodeStatus.Updated || goneSinceMs.ContainsKey(node)).ToArray())
        {
            NodeSight sight = field.Of(node.Name);
            if (!sight.View.IsGone && sight.IsHeard)
            {
                if (goneSinceMs.Remove(node) && node.Status == NodeStatus.Bricked)
                {
                    Settle(node, NodeStatus.Updated, UpdateReason.None, "it was away after it was confirmed, and came back");
                }
                continue;
            }
            if (sight.View.IsGone)
            {
                goneSinceMs.TryAdd(node, now);
            }
            // Of one that was not heard since our own link was lost nothing is known: it stays as it was.
            if (node.Status == NodeStatus.Updated && goneSinceMs.TryGetValue(node, out long sinceMs) && now - sinceMs >= MissingMs)
            {
                Settle(node, NodeStatus.Bricked, UpdateReason.None, unseen.Contains(node)
                    ? $"it was confirmed, and was not heard for {MissingMs / 1000} s after this desk went on: go and look at it"
                    : $"it was confirmed, died, and is not back after {MissingMs / 1000} s: go and look at it");
            }
            AskUnseen(node);
        }
    }

    // A desk that goes on has not seen what became of those that were updated before: each counts as missing until it is heard.
    private void MissUpdated()
    {
        foreach (RolloutNode node in state.Nodes.Where(node => node.Status == NodeStatus.Updated && !field.Of(node.Name).IsHeard))
        {
            goneSinceMs[node] = now;
            unseen.Add(node);
        }
    }

    private void AskUnseen(RolloutNode node)
    {
        if (unseen.Contains(node) && node.Status == NodeStatus.Updated && now - askedMs.GetValueOrDefault(node, -AskEveryMs) >= AskEveryMs)
        {
            askedMs[node] = now;
            outbox.Add(new Outgoing(node.Name, CommandWriter.Write("Device Control/Rebirth", SparkplugType.Boolean, true, utc)));
        }
    }

    private void Settle(RolloutNode node, NodeStatus status, UpdateReason reason, string words)
    {
        (node.Reason, node.Words, node.Ended) = (reason, words, utc);
        node.Percent = status == NodeStatus.Updated ? 100 : node.Percent;
        Note(node, status);
    }

    private void Note(RolloutNode node, NodeStatus status)
    {
        node.Status = status;
        IsDirty = true;
        Changed?.Invoke(node);
    }
}
