using System.Text;
using FieldNode.Host;

namespace FieldNode.Tools.Tests;

public sealed class HostDecoderTests
{
    [Fact]
    public void A_payload_that_is_cut_off_is_refused_with_the_reason()
    {
        Assert.Null(HostDecoder.Decode([0x08, 0x80], out string reason));
        Assert.NotEmpty(reason);
    }

    // name, string_value and the key of a property of one metric; as other strict hosts do, it takes none of the message.
    [Theory]
    [InlineData("12030A0161", "12030A01FF")]
    [InlineData("12037A0161", "12037A01FF")]
    [InlineData("12054A030A0161", "12054A030A01FF")]
    public void A_string_that_is_not_utf8_makes_the_whole_payload_unreadable(string right, string wrong)
    {
        Assert.NotNull(HostDecoder.Decode(Convert.FromHexString(right), out _));
        Assert.Null(HostDecoder.Decode(Convert.FromHexString(wrong), out string reason));
        Assert.NotEmpty(reason);
    }

    [Fact]
    public void A_seq_of_0_is_on_the_wire_and_not_absent()
    {
        Assert.True(HostDecoder.Decode([0x18, 0x00], out _)!.HasSeq);
        Assert.False(HostDecoder.Decode([0x08, 0x01], out _)!.HasSeq);
    }

    [Theory]
    [InlineData("""{"online":true,"timestamp":5}""", true)]
    [InlineData("""{"timestamp":5,"x":[],"online":false}""", false)]
    public void State_is_json_in_any_order_with_anything_beside(string json, bool expected)
    {
        Assert.True(HostDecoder.DecodeState(Encoding.UTF8.GetBytes(json), out bool online, out ulong timestamp, out _));
        Assert.Equal(expected, online);
        Assert.Equal(5ul, timestamp);
    }

    [Theory]
    [InlineData("ONLINE")]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{"online":1,"timestamp":5}""")]
    [InlineData("""{"online":true}""")]
    [InlineData("""{"online":true,"timestamp":-1}""")]
    public void Any_other_state_is_refused(string text)
    {
        Assert.False(HostDecoder.DecodeState(Encoding.UTF8.GetBytes(text), out _, out _, out string reason));
        Assert.NotEmpty(reason);
    }
}
