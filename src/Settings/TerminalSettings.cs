namespace FieldNode.Settings
{
    /// <summary>The pins of the board itself, as one Sparkplug device.</summary>
    public sealed class TerminalSettings
    {
        /// <summary>Sparkplug device id, unique in the node.</summary>
        public string Device { get; set; }
        /// <summary>Contacts are sampled once in so many ms, 1 to 1000.</summary>
        public int PollMs { get; set; } = 10;
        /// <summary>Totals that changed are written to flash once in so many ms, 1000 to 86400000.</summary>
        public int SaveEveryMs { get; set; } = 60000;
        /// <summary>And when so many pulses are unsaved, at most once a second; 0: off.</summary>
        public int SaveEveryPulses { get; set; }
        /// <summary>Input that announces the end of the supply; -1: none.</summary>
        public int PowerFailPin { get; set; } = -1;
        /// <summary>High announces it; else low.</summary>
        public bool PowerFailHigh { get; set; }
        /// <summary>Contacts.</summary>
        public ContactSettings[] Contacts { get; set; }
        /// <summary>Outputs.</summary>
        public OutputSettings[] Outputs { get; set; }
        /// <summary>Pulse inputs.</summary>
        public CounterSettings[] Counters { get; set; }
    }

    /// <summary>A contact: a Boolean tag.</summary>
    public sealed class ContactSettings
    {
        /// <summary>Metric name, unique in the device.</summary>
        public string Name { get; set; }
        /// <summary>Number of the pin, as the board counts them.</summary>
        public int Pin { get; set; } = -1;
        /// <summary>Pull resistor of the chip: up, down or none.</summary>
        public string Pull { get; set; } = "up";
        /// <summary>True while the pin is low: a contact to ground.</summary>
        public bool Inverted { get; set; }
        /// <summary>A level counts after so many ms, 0 to 10000.</summary>
        public int DebounceMs { get; set; } = 20;
    }

    /// <summary>An output: a Boolean tag.</summary>
    public sealed class OutputSettings
    {
        /// <summary>Metric name, unique in the device.</summary>
        public string Name { get; set; }
        /// <summary>Number of the pin.</summary>
        public int Pin { get; set; } = -1;
        /// <summary>On is low at the pin.</summary>
        public bool Inverted { get; set; }
        /// <summary>State from boot until it is first written, and in a trial of new firmware.</summary>
        public bool OnAtBoot { get; set; }
        /// <summary>off, on or hold: when the link was lost for linkLossMs.</summary>
        public string AtLinkLoss { get; set; } = "off";
        /// <summary>0 to 86400000 ms.</summary>
        public int LinkLossMs { get; set; } = 60000;
        /// <summary>May be written by a host (needs sparkplug.mode commands).</summary>
        public bool Writable { get; set; }
    }

    /// <summary>A pulse input: a total, and a rate if it has a name.</summary>
    public sealed class CounterSettings
    {
        /// <summary>Metric name of the total; the total in flash goes by it.</summary>
        public string Name { get; set; }
        /// <summary>Number of the pin.</summary>
        public int Pin { get; set; } = -1;
        /// <summary>falling or rising: which edge counts.</summary>
        public string Edge { get; set; } = "falling";
        /// <summary>Pull resistor of the chip: up or none.</summary>
        public string Pull { get; set; } = "up";
        /// <summary>Units in one pulse, above 0; 1 publishes whole pulses (Int64), else Double.</summary>
        public double UnitsPerPulse { get; set; } = 1;
        /// <summary>Engineering unit of the total.</summary>
        public string Unit { get; set; }
        /// <summary>Metric name of the rate, or null for none.</summary>
        public string RateName { get; set; }
        /// <summary>Engineering unit of the rate.</summary>
        public string RateUnit { get; set; }
        /// <summary>Time base of the rate: s, min or h.</summary>
        public string RatePer { get; set; } = "h";
        /// <summary>The rate is taken over at least so many ms, 1000 to 3600000.</summary>
        public int RateWindowMs { get; set; } = 10000;
        /// <summary>A host may set the total (needs sparkplug.mode commands).</summary>
        public bool Writable { get; set; }
    }
}
