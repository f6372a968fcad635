namespace FieldNode.Sparkplug
{
    /// <summary>Devices that come and go, also too often, and what else a step waits for.</summary>
    public sealed partial class EdgeNode
    {
        // Another state than was told: a birth or a death.
        private bool StepState(int device, long nowMs, long utcMs)
        {
            if (born[device])
            {
                returns.OnDeath(device, nowMs);
                return PublishDeath(device);
            }

            if (IsHeld(device, nowMs))
            {
                KeepHeld(device, nowMs);
                return true;
            }

            return options.ReturnIsRebirth && returns.HasDied(device) ? PublishBirths(nowMs, utcMs) : PublishBirth(device, nowMs, utcMs);
        }

        // It flaps: nobody tells of it again, so it is looked at when its wait is over.
        private bool IsHeld(int device, long nowMs)
        {
            int leftMs = returns.LeftMs(device, nowMs);
            if (leftMs > 0 && nowMs + leftMs < heldUntilMs)
            {
                heldUntilMs = nowMs + leftMs;
            }

            return leftMs > 0;
        }

        /// <summary>Devices whose wait is over, if they are there, and births that did not come back. Returns in how many ms the next wait is over.</summary>
        private int StepHeld(long nowMs, long utcMs)
        {
            if (nowMs >= heldUntilMs)
            {
                heldUntilMs = NoHold;
                tags.SendAt(utcMs);
                for (int device = 1; device < born.Length; device++)
                {
                    if (!born[device] && tags.IsDeviceOnline(device) && !StepState(device, nowMs, utcMs))
                    {
                        return NoSleep;
                    }
                }
            }

            if (echo != null)
            {
                StepEcho(nowMs);
            }

            if (journal != null)
            {
                AwaitUntil(StepJournal(nowMs, utcMs));
            }

            return heldUntilMs == NoHold ? NoSleep : (int)(heldUntilMs - nowMs);
        }
    }
}
