using System;
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
            "offline fault", "step failed", "internal fault", "stopping"
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
