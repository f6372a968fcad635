using FieldNode.Mqtt;
using FieldNode.Virtual.Words;

namespace FieldNode.Virtual.Tests;

public sealed class MqttFaultWordsTests
{
    [Fact]
    public void Each_fault_says_what_to_do_in_one_line_without_brackets_or_a_last_full_stop()
    {
        foreach (MqttFault fault in Enum.GetValues<MqttFault>().Where(f => f is not MqttFault.None and not MqttFault.ClosedByUs))
        {
            string advice = MqttFaultWords.Advice(fault, "G-n1");
            Assert.True(advice.Length > 10, $"{fault}");
            Assert.DoesNotMatch(@"[()\n]|\.$", advice);
        }

        Assert.Equal("", MqttFaultWords.Advice(MqttFault.ClosedByUs));
    }

    [Fact]
    public void Who_throws_us_out_again_and_again_is_said_to_be_a_second_client_with_our_id() =>
        Assert.Contains("somebody else connects with the client id G-n1", MqttFaultWords.Advice(MqttFault.ClosedByBroker, "G-n1"));
}
