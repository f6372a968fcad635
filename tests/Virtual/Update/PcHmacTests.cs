using System.Text;
using FieldNode.Virtual.Updates;

namespace FieldNode.Virtual.Tests;

public sealed class PcHmacTests
{
    /// <summary>RFC 4231, test case 2.</summary>
    [Fact]
    public void It_is_HMAC_SHA_256() => Assert.Equal(
        "5BDCC146BF60754E6A042426089575C75A003F089D2739839DEC58B964EC3843",
        Convert.ToHexString(new PcHmac().Of(Encoding.ASCII.GetBytes("Jefe"), Encoding.ASCII.GetBytes("what do ya want for nothing?"))));
}
