using FieldNode.Host;
using FieldNode.Host.Protobuf;
using Google.Protobuf;

namespace FieldNode.Tools.Tests;

/// <summary>Hosts that ask for births again and again, and what they trip over.</summary>
public sealed class RebirthAsksTests
{
    private readonly HostModel model = new();
    private DateTime utc = Messages.Utc;

    [Fact]
    public void A_host_that_asks_after_each_birth_is_named_at_the_fourth_time_and_then_ever_more_rarely()
    {
        Birth();
        List<int> named = [];
        for (int i = 1; i <= 20; i++)
        {
            utc = utc.AddSeconds(1);
            HostMessage message = Ask();
            if (message.Findings.Count > 0)
            {
                named.Add(i);
                message.Finds(FindingKind.RebirthAskedAgain);
                Assert.Contains($"{i} times in a row", message.Findings[0].Text);
                Assert.Contains("docs/hosts.md", message.Findings[0].Text);
            }
            Birth();
        }
        Assert.Equal([4, 8, 16], named);
        Assert.Equal((0, 3), (model.Faults, model.HostTroubles));
    }

    [Fact]
    public void Hosts_that_start_together_and_one_that_asks_twice_before_the_birth_are_not()
    {
        Birth();
        for (int i = 0; i < 6; i++)
        {
            Ask().Finds();
        }
        for (int i = 0; i < 2; i++)
        {
            Birth();
            Ask().Finds();
        }
    }

    [Fact]
    public void One_that_asks_now_and_then_is_not()
    {
        Birth();
        for (int i = 0; i < 10; i++)
        {
            Ask().Finds();
            Birth();
            utc = utc.AddSeconds(61);
        }
    }

    [Fact]
    public void Whoever_asks_since_a_message_was_lost_has_a_reason()
    {
        Birth();
        for (int i = 0; i < 10; i++)
        {
            Ask().Finds();
            Birth();
            Send("NDATA", Messages.With(99)).Finds(FindingKind.SeqGap);
        }
    }

    [Fact]
    public void One_that_asks_after_each_return_of_a_device_is_named_with_the_setting_for_it()
    {
        Birth();
        Return();
        Ask().Finds(); // once may be chance
        Birth();
        Return();
        HostMessage message = Ask();
        message.Finds(FindingKind.DeviceReturnDropped);
        Assert.Contains("0.5 s after device d1 came back with the aliases that it had", message.Findings[0].Text);
        Assert.Contains("Set sparkplug.deviceReturn to \"rebirth\"", message.Findings[0].Text);
        Assert.True(message.Findings[0].IsOfHost);
    }

    [Fact]
    public void A_device_that_comes_back_with_other_aliases_or_whose_node_was_born_meanwhile_is_no_return()
    {
        Birth();
        for (int i = 0; i < 3; i++)
        {
            Return(alias: (ulong)(3 + i));
            Ask().Finds();
            Birth();
            utc = utc.AddSeconds(61);
        }
    }

    private HostMessage Ask() => model.Consume(Messages.TopicOf("NCMD"), CommandWriter.Rebirth(utc), utc);

    private void Birth()
    {
        Send("NBIRTH", Messages.NBirth(0)).Finds();
        Send("DBIRTH d1", Messages.With(1, Messages.Float("Flow", 2, 1))).Finds();
    }

    private void Return(ulong alias = 2)
    {
        Send("DDEATH d1", Messages.With(2)).Finds();
        Send("DBIRTH d1", Messages.With(3, Messages.Float("Flow", alias, 1))).Finds();
        utc = utc.AddSeconds(0.5);
    }

    private HostMessage Send(string typeAndPlace, Payload payload) => model.Consume(Messages.TopicOf(typeAndPlace), payload.ToByteArray(), utc);
}
