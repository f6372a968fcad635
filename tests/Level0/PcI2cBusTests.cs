using System.Device.I2c;
using FieldNode.Field;
using FieldNode.Field.I2c;
using FieldNode.Tags;
using FieldNode.Virtual.I2c;
using FieldNode.Virtual.Sim;

namespace FieldNode.Level0;

public sealed class PcI2cBusTests
{
    private readonly SimSht4x part = new();

    [Fact]
    public void A_part_behind_System_Device_I2c_is_measured()
    {
        var fake = new FakeDevice(0x44, part);
        using var bus = new PcI2cBus(_ => fake);
        var sensor = new Sht4x(bus, 0x44);
        Assert.True(PartRun.Measure(sensor, () => fake.NowMs, now => fake.NowMs = now));
        Assert.Equal(21.5, sensor.Value(0), 0.01);
    }

    [Theory]
    [InlineData(121, I2cResult.Nak)]
    [InlineData(6, I2cResult.Nak)]
    [InlineData(5, I2cResult.Nak)]
    [InlineData(110, I2cResult.Stuck)]
    [InlineData(16, I2cResult.Stuck)]
    [InlineData(71, I2cResult.Short)]
    [InlineData(19, I2cResult.Lost)]
    [InlineData(2, I2cResult.Lost)]
    public void The_error_number_of_the_kernel_becomes_a_result(int errno, I2cResult expected)
    {
        using var bus = new PcI2cBus(_ => new FakeDevice(0x44, part) { Errno = errno });
        Assert.Equal(expected, bus.Write(0x44, [0], 1));
        Assert.Equal(expected, bus.Read(0x44, new byte[2], 2));
        Assert.Equal(expected, bus.WriteRead(0x44, [0], 1, new byte[2], 2));
    }

    [Fact]
    public void A_bus_that_cannot_be_opened_is_lost_and_does_not_throw()
    {
        using var absent = new PcI2cBus(
            _ => throw new IOException("Can not open I2C device file '/dev/i2c-9'. Error 2 (No such file or directory)."));
        Assert.Equal(I2cResult.Lost, absent.Write(0x44, [0], 1));
        using var denied = new PcI2cBus(_ => throw new UnauthorizedAccessException());
        Assert.Equal(I2cResult.Lost, denied.Write(0x44, [0], 1));
        using var real = PcI2cBus.OfBoard(250);
        Assert.Equal(I2cResult.Lost, real.Write(0x44, [0], 1)); // no machine has a bus 250
    }

    [Fact]
    public void A_recovery_opens_the_devices_anew()
    {
        var made = new List<FakeDevice>();
        using var bus = new PcI2cBus(address =>
        {
            made.Add(new FakeDevice(address, part));
            return made[^1];
        });
        bus.Write(0x44, [0x94], 1);
        bus.Write(0x44, [0x94], 1);
        Assert.Single(made);
        Assert.Equal(I2cResult.Ok, bus.Recover());
        bus.Write(0x44, [0x94], 1);
        Assert.Equal(2, made.Count);
        Assert.True(made[0].IsDisposed);
    }

    [Theory]
    [InlineData(121, QualityReason.NoAnswer)]
    [InlineData(110, QualityReason.BusStuck)]
    [InlineData(71, QualityReason.Damaged)]
    [InlineData(19, QualityReason.PortLost)]
    public void A_fault_of_the_kernel_makes_the_tag_bad_with_its_reason_the_bus_is_recovered_and_the_value_comes_back(
        int errno, QualityReason why)
    {
        int opened = 0;
        var fake = new FakeDevice(0x44, part);
        using var bus = new PcI2cBus(_ =>
        {
            opened++;
            return fake;
        });
        var rig = new SensorRig(bus: bus);
        int temperature = rig.Tag(rig.Add("climate", new Sht4x(bus, 0x44)), 0, "Temperature");
        rig.Seal();
        RunWith(rig, fake, 2000);
        Assert.Equal(Quality.Good, rig.Tags.QualityOf(temperature));

        fake.Errno = errno;
        RunWith(rig, fake, 2000);
        rig.AssertBad(temperature, why);
        Assert.True(opened > 1, "the bus was not recovered");

        fake.Errno = 0;
        RunWith(rig, fake, 10_000);
        Assert.Equal(Quality.Good, rig.Tags.QualityOf(temperature));
    }

    [Fact]
    public void A_wrong_crc_behind_System_Device_I2c_is_damaged_and_never_a_value()
    {
        var fake = new FakeDevice(0x44, part);
        using var bus = new PcI2cBus(_ => fake);
        var rig = new SensorRig(bus: bus);
        int temperature = rig.Tag(rig.Add("climate", new Sht4x(bus, 0x44)), 0, "Temperature");
        rig.Seal();
        RunWith(rig, fake, 2000);
        part.Celsius = 80;
        fake.FlipByte = 0;
        RunWith(rig, fake, 2000);

        rig.AssertBad(temperature, QualityReason.Damaged);
        Assert.Equal(21.5, rig.Tags.GetReal(temperature), 0.01);
        Assert.True(rig.Tags.IsDeviceOnline(1));
    }

    // The part's time is the device's, the driver's is the rig's: both go on together.
    private static void RunWith(SensorRig rig, FakeDevice fake, long ms)
    {
        for (long done = 0; done < ms; done += 5)
        {
            rig.Run(5);
            fake.NowMs = rig.NowMs;
        }
    }

    private sealed class FakeDevice(int address, ISimI2cPart part) : I2cDevice
    {
        public long NowMs { get; set; } = 1000;
        public int Errno { get; set; }
        public int FlipByte { get; set; } = -1;
        public bool IsDisposed { get; private set; }

        public override I2cConnectionSettings ConnectionSettings => new(1, address);

        public override void Read(Span<byte> buffer)
        {
            Check(part.Read(buffer, NowMs));
            if (FlipByte >= 0)
            {
                buffer[FlipByte] ^= 0x10;
            }
        }

        public override void Write(ReadOnlySpan<byte> buffer) => Check(part.Write(buffer, NowMs));

        public override void WriteRead(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer)
        {
            Write(writeBuffer);
            Read(readBuffer);
        }

        protected override void Dispose(bool disposing) => IsDisposed = true;

        private void Check(bool acknowledged)
        {
            int errno = Errno != 0 ? Errno : acknowledged ? 0 : 121;
            if (errno != 0)
            {
                throw new IOException($"Error {errno} performing I2C data transfer.");
            }
        }
    }
}
