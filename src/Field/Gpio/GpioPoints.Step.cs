using FieldNode.Tags;

namespace FieldNode.Field.Gpio
{
    /// <summary>One turn of each kind of terminal, the supply's warning, and the devices that they belong to.</summary>
    public sealed partial class GpioPoints
    {
        private void StepContact(int i, long nowMs, bool refresh)
        {
            Contact contact = contacts[i];
            if (!contactOpen[i])
            {
                contactOpen[i] = refresh && contact.Pin.Open(contact.Use, false);
            }

            int level = contactOpen[i] ? contact.Pin.Read() : -1;
            int state = debounces[i].Next(level, nowMs);
            if (level < 0)
            {
                contactOpen[i] = false;
                if (refresh)
                {
                    pinFaults++;
                    contactShown[i] = -1;
                    tags.SetBad(contact.Tag, QualityReason.PortLost);
                }
            }
            else if (state >= 0 && (refresh || state != contactShown[i]))
            {
                contactShown[i] = state;
                tags.SetBool(contact.Tag, (state == 1) != contact.Inverted);
            }
        }

        private void StepOutput(DigitalOutput output, long nowMs, bool refresh)
        {
            bool before = output.IsOn;
            QualityReason why = output.Step(nowMs, IsLinkUp, IsInTrial);
            if (before != output.IsOn && Listener != null)
            {
                Listener.OnFallback(output.Tag, output.IsOn); // between commands nothing else changes it
            }

            if (!refresh && before == output.IsOn)
            {
                return;
            }

            if (why == QualityReason.None)
            {
                tags.SetBool(output.Tag, output.IsOn);
            }
            else
            {
                pinFaults++;
                tags.SetBad(output.Tag, why);
            }
        }

        private void StepPulses(long nowMs)
        {
            for (int i = 0; i < pulseCount; i++)
            {
                if (!pulses[i].Step(nowMs, tags))
                {
                    pinFaults++;
                }
            }

            // Also while the supply fails: a pin that says so for ever (its wire is broken) must not end the keeping. A write that is torn leaves
            // the one of the pin's change.
            if (keeper != null)
            {
                keeper.Step(nowMs, pulses, pulseCount);
            }
        }

        /// <summary>The power-fail contact says that the supply fails.</summary>
        public bool IsSupplyFailing
        {
            get { return powerFails; }
        }

        private void LookAtSupply(long nowMs)
        {
            if (powerFail == null)
            {
                return;
            }

            powerFailOpen = powerFailOpen || powerFail.Open(PinUse.Input, false);
            int level = powerFailOpen ? powerFail.Read() : -1;
            bool fails = level == (powerFailHigh ? 1 : 0);
            if (fails && !powerFails)
            {
                SaveTotals(nowMs); // once: what is left of the supply is for this write
            }

            powerFails = fails;
        }

        private void SaveTotals(long nowMs)
        {
            if (keeper == null || !loaded)
            {
                return;
            }

            for (int i = 0; i < pulseCount; i++)
            {
                pulses[i].Take();
            }

            keeper.Save(nowMs, pulses, pulseCount);
        }

        // A device is born once every contact of it has stood still for its debounce time, or cannot be read.
        private void UpdateDevices(bool refresh)
        {
            if (!refresh)
            {
                return;
            }

            for (int device = 1; device < known.Length; device++)
            {
                if (!known[device] && HasPoints(device) && IsComplete(device))
                {
                    known[device] = true;
                    tags.SetDeviceState(device, true, QualityReason.None);
                }
            }
        }

        private bool IsComplete(int device)
        {
            for (int i = 0; i < contactCount; i++)
            {
                if (tags.DeviceOf(contacts[i].Tag) == device && contactShown[i] == -2)
                {
                    return false;
                }
            }

            return true;
        }

        private bool HasPoints(int device)
        {
            for (int i = 0; i < contactCount; i++)
            {
                if (tags.DeviceOf(contacts[i].Tag) == device)
                {
                    return true;
                }
            }

            for (int i = 0; i < outputCount; i++)
            {
                if (tags.DeviceOf(outputs[i].Tag) == device)
                {
                    return true;
                }
            }

            for (int i = 0; i < pulseCount; i++)
            {
                int tag = pulses[i].TotalTag >= 0 ? pulses[i].TotalTag : pulses[i].RateTag;
                if (tag >= 0 && tags.DeviceOf(tag) == device)
                {
                    return true;
                }
            }

            return false;
        }
    }
}
