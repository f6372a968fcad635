using System;
using System.Device.Gpio;
using FieldNode.Journal;
using FieldNode.Mqtt;
using nanoFramework.Runtime.Native;

namespace FieldNode.Esp32
{
    /// <summary>
    /// Restart and external watchdog, and with each turn of the loop what the board itself has to do: network, time, LED, boot record.
    /// <para>The chip's own watchdogs are out of reach (nanoFramework has no API, CONFIG_ESP_TASK_WDT_INIT=n), and a managed one stands
    /// still in a handshake as all managed code does. So the watchdog is a part of its own on a pin (TPL5010, TI SNAS651: an edge on DONE
    /// in each period, else RSTn falls). Its period must be above the longest freeze: docs/device.md derives it.</para>
    /// </summary>
    public sealed class PowerPort : IPower
    {
        private readonly GpioPin watchdog;
        private readonly BootRecord boot;
        private readonly Network network;
        private readonly TimeKeeper time;
        private readonly Leds leds;
        private readonly DeviceLog log;
        private readonly long startMs;
        private bool level;
        private bool isApReported;
        private LedCode shown;
        private int refusedDay;

        /// <summary>Power of a board; network and time may be null as long as there are no settings.</summary>
        public PowerPort(GpioPin watchdog, BootRecord boot, Network network, TimeKeeper time, Leds leds, DeviceLog log)
        {
            this.watchdog = watchdog;
            this.boot = boot;
            this.network = network;
            this.time = time;
            this.leds = leds;
            this.log = log;
            startMs = DeviceClock.TickMs();
            shown = leds.Code;
        }

        /// <summary>Whose state the LED shows; null before there is one.</summary>
        public MqttSession Session { get; set; }

        /// <summary>Turns of the loop; the hang guard looks whether it rises.</summary>
        public int Turns { get; private set; }

        /// <inheritdoc />
        public void Pet()
        {
            Turns++;
            Toggle();
            long nowMs = DeviceClock.TickMs();
            if (network != null)
            {
                boot.Step(nowMs - startMs); // a run without settings proves nothing
                network.Step(nowMs);
                time.Step(nowMs, Session != null && Session.State == MqttState.Online);
                Show();
            }

            leds.Step(nowMs);
            if (boot.IsSafeMode && nowMs - startMs > BootRecord.SafeModeMs)
            {
                Reboot((int)RunEnd.TryAgain);
            }
        }

        /// <inheritdoc />
        public void Reboot(int reason)
        {
            // The mark first: what else is written may fail in a run that has come to this, and the restart must not.
            boot.Mark((RunEnd)reason);
            try
            {
                log.Board(BoardEvent.Restarting, reason, null);
                if (reason != (int)RunEnd.Hang)
                {
                    log.CloseRing();
                }
            }
            catch (Exception)
            {
                // The next start tells of it by the mark.
            }

            Power.RebootDevice();
        }

        private void Toggle()
        {
            if (watchdog == null)
            {
                return;
            }

            level = !level;
            try
            {
                watchdog.Write(level ? PinValue.High : PinValue.Low);
            }
            catch (Exception)
            {
                // Then the watchdog does what it is there for.
            }
        }

        private void Show()
        {
            LedCode code = boot.IsSafeMode ? LedCode.SafeMode
                : !network.IsUp ? LedCode.NoNetwork
                : !time.IsSet ? LedCode.NoTime
                : Session == null || Session.State != MqttState.Online ? LedCode.NoBroker
                : LedCode.Online;
            leds.Code = code;
            if (code != shown)
            {
                shown = code;
                log.Board(EventOf(code), (int)code, code == LedCode.NoNetwork ? network.FaultText : null);
            }

            if (time.RefusedDay != refusedDay)
            {
                refusedDay = time.RefusedDay;
                log.Board(BoardEvent.TimeRefused, refusedDay, null);
            }

            if (network.AccessPointSeen && !isApReported)
            {
                isApReported = true;
                log.Board(BoardEvent.AccessPointOn, 0, null);
            }
        }

        private static BoardEvent EventOf(LedCode code)
        {
            return code == LedCode.NoNetwork ? BoardEvent.NoNetwork : code == LedCode.NoTime ? BoardEvent.NoTime : BoardEvent.Led;
        }
    }
}
