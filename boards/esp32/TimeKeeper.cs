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
    /// <para>What it knows of the firmware: targetHAL_Network.cpp starts the client with 0.pool.ntp.org when the first address comes, wanted or
    /// not, so it is stopped where board.json names no server. And lwIP keeps the pointer to a server's name, not a copy
    /// (nf_networking_sntp..., sntp_setservername), which points nowhere once the collector has moved the text: so the names are set anew
    /// with each look.</para>
    /// </summary>
    public sealed class TimeKeeper
    {
        /// <summary>No time can be earlier than this firmware: 2026-07-24, its packages' date, in ms since 1970 UTC.</summary>
        public const long BuildFloorMs = 1784851200000;

        private const long StoreEveryMs = 86400000;   // flash wears: once a day
        private const long StoreFirstMs = 600000;
        private const int LookMs = 1000;
        private const long SettleMs = 5000;           // the firmware's own start of the client may come behind our first look
        private const long RtcEveryMs = 600000;       // the chip's crystal is some ten times worse than a DS3231
        private const long RtcApartMs = 1000;         // what the clock's registers resolve
        private const long SetByOthersMs = 5;         // wall clock against ticks: nobody but the client sets it
        private const int RecordBytes = 8;

        private readonly BoardSettings settings;
        private readonly Network network;
        private readonly AbRecord record;
        private readonly byte[] content = new byte[RecordBytes];
        private readonly Ds3231 rtc;
        private long floorMs = BuildFloorMs;
        private long lookAtMs;
        private long storeAtMs = -1;
        private long stopAtMs = -1;
        private long rtcAtMs = RtcEveryMs;
        private long offsetMs;
        private bool isAsking;
        private bool hasAnswered;

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
                Set(rtcMs);
            }

            offsetMs = DeviceClock.SystemUtcMs() - DeviceClock.TickMs();
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

        /// <summary>Starts the NTP client once the network is up, keeps what came of it, and follows the real-time clock while nothing did.</summary>
        public void Step(long nowMs)
        {
            if (nowMs < lookAtMs)
            {
                return;
            }

            lookAtMs = nowMs + LookMs;
            long movedMs = DeviceClock.SystemUtcMs() - nowMs - offsetMs;
            if (isAsking && (movedMs > SetByOthersMs || movedMs < -SetByOthersMs))
            {
                hasAnswered = true;
            }

            offsetMs += movedMs;
            if (network.IsUp && settings.Ntp != null)
            {
                Ask();
            }
            else if (network.IsUp)
            {
                KeepStill(nowMs);
            }

            if (rtc != null && !hasAnswered && nowMs >= rtcAtMs)
            {
                rtcAtMs = nowMs + RtcEveryMs;
                FollowRtc(nowMs);
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
            try
            {
                if (!isAsking)
                {
                    Sntp.Stop(); // the firmware may have started it with its public default servers
                }

                Sntp.Server1 = settings.Ntp;
                Sntp.Server2 = settings.Ntp2 ?? settings.Ntp;
                if (!isAsking)
                {
                    Sntp.Start();
                    isAsking = true;
                }
            }
            catch (Exception)
            {
                isAsking = false;
            }
        }

        // Twice: with the first address, and once the firmware has certainly started it.
        private void KeepStill(long nowMs)
        {
            if (stopAtMs < 0 || nowMs >= stopAtMs)
            {
                stopAtMs = stopAtMs < 0 ? nowMs + SettleMs : long.MaxValue;
                try
                {
                    Sntp.Stop();
                }
                catch (Exception)
                {
                    // It was not running.
                }
            }
        }

        private void FollowRtc(long nowMs)
        {
            long rtcMs = rtc.ReadUtcMs();
            long apartMs = rtcMs - DeviceClock.SystemUtcMs();
            if (Believes(rtcMs) && (apartMs > RtcApartMs || apartMs < -RtcApartMs))
            {
                Set(rtcMs);
                offsetMs = DeviceClock.SystemUtcMs() - nowMs;
            }
        }

        private static void Set(long utcMs)
        {
            Rtc.SetSystemTime(DateTime.UnixEpoch.AddTicks(utcMs * 10000));
        }

        private void Keep(long utcMs)
        {
            for (int i = 0; i < RecordBytes; i++)
            {
                content[i] = (byte)(utcMs >> (8 * i));
            }

            record.Write(content, RecordBytes);
            if (rtc != null && hasAnswered)
            {
                rtc.Write(DateTime.UnixEpoch.AddTicks(utcMs * 10000));
            }
        }
    }
}
