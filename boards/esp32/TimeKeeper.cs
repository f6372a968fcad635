using System;
using FieldNode.Journal;
using nanoFramework.Networking;
using nanoFramework.Runtime.Native;

namespace FieldNode.Esp32
{
    /// <summary>
    /// Time first: certificates have dates, and so have samples. It comes from the site's NTP server (nanoFramework.Networking.Sntp 1.6.42:
    /// the firmware's client, which sets the system clock by itself) or from a real-time clock. No time below the floor is believed: the
    /// floor is the build of this firmware or the last time that was stored, whichever is later, so that neither a lost supply nor a
    /// forged NTP answer takes the node back to when an expired certificate was good.
    /// </summary>
    public sealed class TimeKeeper
    {
        /// <summary>No time can be earlier than this firmware: 2026-07-24, its packages' date, in ms since 1970 UTC.</summary>
        public const long BuildFloorMs = 1784851200000;

        private const long StoreEveryMs = 86400000;   // flash wears: once a day
        private const long StoreFirstMs = 600000;
        private const int LookMs = 1000;
        private const int RecordBytes = 8;

        private readonly BoardSettings settings;
        private readonly Network network;
        private readonly AbRecord record;
        private readonly byte[] content = new byte[RecordBytes];
        private readonly Ds3231 rtc;
        private long floorMs = BuildFloorMs;
        private long lookAtMs;
        private long storeAtMs = -1;
        private bool isAsking;

        /// <summary>Takes the floor from flash and, if there is one, the time from the real-time clock.</summary>
        public TimeKeeper(BoardSettings settings, Network network, IFlashStore store, Ds3231 rtc)
        {
            this.settings = settings;
            this.network = network;
            this.rtc = rtc;
            record = new AbRecord(store, "time", RecordBytes);
            if (record.Read(content) == RecordBytes)
            {
                long storedMs = BitConverter.ToInt64(content, 0);
                floorMs = storedMs > floorMs ? storedMs : floorMs;
            }

            long rtcMs = rtc == null ? 0 : rtc.ReadUtcMs();
            if (Believes(rtcMs) && !Believes(DeviceClock.SystemUtcMs()))
            {
                Rtc.SetSystemTime(DateTime.UnixEpoch.AddTicks(rtcMs * 10000));
            }
        }

        /// <summary>True if the system clock shows a time that can be.</summary>
        public bool IsSet
        {
            get { return Believes(DeviceClock.SystemUtcMs()); }
        }

        /// <summary>True if a time is not below the floor.</summary>
        public bool Believes(long utcMs)
        {
            return utcMs >= floorMs;
        }

        /// <summary>Starts the NTP client once the network is up, and keeps what came of it.</summary>
        public void Step(long nowMs)
        {
            if (nowMs < lookAtMs)
            {
                return;
            }

            lookAtMs = nowMs + LookMs;
            if (!isAsking && settings.Ntp != null && network.IsUp)
            {
                Ask();
            }

            if (!IsSet)
            {
                return;
            }

            if (storeAtMs < 0)
            {
                storeAtMs = nowMs + StoreFirstMs;
            }

            if (nowMs >= storeAtMs)
            {
                storeAtMs = nowMs + StoreEveryMs;
                Keep(DeviceClock.SystemUtcMs());
            }
        }

        private void Ask()
        {
            isAsking = true;
            try
            {
                Sntp.Stop(); // the firmware may have started it with its public default servers
                Sntp.Server1 = settings.Ntp;
                Sntp.Server2 = settings.Ntp2 ?? settings.Ntp;
                Sntp.Start();
            }
            catch (Exception)
            {
                isAsking = false;
            }
        }

        private void Keep(long utcMs)
        {
            for (int i = 0; i < RecordBytes; i++)
            {
                content[i] = (byte)(utcMs >> (8 * i));
            }

            record.Write(content, RecordBytes);
            if (rtc != null && isAsking)
            {
                rtc.Write(DateTime.UtcNow);
            }
        }
    }
}
