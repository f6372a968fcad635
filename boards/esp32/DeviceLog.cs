using System;
using FieldNode.Journal;
using Microsoft.Extensions.Logging;
using nanoFramework.Logging;
using nanoFramework.Logging.Debug;

namespace FieldNode.Esp32
{
    /// <summary>
    /// Events as lines, by nanoFramework.Logging 1.1.161 over the debug output. Names from the code: the text of an enum is its number on
    /// this runtime, and a table would lie in memory. Never a secret: what goes in is numbers, names of settings, and texts of faults.
    /// </summary>
    public sealed class DeviceLog : INodeLog
    {
        private readonly ILogger logger;

        /// <summary>A log on the debug output.</summary>
        public DeviceLog()
        {
            LogDispatcher.LoggerFactory = new DebugLoggerFactory();
            logger = LogDispatcher.GetLogger("node");
        }

        /// <summary>Where events of the board are kept on flash; null: nowhere. Those of the node go there by themselves.</summary>
        public EventRing Ring { get; set; }

        /// <inheritdoc />
        public void Write(NodeEvent what, int number, string name)
        {
            bool isFault = what == NodeEvent.StepFailed || what == NodeEvent.InternalFault;
            Line(isFault ? LogLevel.Error : LogLevel.Information, NameOf(what), (int)what, number, name);
        }

        /// <summary>An event of the board.</summary>
        public void Board(BoardEvent what, int number, string name)
        {
            Line(what == BoardEvent.Started || what == BoardEvent.Led || what == BoardEvent.NodeFileRead ? LogLevel.Information : LogLevel.Error,
                NameOf(what), (int)what, number, name);
            EventKind kind = KindOf(what);
            // The hang guard is another thread, and the loop may stand within the ring: the next start tells of it.
            if (Ring != null && kind != EventKind.None && !(what == BoardEvent.Restarting && number == (int)RunEnd.Hang))
            {
                Ring.Add(kind, number, 0, name, Environment.TickCount64, BelievedUtcMs());
            }
        }

        /// <summary>Lets the ring write what is due while there is no node that does.</summary>
        public void StepRing()
        {
            if (Ring != null)
            {
                Ring.Step(Environment.TickCount64, BelievedUtcMs());
            }
        }

        /// <summary>Writes the ring: the run ends.</summary>
        public void CloseRing()
        {
            if (Ring != null)
            {
                Ring.Close(Environment.TickCount64, BelievedUtcMs());
            }
        }

        /// <summary>The wall clock if it can be right, else 0.</summary>
        internal static long BelievedUtcMs()
        {
            long utcMs = DeviceClock.SystemUtcMs();
            return utcMs >= TimeKeeper.BuildFloorMs && utcMs <= TimeKeeper.BuildCeilingMs ? utcMs : 0;
        }

        private static EventKind KindOf(BoardEvent what)
        {
            switch (what)
            {
                case BoardEvent.BoardFileBad: return EventKind.BoardFileBad;
                case BoardEvent.SettingsBad: return EventKind.SettingsBad;
                case BoardEvent.CertificateBad: return EventKind.CertificateBad;
                case BoardEvent.SafeMode: return EventKind.SafeMode;
                case BoardEvent.Crashed: return EventKind.Crashed;
                case BoardEvent.Restarting: return EventKind.Restarting;
                case BoardEvent.AccessPointOn: return EventKind.AccessPointOn;
                case BoardEvent.NoNetwork: return EventKind.NoNetwork;
                case BoardEvent.NoTime: return EventKind.NoTime;
                case BoardEvent.TimeRefused: return EventKind.TimeRefused;
                case BoardEvent.TrialRefused: return EventKind.TrialEnded;
                default: return EventKind.None; // the start has a call of its own, the LED is no news
            }
        }

