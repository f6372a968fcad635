using System;
using FieldNode.Journal;
using nanoFramework.Networking;

namespace FieldNode.Esp32
{
    /// <summary>
    /// Time first: certificates have dates, and so have samples. It comes from the site's NTP server (nanoFramework.Networking.Sntp 1.6.42:
    /// the firmware's client, which sets the system clock by itself) or from a real-time clock, and is believed only between floor and
    /// ceiling (<see cref="TimeBounds"/>). A time outside of them is put right again if there was one that was believed.
    /// <para>What it knows of the firmware: targetHAL_Network.cpp starts the client with 0.pool.ntp.org when the first address comes, wanted or
    /// not, so it is stopped where board.json names no server. And lwIP keeps the pointer to a server's name, not a copy
    /// (nf_networking_sntp..., sntp_setservername), which points nowhere once the collector has moved the text: so the names are set anew
    /// with each look. It does not tell of its answers: one shows only as a step of the wall clock (<see cref="ClockPair"/>).</para>
    /// </summary>
    public sealed class TimeKeeper
    {
        /// <summary>No time can be earlier than this firmware: 2026-07-24, its packages' date, in ms since 1970 UTC.</summary>
        public const long BuildFloorMs = TimeBounds.BuildFloorMs;

        /// <summary>No time can be later than this: 15 years after it.</summary>
        public const long BuildCeilingMs = TimeBounds.BuildCeilingMs;

        private const int LookMs = 1000;
        private const long SettleMs = 5000;           // the firmware's own start of the client may come behind our first look
        private const long AskAgainMs = 60000;        // after an answer that was no use: the client itself asks again in an hour
        private const long RtcEveryMs = 600000;       // the chip's crystal is some ten times worse than a DS3231
        private const long RtcApartMs = 1000;         // what the clock's registers resolve
        private const long RtcGiveEveryMs = 3600000;  // a server that sets the clock by steps all day
        private const long FreshMs = 86400000;        // an answer older than this leaves the chip's crystal worse than a DS3231
        private const long DayMs = 86400000;

        private readonly BoardSettings settings;
        private readonly Network network;
        private readonly TimeBounds bounds;
        private readonly ClockPair clock = new ClockPair();
        private readonly Ds3231 rtc;
        private long lookAtMs;
        private long stopAtMs = -1;
        private long askAgainAtMs = -1;
        private long rtcAtMs = RtcEveryMs;
        private long rtcGiveAtMs;
        private long answeredMs = -1; // monotonic; -1: never
        private bool isRtcOwed;       // an answer has come that the real-time clock does not know of
        private bool isAsking;

        /// <summary>Takes the floor from flash and, if there is one, the time from the real-time clock.</summary>
        /// <param name="certificateEndMs">When the node's own certificate ends, ms since 1970 UTC; 0: not known.</param>
        public TimeKeeper(BoardSettings settings, Network network, IFlashStore store, Ds3231 rtc, long certificateEndMs)
        {
            this.settings = settings;
            this.network = network;
            this.rtc = rtc;
            bounds = new TimeBounds(store, certificateEndMs, DeviceClock.TickMs());
            if (rtc != null && !IsSet)
            {
                TakeRtc();
            }

            if (clock.Look())
            {
                clock.Keep(IsSet);
            }
        }

        /// <summary>True if the system clock shows a time that can be.</summary>
        public bool IsSet
        {
            get { return Believes(DeviceClock.SystemUtcMs()); }
        }

        /// <summary>The last time that came and was not believed, as its day since 1970-01-01; 0: there was none.</summary>
        public int RefusedDay { get; private set; }

        /// <summary>True if a time is between floor and ceiling.</summary>
        public bool Believes(long utcMs)
        {
            return bounds.Holds(utcMs);
        }

        /// <summary>
        /// Starts the NTP client once the network is up, judges what came of it, follows the real-time clock while nothing did, and lets the
        /// floor move.
        /// </summary>
        /// <param name="isOnline">True while there is a session: the broker's certificate was good at the time that the clock shows.</param>
        public void Step(long nowMs, bool isOnline)
        {
            if (nowMs < lookAtMs)
            {
                return;
            }

            lookAtMs = nowMs + LookMs;
            if (!clock.Look())
            {
                return;
            }

            Judge();
            if (network.IsUp && settings.Ntp != null)
            {
                Ask();
            }
            else if (network.IsUp)
            {
                KeepStill(clock.TickMs);
            }

            if (rtc != null && clock.TickMs >= rtcAtMs && !IsFresh(clock.TickMs))
            {
                rtcAtMs = clock.TickMs + RtcEveryMs;
                TakeRtc();
            }

            if (isOnline && IsSet)
            {
                bounds.Move(clock.TickMs, clock.UtcMs);
                GiveRtc();
            }
        }

        // A step of the wall clock is an answer of the server, for nobody else sets it; our own are known before (ClockPair.Keep).
        private void Judge()
        {
            bool isStep = clock.IsStep;
            if (Believes(clock.UtcMs))
            {
                clock.Keep(true);
                if (isStep && isAsking)
                {
                    answeredMs = clock.TickMs;
                    isRtcOwed = true;
                }
            }
            else if (clock.HasBelieved)
            {
                Refuse(clock.UtcMs);
                clock.PutBack();
            }
            else if (isStep)
            {
                Refuse(clock.UtcMs);
                clock.Keep(false);
                askAgainAtMs = clock.TickMs + AskAgainMs;
            }
        }

        private void Refuse(long utcMs)
        {
            long day = utcMs / DayMs;
            RefusedDay = day > int.MaxValue ? int.MaxValue : (int)day;
        }

        private bool IsFresh(long nowMs)
        {
            return answeredMs >= 0 && nowMs - answeredMs < FreshMs;
        }

        private void Ask()
        {
            if (isAsking && askAgainAtMs >= 0 && clock.TickMs >= askAgainAtMs)
            {
                askAgainAtMs = -1;
                isAsking = false;
            }

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

        private void TakeRtc()
        {
            long rtcMs = rtc.ReadUtcMs();
            if (!Believes(rtcMs))
            {
                if (rtcMs != 0)
                {
                    Refuse(rtcMs);
                }

                return;
            }

            long apartMs = rtcMs - DeviceClock.SystemUtcMs();
            if (apartMs > RtcApartMs || apartMs < -RtcApartMs)
            {
                clock.Set(rtcMs);
            }
        }

        // Only what a server said, and not a day later: the chip's own crystal must not spoil the better one.
        private void GiveRtc()
        {
            if (rtc == null || !isRtcOwed || clock.TickMs < rtcGiveAtMs)
            {
                return;
            }

            rtcGiveAtMs = clock.TickMs + RtcGiveEveryMs;
            isRtcOwed = IsFresh(clock.TickMs) && !rtc.Write(DateTime.UnixEpoch.AddTicks(DeviceClock.SystemUtcMs() * 10000));
        }
    }
}
