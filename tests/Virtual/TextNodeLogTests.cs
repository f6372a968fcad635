using System.Globalization;
using FieldNode.Field;
using FieldNode.Mqtt;
using FieldNode.Sparkplug;
using FieldNode.Tags;

namespace FieldNode.Virtual.Tests;

public sealed class TextNodeLogTests
{
    private readonly StringWriter output = new();
    private readonly TextNodeLog log;

    public TextNodeLogTests() => log = new TextNodeLog(
        new LineLog(output), null!, new NodeLogFacts { ClientId = "G-n1", StateFolder = "state", StoreText = () => "No space left on device" });

    [Theory]
    [InlineData(NodeEvent.WritePassed, 7, "Boiler", "write to Boiler done")]
    [InlineData(NodeEvent.WritePassed, 7, null, "write to the node itself done")]
    [InlineData(NodeEvent.WriteNotDone, (int)CommandVerdict.Differs, "Boiler", "write to Boiler not done as asked: Differs")]
    [InlineData(NodeEvent.RebirthAsked, 0, null, "a host asks for a rebirth")]
    [InlineData(NodeEvent.RebirthAsked, 0, "Boiler", "a host asks for a rebirth of Boiler")]
    [InlineData(NodeEvent.RebirthRefused, 0, "Boiler", "a rebirth of Boiler was not served: more than 8 at once, or more than one each 10 s; data goes on")]
    [InlineData(NodeEvent.DeviceDied, (int)QualityReason.None, "Boiler", "device Boiler leaves with the node")]
    [InlineData(NodeEvent.TagState, (int)QualityReason.None, "Boiler/Level", "tag Boiler/Level: nothing is wrong any more")]
    [InlineData(NodeEvent.NextAttempt, 3900, null, "next attempt in 3.9 s")]
    [InlineData(NodeEvent.CertificateEnds, -3, null, "the node's certificate ended 3 days ago: renew it (fieldnode pki renew)")]
    public void Each_line_says_what_happened_and_to_whom(NodeEvent what, int number, string? name, string text)
    {
        log.Write(NodeEvent.Offline, (int)MqttFault.NoConnAck, null); // or there is no attempt to wait for
        log.Write(what, number, name);
        Assert.Equal(text, Lines()[^1][25..]); // behind the time
    }

    [Fact]
    public void The_wait_of_a_start_is_said_before_anything_failed()
    {
        log.Write(NodeEvent.NextAttempt, 45_300, null);
        Assert.Equal("first attempt in 45.3 s", Lines()[^1][25..]);
    }

    [Fact]
    public void A_line_begins_with_date_and_time_in_utc()
    {
        log.Write(NodeEvent.Stopping, 0, null);
        Assert.True(DateTime.TryParseExact(Lines()[0][..23], "yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture, DateTimeStyles.None, out _), Lines()[0]);
        Assert.Equal("Z leaving", Lines()[0][23..]);
    }

    [Fact]
    public void Every_event_of_a_node_has_words_of_its_own()
    {
        foreach (NodeEvent what in Enum.GetValues<NodeEvent>())
        {
            var one = new TextNodeLog(new LineLog(output), null!);
            one.Write(NodeEvent.Offline, (int)MqttFault.NoConnAck, null);
            one.Write(what, 1, "x");
            Assert.DoesNotContain($" {what} 1 x", Lines()[^1]);
        }
    }

    [Fact]
    public void Attempts_that_fail_alike_are_counted_and_what_to_do_is_said_with_the_first()
    {
        for (int i = 0; i < 100; i++)
        {
            log.Write(NodeEvent.Offline, (int)MqttFault.RefusedNotAuthorized, null);
            log.Write(NodeEvent.NextAttempt, 1000, null);
        }

        string[] failed = [.. Lines().Where(line => line.Contains("offline", StringComparison.Ordinal))];
        Assert.Equal(["", "", "", "4", "8", "16", "32", "64"], failed.Select(line => line.Split(", ") is [_, .., var last] && last.EndsWith(" times", StringComparison.Ordinal) ? last[..^6] : ""));
        Assert.Contains("Allow the node at the broker", failed[0]);
        Assert.DoesNotContain("Allow the node", failed[1]);
        Assert.Equal(failed.Length, Lines().Count(line => line.Contains("next attempt in 1.0 s", StringComparison.Ordinal)));
    }

    [Fact]
    public void Another_fault_is_said_in_full_and_so_is_the_end_of_the_outage()
    {
        for (int i = 0; i < 5; i++)
        {
            log.Write(NodeEvent.Offline, (int)MqttFault.NoConnAck, null);
        }

        log.Write(NodeEvent.Offline, (int)MqttFault.RefusedCredentials, null);
        log.Write(NodeEvent.NodeBorn, 7, null);
        Assert.Contains("offline: RefusedCredentials. Check broker.user and the password file", Lines()[^2]);
        Assert.Matches(@"born, bdSeq 7, after \d+\.\d s$", Lines()[^1]);
    }

    [Fact]
    public void A_state_folder_that_refuses_is_named_with_the_systems_word()
    {
        log.Write(NodeEvent.StoreState, 0, null);
        Assert.Contains("the state folder state refuses what is written: No space left on device. Make room", Lines()[0]);
        log.Write(NodeEvent.Offline, (int)MqttFault.StoreFailed, null);
        Assert.Contains("offline: StoreFailed (No space left on device). ", Lines()[1]);
    }

    [Fact]
    public void A_clock_before_the_floor_and_one_behind_the_certificates_end_are_told_apart()
    {
        var facts = new NodeLogFacts { CertificateEndMs = 2_051_222_400_000 }; // 2035-01-01
        Assert.StartsWith("it is before 2026-01-01", facts.WhyNot(18262));
        Assert.StartsWith("the node's certificate ends on 2035-01-01", facts.WhyNot(23800));
        Assert.Contains("timedatectl", facts.WhyNot(18262));
    }

    [Fact]
    public void A_port_is_named_with_its_line()
    {
        var facts = new NodeLogFacts();
        facts.Ports.Add("line1", new Serial.SystemSerialLine("/dev/ttyUSB9", 9600, "even", 0));
        new TextNodeLog(new LineLog(output), null!, facts).Write(NodeEvent.PortState, (int)SerialFault.NotFound, "line1");
        Assert.Contains("line line1, port /dev/ttyUSB9: there is no such port", Lines()[0]);
    }

    private string[] Lines() => output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
