using FieldNode.Update;

namespace FieldNode.Cli;

// Where a node is that was begun by somebody who is not there any more, and what an update came to.
internal sealed partial class UpdateDialog
{
    // It may have gone on, to the end even, while nobody was there to see it.
    private bool IsFurther()
    {
        isGoingOn = false;
        if (view.State is UpdateState.Trial or UpdateState.GoingBack
            || (view.State is UpdateState.Completing or UpdateState.Ready && view.Offered == bundle.Version))
        {
            Enter(UpdatePhase.Waiting);
            StepWait();
        }
        else if (view.State == UpdateState.Idle && RunsIt())
        {
            Confirmed();
        }
        else if (view.State == UpdateState.Idle && (WasSent || view.Reason != reasonBefore) && UpdateWords.IsOfTrial(view.Reason))
        {
            RolledBack(view.Reason);
        }
        else if (view.State == UpdateState.Idle && WasSent)
        {
            wasReady = true;
            Enter(UpdatePhase.Waiting);
            StepWait();
        }
        return Phase != UpdatePhase.Offering;
    }

    // A quick node is done before it was seen to receive. Another request than before is a key that it has made since the offer.
    private bool HasMadeKey() => bundle.Manifest.IsKeyOrder && requestBefore is not null && view.State is (UpdateState.Idle or UpdateState.TurnedOff)
        && view.Request.Length > 0 && !view.Request.AsSpan().SequenceEqual(requestBefore);

    private bool RunsIt() => bundle.HasAssemblies && view.Running == bundle.Version && view.Sequence == bundle.Sequence;

    private void StepWait()
    {
        switch (view.State)
        {
            case UpdateState.Receiving:
                completionsAtOffer = view.Completions; // it begins once more
                Enter(UpdatePhase.Sending);
                return;
            case UpdateState.Ready:
                wasReady = true;
                break;
            case UpdateState.Trial:
                wasReady = true;
                trialSession = view.Sessions;
                break;
            case UpdateState.GoingBack:
                goesBack = view.Reason;
                wasReady = true;
                break;
            case UpdateState.Idle or UpdateState.TurnedOff:
                StepEnd();
                break;
        }
        if (Verdict is null && goesBack != UpdateReason.None && IsIdleFor(BackMs, isIdle: true))
        {
            RolledBack(goesBack);
        }
        else if (Verdict is null && now - sinceMs >= options.VerdictMs)
        {
            End(UpdateOutcome.TimedOut, view.Reason, $"no verdict within {options.VerdictMs / 1000} s: {UpdateWords.Of(view.State)}. The node goes on by itself; watch its device Update");
        }
    }

    // What it came to, from surest to least.
    private void StepEnd()
    {
        UpdateReason reason = view.Reason;
        if (bundle.Manifest.IsKeyOrder && reason is UpdateReason.None or >= UpdateReason.NeverConfirmed) // an order has no trial: that reason is of an older bundle
        {
            if (requestBefore is null && view.Request.Length > 0)
            {
                Confirmed(); // offered by somebody who is not there any more
                return;
            }
            Ask(); // it stands in births alone
            return;
        }
        if (goesBack != UpdateReason.None)
        {
            RolledBack(goesBack);
        }
        else if (trialSession >= 0 && trialSession == view.Sessions)
        {
            Confirmed();
        }
        else if (RunsIt())
        {
            Confirmed(); // whatever the reason of an older bundle says
        }
        else if (!wasReady && reason != UpdateReason.None && reason is < UpdateReason.NeverConfirmed or UpdateReason.BadSettings)
        {
            Refused(reason);
        }
        else if (UpdateWords.IsOfTrial(reason))
        {
            RolledBack(reason);
        }
        else if (bundle.HasAssemblies ? view.Running == bundle.Version : reason == UpdateReason.None)
        {
            Confirmed();
        }
        else if (IsIdleFor(GraceMs))
        {
            End(UpdateOutcome.Unknown, reason, $"it was decided while the node was not heard: it runs version {view.Running}, reason {UpdateWords.Of(reason).Meaning}. Offer the bundle again: one that is confirmed is refused as old");
        }
    }

    private void Confirmed() => End(UpdateOutcome.Confirmed, UpdateReason.None, bundle.Manifest.IsRotation ? "the node has the new keys"
        : bundle.Manifest.IsKeyOrder ? "the node has made a new key, and waits for its certificate"
        : $"confirmed: version {bundle.Version}" + (bundle.HasAssemblies ? $" runs from slot {view.Slot}" : " of the settings and certificates counts"));

    private void RolledBack(UpdateReason reason) => End(UpdateOutcome.RolledBack, reason,
        $"rolled back to version {view.Running}: {reason}: {UpdateWords.Of(reason).Meaning}. {UpdateWords.Of(reason).ToDo}");

    private void Refused(UpdateReason reason) => End(UpdateOutcome.Refused, reason,
        $"refused: {reason}: {UpdateWords.Of(reason).Meaning}. {UpdateWords.Of(reason).ToDo}");
}
