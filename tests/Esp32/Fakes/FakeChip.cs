using System.Device.Gpio;
using FieldNode.Field;
using FieldNode.Virtual.Sim;

namespace FieldNode.Esp32.Tests;

/// <summary>
/// The chip under the packages: pins with their modes, one I2C bus, counters, a converter, SPI and 1-Wire. One for each test; packages have no
/// way to be given one, so it is found by the flow of the test.
/// </summary>
internal sealed class FakeChip
{
    private static readonly AsyncLocal<FakeChip> current = new();
    private readonly Dictionary<int, PinMode> modes = [];
    private readonly Dictionary<int, bool> latches = [];

    public FakeChip() => current.Value = this;

    public static FakeChip Current => current.Value!;

    /// <summary>Parts on I2C1, and virtual time.</summary>
    public SimI2cBus I2c { get; } = new();

    /// <summary>Levels that come from outside; what is not named floats, and a pull resistor decides.</summary>
    public Dictionary<int, bool> Levels { get; } = [];

    /// <summary>Pins that somebody reserved.</summary>
    public HashSet<int> Reserved { get; } = [];

    /// <summary>Everything that was driven, as "13=0".</summary>
    public List<string> Driven { get; } = [];

    /// <summary>Pins by function, as SetPinFunction left them.</summary>
    public Dictionary<int, int> Functions { get; } = [];

    /// <summary>SDA is held low by a part until SCL has risen so often.</summary>
    public int ClocksUntilFree { get; set; }

    /// <summary>SCL is held low.</summary>
    public bool IsClockHeld { get; set; }

    public int Sda { get; set; } = -1;
    public int Scl { get; set; } = -1;

    /// <summary>Objects that were half made: their finalizers would take a pin or a driver from somebody else.</summary>
    public int HalfMade { get; set; }

    /// <summary>Time in which all managed code stood, because a call waited natively.</summary>
    public long FrozenMs { get; set; }

    /// <summary>What the pulse counters count, by pin; and readings that the missing lock spoils.</summary>
    public Dictionary<int, long> Pulses { get; } = [];
    public Queue<long> SpoiledReadings { get; } = new();
    public int CountersMade { get; set; }

    public Dictionary<int, int> Raw { get; } = [];
    public ISpiDevice Spi { get; set; }
    public IOneWireBus OneWire { get; set; }
    public long NowMs { get => I2c.NowMs; set => I2c.NowMs = value; }

    /// <summary>Fine time, for what counts in characters.</summary>
    public long NowUs { get; set; }

    /// <summary>The wall clock that nobody has set yet.</summary>
    public long UtcMs { get; set; }

    public int Reboots { get; set; }
    public List<string> Lines { get; } = [];
    public bool IsLogBroken { get; set; }

    /// <summary>The drive I:, and what is wrong with it.</summary>
    public Dictionary<string, byte[]> Files { get; } = [];
    public HashSet<string> Folders { get; } = [];
    public HashSet<string> OpenFiles { get; } = [];
    public bool IsDriveBroken { get; set; }
    public bool IsDriveFull { get; set; }
    public bool IsDriveFullAtClose { get; set; }

    /// <summary>
    /// Operations that change the drive, and the one in which the supply goes: littlefs has done it or not, and nothing after it. The program goes on
    /// into the void: the test looks and restarts.
    /// </summary>
    public int Operations { get; private set; }
    public int CutAt { get; set; } = -1;
    public bool IsCutAfter { get; set; }
    public bool IsCut { get; private set; }

    /// <summary>Whether the next operation happens.</summary>
    public bool Commit()
    {
        bool isDone = !IsCut && (Operations != CutAt || IsCutAfter);
        IsCut |= Operations++ == CutAt;
        return isDone;
    }

    /// <summary>The supply comes back.</summary>
    public void PowerOn()
    {
        IsCut = false;
        CutAt = -1;
        OpenFiles.Clear();
    }

    /// <summary>Memory beside the chip's own.</summary>
    public uint PsramBytes { get; set; } = 4 << 20;

    /// <summary>What the loader started in the deploy partition, as it was handed over.</summary>
    public object[] Started { get; set; }
    public Exception StartThrows { get; set; }

    /// <summary>Threads that were started; they do not run. And when a run of the firmware ends.</summary>
    public List<Action> Threads { get; } = [];
    public long EndMs { get; set; } = long.MaxValue;
    public Action AtSleep { get; set; }

    /// <summary>What runs when the monotonic clock is read: another thread, say.</summary>
    public Action AtTick { get; set; }
    public int Compactions { get; set; }

