// nanoFramework.Logging 1.1.161.

namespace Microsoft.Extensions.Logging
{
    public struct EventId
    {
        public EventId(int id, string name = null) => throw null;
    }

    public enum LogLevel
    {
        Trace = 0,
        Debug = 1,
        Information = 2,
        Warning = 3,
        Error = 4,
        Critical = 5,
        None = 6,
    }

    public interface ILogger
    {
        void Log(LogLevel logLevel, EventId eventId, string state, System.Exception exception, System.Reflection.MethodInfo format);
        bool IsEnabled(LogLevel logLevel);
    }

    public interface ILoggerFactory : System.IDisposable
    {
        ILogger CreateLogger(string categoryName);
    }
}

namespace nanoFramework.Logging
{
    public static class LogDispatcher
    {
        public static Microsoft.Extensions.Logging.ILoggerFactory LoggerFactory { get => throw null; set => throw null; }
        public static Microsoft.Extensions.Logging.ILogger GetLogger(string loggerName) => throw null;
    }
}

namespace nanoFramework.Logging.Debug
{
    public class DebugLoggerFactory : Microsoft.Extensions.Logging.ILoggerFactory
    {
        public DebugLoggerFactory() => throw null;
        public Microsoft.Extensions.Logging.ILogger CreateLogger(string categoryName) => throw null;
        public void Dispose() => throw null;
    }
}
