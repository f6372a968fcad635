using System;

namespace FieldNode.Field.Modbus
{
    /// <summary>Scans that are begun less often than the settings have it. Their periods are changed in the plan, so polling knows nothing of it.</summary>
    public sealed partial class ModbusMaster : IPaced
    {
        private int[] ownPeriodMs; // by scan, as the settings have it; null: nobody paces this line

        /// <inheritdoc />
        public void Pace(int leastMs, long nowMs)
        {
            int[] periods = plan.ScanPeriodMs;
            if (ownPeriodMs == null)
            {
                ownPeriodMs = new int[periods.Length];
                Array.Copy(periods, 0, ownPeriodMs, 0, periods.Length);
            }

            for (int i = 0; i < periods.Length; i++)
            {
                periods[i] = ownPeriodMs[i] > leastMs ? ownPeriodMs[i] : leastMs;
                if (scanDueMs[i] > nowMs + periods[i])
                {
                    scanDueMs[i] = nowMs + periods[i]; // a long round must not end first
                }
            }

            nextDueMs = nowMs;
        }
    }
}
