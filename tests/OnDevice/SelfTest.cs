using System;

namespace FieldNode.OnDevice
{
    /// <summary>
    /// The self-test: a program without a test framework, so that it runs on the device. It ends with <c>N passed, N failed</c>.
    /// </summary>
    public static class SelfTest
    {
        private delegate void Part(Report report, ISelfTestHost host);

        /// <summary>Runs all parts.</summary>
        /// <returns>Number of checks that failed.</returns>
        public static int Run(ISelfTestHost host)
        {
            Report report = new Report(host);
            long startMs = host.NowMs();
            host.Say("free memory before: " + host.FreeBytes() + " B");
            Guarded(report, host, "runtime", RuntimeChecks.Run);
            Guarded(report, host, "codec", CodecChecks.Run);
            Guarded(report, host, "CRCs", CrcChecks.Run);
            Guarded(report, host, "modbus", ModbusChecks.Run);
            Guarded(report, host, "settings", SettingsChecks.Run);
            Guarded(report, host, "event ring", RingChecks.Run);
            Guarded(report, host, "board", BoardChecks.Run);
            Guarded(report, host, "session", SessionChecks.Run);
            Guarded(report, host, "frames", FrameChecks.Run);
            Guarded(report, host, "updates", UpdateChecks.Run);
            host.Say("free memory after: " + host.FreeBytes() + " B");
            host.Say("time: " + (host.NowMs() - startMs) + " ms");
            host.Say(report.Passed + " passed, " + report.Failed + " failed");
            return report.Failed;
        }

        private static void Guarded(Report report, ISelfTestHost host, string name, Part part)
        {
            long startMs = host.NowMs();
            try
            {
                part(report, host);
            }
            catch (Exception e)
            {
                report.Check(name + " threw " + e.Message, false);
            }

            host.Say(name + ": " + (host.NowMs() - startMs) + " ms");
        }
    }
}
