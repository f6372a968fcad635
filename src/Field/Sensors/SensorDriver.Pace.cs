using System;

namespace FieldNode.Field
{
    /// <summary>Sensors that are measured less often than the settings have it.</summary>
    public sealed partial class SensorDriver : IPaced
    {
        private int[] ownPeriods; // by sensor, as the settings have it; null: nobody paces this bus

        /// <inheritdoc />
        public void Pace(int leastMs, long nowMs)
        {
            if (ownPeriods == null)
            {
                ownPeriods = new int[sensorCount];
                Array.Copy(periods, 0, ownPeriods, 0, sensorCount);
            }

            for (int i = 0; i < sensorCount; i++)
            {
                periods[i] = ownPeriods[i] > leastMs ? ownPeriods[i] : leastMs;
                // Not what is measured now, nor what is asked more and more seldom: those waits are not the period's.
                if (!running[i] && backoffs[i] == 0 && dueMs[i] > nowMs + periods[i])
                {
                    dueMs[i] = nowMs + periods[i];
                }
            }
        }
    }
}