    /// <summary>Blinks between two pauses of the LED, as somebody would count them.</summary>
    public List<int> LedBlinks { get; } = [];
    private static readonly int[] LedPins = [2, 21]; // of both boards
    private long litMs = long.MinValue / 2;

    /// <summary>The firmware's NTP client.</summary>
    public string[] SntpServers { get; } = ["0.pool.ntp.org", "1.pool.ntp.org"];
    public bool IsSntpOn { get; set; }
    public int SntpStarts { get; set; }

    /// <summary>When the node's own certificate ends.</summary>
    public long CertificateEndMs { get; set; } = TimeKeeper.BuildFloorMs + 86400000L * 3650;

    /// <summary>Memory is short while a packet is parsed.</summary>
    public bool IsMemoryShort { get; set; }
    public int SntpStops { get; set; }

    public List<FakeInterface> Interfaces { get; } = [];
    public bool IsNetworkBroken { get; set; }
    public List<string> Joins { get; } = [];
    public System.Device.Wifi.WifiConnectionStatus JoinStatus { get; set; } = System.Device.Wifi.WifiConnectionStatus.NetworkNotAvailable;

    /// <summary>Sockets and TLS: what was called, in order; and what comes of it.</summary>
    public List<string> Calls { get; } = [];
    public System.Net.IPAddress[] Addresses { get; set; } = [System.Net.IPAddress.Parse("10.0.0.1"), System.Net.IPAddress.Parse("10.0.0.2")];
    public Exception ConnectThrows { get; set; }
    public Exception HandshakeThrows { get; set; }
    public Exception ReadThrows { get; set; }
    public Exception WriteThrows { get; set; }
    public bool IsSocketReadable { get; set; }
    public Queue<byte[]> Decrypted { get; } = [];
    public List<byte[]> Written { get; } = [];

    /// <summary>The UART: how it was set up, what came in and what went out.</summary>
    public HashSet<string> SerialPorts { get; } = [];
    public string Uart { get; set; } = "";
    public List<string> UartOpens { get; } = [];
    public bool IsUartBroken { get; set; }
    public Queue<byte> Received { get; } = [];
    public List<byte[]> Sent { get; } = [];

    /// <summary>M2Mqtt: the will stands elsewhere than it should; and the most that Parse allocated.</summary>
    public bool WillIsSpoiled { get; set; }
    public int LargestParsed { get; set; }

    /// <summary>Texts that the JSON library was given.</summary>
    public List<string> Parsed { get; } = [];

    /// <summary>Lets virtual time go on; parts on SPI and 1-Wire have their own.</summary>
    public void Sleep(int ms)
    {
        NowMs += ms;
        UtcMs += ms;
        NowUs += ms * 1000L;
        if (Spi is SimMax31865 rtd)
        {
            rtd.NowMs = NowMs;
        }

        if (OneWire is SimDs18b20 wire)
        {
            wire.NowMs = NowMs;
        }
    }

    public PinMode? ModeOf(int pin) => modes.TryGetValue(pin, out PinMode mode) ? mode : null;

    public void SetMode(int pin, PinMode mode)
    {
        modes[pin] = mode;
        if (mode >= PinMode.Output)
        {
            Drive(pin, false); // CPU_GPIO_EnableOutputPin is called with a low first state
        }
    }

    public void Drive(int pin, bool high)
    {
        if (pin == Scl && high && !latches.GetValueOrDefault(pin) && ClocksUntilFree > 0)
        {
            ClocksUntilFree--;
        }

        if (LedPins.Contains(pin) && high != latches.GetValueOrDefault(pin))
        {
            Blink(high);
        }

        latches[pin] = high;
        Driven.Add($"{pin}={(high ? 1 : 0)}");
    }

    private void Blink(bool high)
    {
        if (!high)
        {
            return;
        }

        if (NowMs - litMs > 900)
        {
            LedBlinks.Add(0);
        }

        LedBlinks[^1]++;
        litMs = NowMs;
    }

    /// <summary>What gpio_get_level says: an output of this firmware has no input, and reads as 0.</summary>
    public bool Level(int pin)
    {
        PinMode mode = modes.GetValueOrDefault(pin);
        if (mode >= PinMode.Output || (pin == Sda && ClocksUntilFree > 0) || (pin == Scl && IsClockHeld))
        {
            return false;
        }

        return Levels.TryGetValue(pin, out bool level) ? level : mode == PinMode.InputPullUp;
    }

    public void Release(int pin)
    {
        modes.Remove(pin);
        Reserved.Remove(pin);
    }
}