        private static string NameOf(NodeEvent what)
        {
            switch (what)
            {
                case NodeEvent.NodeBorn: return "NBIRTH bdSeq";
                case NodeEvent.DeviceBorn: return "DBIRTH";
                case NodeEvent.DeviceDied: return "device away, reason";
                case NodeEvent.RebirthAsked: return "rebirth asked";
                case NodeEvent.RebirthRefused: return "rebirth refused";
                case NodeEvent.HostOnline: return "host online";
                case NodeEvent.HostOffline: return "host offline";
                case NodeEvent.CommandRefused: return "command refused";
                case NodeEvent.CommandUnreadable: return "command unreadable";
                case NodeEvent.WritePassed: return "write passed";
                case NodeEvent.WriteNotDone: return "write not done";
                case NodeEvent.Offline: return "offline fault";
                case NodeEvent.StepFailed: return "step failed";
                case NodeEvent.InternalFault: return "internal fault";
                case NodeEvent.Stopping: return "stopping";
                case NodeEvent.TimeStepped: return "clock was set by s";
                case NodeEvent.TimeRefused: return "clock not believed, day";
                case NodeEvent.BirthNotEchoed: return "birth did not come back, of device";
                case NodeEvent.BirthByOther: return "birth by somebody else, of device";
                case NodeEvent.BirthRetained: return "birth kept by the broker, of device";
                case NodeEvent.EchoRefused: return "own births cannot be read";
                case NodeEvent.JournalFlash: return "flash refuses the journal (0) or takes it";
                case NodeEvent.UpdateBegun: return "update begun, number";
                case NodeEvent.UpdateEnded: return "update ready (0) or given up";
                case NodeEvent.OfferRefused: return "offer refused";
                case NodeEvent.TrialBegun: return "on trial, start";
                case NodeEvent.TrialEnded: return "trial confirmed (0) or lost";
                case NodeEvent.NextAttempt: return "next attempt in ms";
                case NodeEvent.PortState: return "serial port fault (0: open)";
                case NodeEvent.TagState: return "tag bad, reason (0: no more)";
                case NodeEvent.StoreState: return "flash refuses writes (0) or takes them";
                case NodeEvent.TimeRight: return "clock believed, day";
                case NodeEvent.CertificateEnds: return "certificate ends in days";
                case NodeEvent.OutputFallback: return "output fell back to";
                case NodeEvent.TotalsRestored: return "totals restored of inputs";
                case NodeEvent.EventsLost: return "events not recorded";
                case NodeEvent.LostAfterBirth: return "lost soon after a birth of bytes";
                default: return "?";
            }
        }

        private static string NameOf(BoardEvent what)
        {
            switch (what)
            {
                case BoardEvent.Started: return "started; last run";
                case BoardEvent.BoardFileBad: return "board file";
                case BoardEvent.SettingsBad: return "settings";
                case BoardEvent.CertificateBad: return "certificate";
                case BoardEvent.SafeMode: return "safe mode after";
                case BoardEvent.Crashed: return "crashed";
                case BoardEvent.Hung: return "hung";
                case BoardEvent.Restarting: return "restarting";
                case BoardEvent.AccessPointOn: return "access point is on";
                case BoardEvent.NoNetwork: return "no network";
                case BoardEvent.NoTime: return "no time";
                case BoardEvent.Led: return "LED";
                case BoardEvent.NodeFileRead: return "node file read; its record";
                case BoardEvent.RecordNotTaken: return "settings record not taken";
                case BoardEvent.RecordNotKept: return "settings record not kept";
                case BoardEvent.TimeRefused: return "clock not believed, day";
                case BoardEvent.UpdateOnly: return "update only";
                case BoardEvent.TrialRefused: return "trial taken back, reason";
                default: return "?";
            }
        }

        private void Line(LogLevel level, string what, int id, int number, string name)
        {
            try
            {
                string text = what + " " + number + (name == null ? "" : " " + name);
                logger.Log(level, new EventId(id), text, null, null);
            }
            catch (Exception)
            {
                // A line that is lost is better than a node that is.
            }
        }
    }
}
