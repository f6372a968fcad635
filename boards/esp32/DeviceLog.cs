using System;
using FieldNode.Journal;
using Microsoft.Extensions.Logging;
using nanoFramework.Logging;
using nanoFramework.Logging.Debug;

namespace FieldNode.Esp32
{
    /// <summary>
    /// Events as lines, by nanoFramework.Logging 1.1.161 over the debug output. Names from tables: the text of an enum is its number on
    /// this runtime. Never a secret: what goes in is numbers, names of settings, and texts of faults.
    /// </summary>
    public sealed class DeviceLog : INodeLog
    {
        private static readonly string[] NodeNames =
        {
            "?", "NBIRTH bdSeq", "DBIRTH", "DDEATH reason", "rebirth asked", "command refused", "command unreadable", "write passed",
            "offline fault", "step failed", "internal fault", "stopping", "clock was set by s"
        };

        private static readonly string[] BoardNames =
        {
            "?", "started; last run", "board file", "settings", "certificate", "safe mode after", "crashed", "hung", "restarting",
            "access point is on", "no network", "no time", "LED"
        };

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
            Line(isFault ? LogLevel.Error : LogLevel.Information, NodeNames, (int)what, number, name);
        }

        /// <summary>An event of the board.</summary>
        public void Board(BoardEvent what, int number, string name)
        {
            Line(what == BoardEvent.Started || what == BoardEvent.Led ? LogLevel.Information : LogLevel.Error,
                BoardNames, (int)what, number, name);
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
            return utcMs >= TimeKeeper.BuildFloorMs ? utcMs : 0;
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
                default: return EventKind.None; // the start has a call of its own, the LED is no news
            }
        }

        private void Line(LogLevel level, string[] names, int what, int number, string name)
        {
            try
            {
                string text = (what < names.Length ? names[what] : names[0]) + " " + number + (name == null ? "" : " " + name);
                logger.Log(level, new EventId(what), text, null, null);
            }
            catch (Exception)
            {
                // A line that is lost is better than a node that is.
            }
        }
    }
}
