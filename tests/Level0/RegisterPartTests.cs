using FieldNode.Field.I2c;
using FieldNode.Tags;
using FieldNode.Virtual.Sim;

namespace FieldNode.Level0;

public sealed class RegisterPartTests
{
    private readonly SimI2cBus bus = new() { NowMs = 1000 };

    [Theory]
    [InlineData(1, false, false, 0, 0, 0x81)]
    [InlineData(1, true, false, 0, 0, -127)]
    [InlineData(2, false, false, 0, 0, 0x8123)]
    [InlineData(2, true, false, 0, 0, 0x8123 - 0x10000)]
    [InlineData(2, false, true, 0, 0, 0x2381)]
    [InlineData(3, false, false, 0, 0, 0x812345)]
    [InlineData(3, true, true, 0, 0, 0x452381)]
    [InlineData(4, false, false, 0, 0, 0x81234567L)]
    [InlineData(4, true, false, 0, 0, 0x81234567L - 0x100000000L)]
    [InlineData(2, true, false, 4, 0, 0x812 - 0x1000)]
    [InlineData(2, false, false, 4, 8, 0x12)]
    [InlineData(3, false, false, 4, 20, 0x81234)]
    public void Width_sign_order_shift_and_bits_are_as_described(
        int width, bool signed, bool littleEndian, int shift, int bits, long expected)
    {
        bus.Plug(0x40, new Fixed([0x81, 0x23, 0x45, 0x67]));
        RegisterPart part = Part(new RegisterSpec
        {
            Command = [0xF7], ReplyBytes = 4,
            Values = [new RegisterValue { Width = width, Signed = signed, LittleEndian = littleEndian, Shift = shift, Bits = bits }],
        });
        Assert.True(PartRun.Measure(part, bus));
        Assert.Equal(expected, part.Value(0));
    }

    [Fact]
    public void An_SHT4x_can_be_described_without_a_driver_of_its_own()
    {
        bus.Plug(0x44, new SimSht4x { Celsius = 30, Percent = 60 });
        var part = new RegisterPart(bus, 0x44, new RegisterSpec
        {
            Command = [0xFD], WaitMs = 10, ReplyBytes = 6, CrcEvery = 2,
            Values = [new RegisterValue { At = 0 }, new RegisterValue { At = 3 }],
        });
        Assert.True(PartRun.Measure(part, bus));
        Assert.Equal(30, -45 + 175 * part.Value(0) / 65535, 0.01);
        (bus.FlipByte, bus.Flips) = (3, 1);
        Assert.False(PartRun.Measure(part, bus));
        Assert.Equal(QualityReason.Damaged, part.Fault);
    }

    [Fact]
    public void Setup_goes_out_once_and_again_after_a_restart()
    {
        var source = new Fixed([1, 2]);
        bus.Plug(0x40, source);
        RegisterPart part = Part(new RegisterSpec
        {
            Setup = [0x01, 0x60], Command = [0x00], ReplyBytes = 2, Values = [new RegisterValue()],
        });
        Assert.True(PartRun.Measure(part, bus));
        Assert.True(PartRun.Measure(part, bus));
        Assert.Equal(["0160", "00", "00"], source.Written);
        part.Restart();
        Assert.True(PartRun.Measure(part, bus));
        Assert.Equal(["0160", "00", "00", "0160", "00"], source.Written);
    }

    [Fact]
    public void A_description_that_does_not_fit_its_reply_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Part(new RegisterSpec { ReplyBytes = 2 }));
        Assert.Throws<ArgumentException>(() => Part(new RegisterSpec { ReplyBytes = 1, Values = [new RegisterValue()] }));
        Assert.Throws<ArgumentException>(
            () => Part(new RegisterSpec { ReplyBytes = 4, CrcEvery = 2, Values = [new RegisterValue()] }));
        Assert.Throws<ArgumentException>(
            () => Part(new RegisterSpec { ReplyBytes = 2, Values = [new RegisterValue { Shift = 16 }] }));
        Assert.Throws<ArgumentException>(
            () => Part(new RegisterSpec { ReplyBytes = 2, Values = [new RegisterValue { Shift = 4, Bits = 13 }] }));
    }

    private RegisterPart Part(RegisterSpec spec) => new(bus, 0x40, spec);

    private sealed class Fixed(byte[] answer) : ISimI2cPart
    {
        public List<string> Written { get; } = [];

        public bool Write(ReadOnlySpan<byte> bytes, long nowMs)
        {
            Written.Add(Convert.ToHexString(bytes));
            return true;
        }

        public bool Read(Span<byte> buffer, long nowMs)
        {
            answer.AsSpan(0, buffer.Length).CopyTo(buffer);
            return true;
        }
    }
}
