using FieldNode.Tags;

namespace FieldNode.Sparkplug
{
    /// <summary>Rebirths, of the node or of one device: what hosts may ask for in each mode. Both share one budget.</summary>
    public sealed partial class EdgeNode
    {
        // By name alone: births give neither of them an alias, so that who missed the birth can ask for it.
        private bool IsRebirth(int device)
        {
            return device == 0 ? command.NameIs(RebirthName) : options.Controls != null && options.Controls.IsDeviceRebirth(device, command);
        }

        private void OnRebirthAsked(int device, long nowMs, long utcMs)
        {
            RebirthsAsked++;
            owner.OnEdgeEvent(EdgeEvent.RebirthAsked, device, 0);

            // What is not born yet has its birth before it: nothing more is needed, and nothing is taken from the budget.
            if (state.State != EdgeState.Born || birthsDue || !born[device] || !tags.IsDeviceOnline(device))
            {
                return;
            }

            if (!rebirths.TryTake(nowMs))
            {
                RebirthsRefused++;
                owner.OnEdgeEvent(EdgeEvent.RebirthRefused, device, 0);
            }
            else
            {
                BirthAgain(device, nowMs, utcMs);
            }
        }

        /// <summary>Something is told in births alone, and it changed: hosts get another one. If this device has its birth before it, that one does.</summary>
        public void OnBirthChanged(int device, long nowMs, long utcMs)
        {
            if (state.State == EdgeState.Born && !birthsDue && born[device] && tags.IsDeviceOnline(device))
            {
                BirthAgain(device, nowMs, utcMs);
            }
        }

        private void BirthAgain(int device, long nowMs, long utcMs)
        {
            if (device == 0 || options.ReturnIsRebirth)
            {
                Do(state.Take(EdgeSignal.Rebirth), nowMs, utcMs);
            }
            else
            {
                RebirthDevice(device, nowMs, utcMs);
            }
        }

        // A second DBIRTH without a death in between is a fault to hosts. Nobody died: it is not counted, and the device does not flap by it.
        private void RebirthDevice(int device, long nowMs, long utcMs)
        {
            tags.SendAt(utcMs);
            if (PublishDeathOf(device))
            {
                PublishBirth(device, nowMs, utcMs);
            }
        }
    }
}
