using FieldNode.Field;
using FieldNode.Field.Gpio;
using FieldNode.Journal;
using FieldNode.ProtoLite;
using FieldNode.Settings;
using FieldNode.Tags;

namespace FieldNode
{
    /// <summary>Makes the driver of the board's own pins.</summary>
    internal static class TerminalBuilder
    {
        /// <summary>Adds device and tags, and makes the driver.</summary>
        public static GpioPoints Build(TerminalSettings settings, TagTable tags, IFieldPorts board, IFlashStore flash, int totalsMax)
        {
            ContactSettings[] contacts = settings.Contacts ?? new ContactSettings[0];
            OutputSettings[] outputs = settings.Outputs ?? new OutputSettings[0];
            CounterSettings[] counters = settings.Counters ?? new CounterSettings[0];
            int device = tags.AddDevice(settings.Device);
            GpioPoints driver = new GpioPoints(
                settings.Device, tags, settings.PollMs, contacts.Length, outputs.Length, counters.Length);
            for (int i = 0; i < contacts.Length; i++)
            {
                driver.Add(new Contact
                {
                    Pin = board.CreatePin(contacts[i].Pin),
                    Use = (PinUse)TagForm.IndexOf(SensorForm.Pulls, contacts[i].Pull),
                    Tag = AddBool(tags, device, contacts[i].Name, false),
                    Inverted = contacts[i].Inverted,
                    DebounceMs = contacts[i].DebounceMs
                });
            }

            for (int i = 0; i < outputs.Length; i++)
            {
                driver.Add(new DigitalOutput(new OutputSpec
                {
                    Pin = board.CreatePin(outputs[i].Pin),
                    Tag = AddBool(tags, device, outputs[i].Name, outputs[i].Writable),
                    Inverted = outputs[i].Inverted,
                    OnAtBoot = outputs[i].OnAtBoot,
                    AtLinkLoss = (LinkLoss)TagForm.IndexOf(SensorForm.LinkLosses, outputs[i].AtLinkLoss),
                    LinkLossMs = outputs[i].LinkLossMs
                }));
            }

            for (int i = 0; i < counters.Length; i++)
            {
                driver.Add(CounterOf(counters[i], tags, device, board));
            }

            if (counters.Length > 0)
            {
                int room = counters.Length > totalsMax ? counters.Length : totalsMax;
                driver.KeepTotals(new TotalKeeper(
                    new TotalStore(flash, TotalKeeper.BytesFor(room)), room, settings.SaveEveryMs, settings.SaveEveryPulses));
            }

            if (settings.PowerFailPin >= 0)
            {
                driver.WatchSupply(board.CreatePin(settings.PowerFailPin), settings.PowerFailHigh);
            }

            return driver;
        }

        private static PulseInput CounterOf(CounterSettings counter, TagTable tags, int device, IFieldPorts board)
        {
            bool whole = counter.UnitsPerPulse == 1;
            int total = tags.Add(device, new TagSpec
            {
                Name = counter.Name,
                DataType = whole ? DataType.Int64 : DataType.Double,
                Scale = counter.UnitsPerPulse,
                EngUnit = counter.Unit,
                Writable = counter.Writable
            });
            int rate = counter.RateName == null ? -1 : tags.Add(device, new TagSpec
            {
                Name = counter.RateName,
                DataType = DataType.Float,
                Scale = counter.UnitsPerPulse,
                EngUnit = counter.RateUnit
            });
            return new PulseInput(new PulseSpec
            {
                Counter = board.CreateCounter(counter.Pin, counter.Edge == "rising", counter.Pull == "up"),
                Name = counter.Name,
                TotalTag = total,
                RateTag = rate,
                UnitsPerPulse = counter.UnitsPerPulse,
                RateBaseMs = SensorForm.BaseMs[TagForm.IndexOf(SensorForm.Bases, counter.RatePer)],
                RateWindowMs = counter.RateWindowMs
            });
        }

        private static int AddBool(TagTable tags, int device, string name, bool writable)
        {
            return tags.Add(device, new TagSpec { Name = name, DataType = DataType.Boolean, Writable = writable });
        }
    }
}
