namespace FieldNode.Settings
{
    /// <summary>
    /// Holds a node file's model against every rule and collects all faults. What it accepts, the node runs. It bears
    /// any model, also with null where an object should be. Rules that join two members ask first whether both are
    /// sound, so that one fault is told once.
    /// </summary>
    public sealed partial class SettingsCheck
    {
        private const string IdAllowed = "1 to 64 bytes of text without + / # and control characters, more than blanks";

        private readonly NodeSettings settings;
        private readonly FaultList faults;

        // Path of the object that is being checked; empty for the file itself.
        private string place = "";
        private int tagCount;

        private SettingsCheck(NodeSettings settings, FaultList faults)
        {
            this.settings = settings;
            this.faults = faults;
        }

        /// <summary>Checks a model.</summary>
        /// <param name="settings">The model.</param>
        /// <param name="faults">Takes the faults. A reader may have put its own there: places that it found
        /// unreadable are not judged again, only told what is allowed.</param>
        /// <returns>True if the list has no fault.</returns>
        public static bool Run(NodeSettings settings, FaultList faults)
        {
            SettingsCheck check = new SettingsCheck(settings, faults);
            check.CheckNode();
            check.CheckBroker();
            check.CheckOtherBrokers();
            check.CheckSparkplug();
            check.CheckLines();
            check.CheckDevices();
            check.CheckBuses();
            check.CheckSensors();
            check.CheckBoard();
            check.CheckTerminals();
            check.CheckTotals();
            check.CheckUpdate();
            check.CheckJournal();
            check.CheckFrame();
            return faults.Count == 0;
        }

        private void CheckNode()
        {
            if (settings.Version != SettingsLimits.Version)
            {
                Fault("version", settings.Version.ToString(), SettingsLimits.Version.ToString());
            }
            Id("group", settings.Group);
            Id("node", settings.Node);
        }

        private void CheckSparkplug()
        {
            SparkplugSettings sparkplug = settings.Sparkplug;
            if (sparkplug == null)
            {
                return;
            }
            place = "sparkplug";
            Range("frameBytesMax", sparkplug.FrameBytesMax, SettingsLimits.FrameBytesMin, SettingsLimits.FrameBytesMax);
            Range("healthPeriodMs", sparkplug.HealthPeriodMs,
                SettingsLimits.HealthPeriodMinMs, SettingsLimits.PeriodMaxMs);
            if (sparkplug.PrimaryHost != null)
            {
                CheckPrimaryHost(sparkplug.PrimaryHost);
            }
            CheckCommands(sparkplug);
            if (sparkplug.Controls != null)
            {
                CheckControls(sparkplug);
            }
        }

        // A tag whose text fits no frame would never be published.
        private void CheckFrame()
        {
            SparkplugSettings sparkplug = settings.Sparkplug;
            place = "sparkplug";
            if (sparkplug == null || settings.Devices == null || !IsClean("frameBytesMax") || !IsClean("aliases"))
            {
                return;
            }
            int need = 0;
            string largest = null;
            for (int d = 0; d < settings.Devices.Length; d++)
            {
                TagSettings[] tags = settings.Devices[d] == null ? null : settings.Devices[d].Tags;
                for (int t = 0; tags != null && t < tags.Length; t++)
                {
                    int bytes = tags[t] == null ? 0 : FrameBytesOf(tags[t], sparkplug.Aliases);
                    if (bytes > sparkplug.FrameBytesMax && bytes > need && !faults.IsTouched(TagPlace(d, t)))
                    {
                        need = bytes;
                        largest = TagPlace(d, t);
                    }
                }
            }
            if (largest != null)
            {
                Fault("frameBytesMax", sparkplug.FrameBytesMax.ToString(),
                    "at least " + need.ToString() + ", which " + largest + " may take");
            }
        }

        private static int FrameBytesOf(TagSettings tag, bool aliases)
        {
            int bytes = SettingsLimits.FrameOverheadBytes;
            if (!aliases && tag.Name != null)
            {
                bytes += Texts.Utf8Bytes(tag.Name);
            }
            return TagForm.IndexOf(TagForm.TypeNames, tag.Type) == TagForm.Text ? bytes + TagForm.TextBytesOf(tag) : bytes;
        }

        private static string TagPlace(int device, int tag)
        {
            return "devices[" + device.ToString() + "].tags[" + tag.ToString() + "]";
        }

        private void Id(string member, string value)
        {
            if (!Texts.IsSparkplugId(value))
            {
                Fault(member, Texts.Quote(value), IdAllowed);
            }
        }

        private void Plain(string member, string value, int bytesMax, bool mayBeNull)
        {
            if ((value != null || !mayBeNull) && !Texts.IsPlain(value, bytesMax))
            {
                Fault(member, Texts.Quote(value),
                    "1 to " + bytesMax.ToString() + " bytes of text without control characters");
            }
        }

        private void Range(string member, int value, int low, int high)
        {
            if (value < low || value > high)
            {
                Fault(member, value.ToString(), low.ToString() + " to " + high.ToString());
            }
        }

        private int OneOf(string member, string value, string[] words)
        {
            int index = TagForm.IndexOf(words, value);
            if (index < 0)
            {
                Fault(member, Texts.Quote(value), List(words));
            }
            return index;
        }

        private void Fault(string member, string value, string allowed)
        {
            faults.Add(Path(member), value, allowed);
        }

        private bool IsClean(string member)
        {
            return faults.IsClean() || !faults.IsTouched(Path(member));
        }

        private string Path(string member)
        {
            return place.Length == 0 ? member : member.Length == 0 ? place : place + "." + member;
        }

        private static string List(string[] words)
        {
            string list = "";
            for (int i = 0; i < words.Length; i++)
            {
                if (words[i] != null)
                {
                    list += list.Length == 0 ? words[i] : ", " + words[i];
                }
            }
            return list;
        }
    }
}
