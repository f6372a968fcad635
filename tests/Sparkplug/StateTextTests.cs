using System.Text;
using System.Text.Json;

namespace FieldNode.Sparkplug.Tests;

public sealed class StateTextTests
{
    private readonly StateText state = new();

    [Theory]
    [InlineData("""{"online":true,"timestamp":1668114759262}""", true, 1668114759262)]
    [InlineData("""{"timestamp":1668114759262,"online":false}""", false, 1668114759262)]
    [InlineData(" {\r\n\t\"online\" : true , \"timestamp\" : 0 } \n", true, 0)]
    [InlineData("""{"online":true,"bdSeq":7,"timestamp":9007199254740991}""", true, 9007199254740991)]
    [InlineData("""{"a":{"online":false,"b":[1,-2.5e+3,"}",null]},"online":true,"t":"\"","timestamp":5}""", true, 5)]
    public void A_STATE_is_read_in_any_order_with_whatever_stands_beside_it(string text, bool online, long timestamp)
    {
        Assert.True(Read(text));
        Assert.Equal((online, timestamp), (state.IsOnline, state.TimestampMs));
    }

    [Theory]
    [InlineData("")]
    [InlineData("ONLINE")]
    [InlineData("{}")]
    [InlineData("""{"online":true}""")]
    [InlineData("""{"timestamp":1}""")]
    [InlineData("""{"online":"true","timestamp":1}""")]
    [InlineData("""{"online":1,"timestamp":1}""")]
    [InlineData("""{"online":true,"timestamp":"1"}""")]
    [InlineData("""{"online":true,"timestamp":-1}""")]
    [InlineData("""{"online":true,"timestamp":1.5}""")]
    [InlineData("""{"online":true,"timestamp":1e3}""")]
    [InlineData("""{"online":true,"timestamp":01}""")]
    [InlineData("""{"online":true,"timestamp":9007199254740992}""")]
    [InlineData("""{"online":true,"timestamp":99999999999999999999}""")]
    [InlineData("""{"online":true,"online":true,"timestamp":1}""")]
    [InlineData("""{"online":true,"timestamp":1,"timestamp":2}""")]
    [InlineData("""{"Online":true,"timestamp":1}""")]
    [InlineData("""{"online":true,"timestamp":1}x""")]
    [InlineData("""{"online":true,"timestamp":1,}""")]
    [InlineData("""[{"online":true,"timestamp":1}]""")]
    [InlineData("""{"online":true,"timestamp":1""")]
    [InlineData("""{"online":true,"timestamp":1,"a":"\""")]
    public void What_is_no_STATE_is_not_read(string text) => Assert.False(Read(text));

    [Fact]
    public void Deep_nesting_and_long_payloads_are_refused()
    {
        Assert.False(Read("{\"a\":" + new string('[', 100) + new string(']', 100) + ",\"online\":true,\"timestamp\":1}"));
        Assert.False(Read("{\"a\":\"" + new string('x', StateText.BytesMax) + "\",\"online\":true,\"timestamp\":1}"));
    }

    [Theory]
    [InlineData("ONLINE", true, true)]
    [InlineData("OFFLINE", true, false)]
    [InlineData("online", false, false)]
    [InlineData("ONLINE ", false, false)]
    [InlineData("""{"online":true,"timestamp":1}""", false, false)]
    public void Texts_of_version_2_are_read_only_where_the_settings_say_so(string text, bool read, bool online)
    {
        state.IsLegacy = true;
        Assert.Equal(read, Read(text));
        Assert.True(!read || state.IsOnline == online);
    }

    [Fact]
    public void What_it_reads_from_damaged_text_is_what_any_JSON_reader_reads()
    {
        Random random = Seeded.Random();
        byte[] good = Encoding.UTF8.GetBytes("""{"online":true,"x":[1,{"y":"z\n"},-0.5e1],"timestamp":1668114759262}""");
        int read = 0;
        for (int i = 0; i < 50_000; i++)
        {
            byte[] bytes = (byte[])good.Clone();
            for (int n = random.Next(1, 3); n > 0; n--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(0x20, 0x7F);
            }

            if (state.Read(bytes, 0, bytes.Length))
            {
                read++;
                using JsonDocument json = JsonDocument.Parse(bytes);
                Assert.Equal(json.RootElement.GetProperty("online").GetBoolean(), state.IsOnline);
                Assert.Equal(json.RootElement.GetProperty("timestamp").GetInt64(), state.TimestampMs);
            }
        }

        Assert.InRange(read, 500, 45_000); // digits and texts may change and it stays JSON
    }

    private bool Read(string text)
    {
        byte[] bytes = [1, 2, .. Encoding.UTF8.GetBytes(text), (byte)'}'];
        return state.Read(bytes, 2, bytes.Length - 3);
    }
}
