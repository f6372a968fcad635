using FieldNode.Host.Protobuf;
using FieldNode.Mqtt;
using FieldNode.Tags;

namespace FieldNode.Sparkplug.Tests;

public sealed class EdgeNodeKeptTests
{
    private const string BoilerBirth = "spBv1.0/Plant/DBIRTH/N1/Boiler";
    private const string BoilerData = "spBv1.0/Plant/DDATA/N1/Boiler";
    private const string MeterData = "spBv1.0/Plant/DDATA/N1/Meter";

    [Fact]
    public void A_first_session_sends_nothing_twice()
    {
        Rig rig = Kept().Born();
        rig.Step(200);
        Assert.Equal(["NBIRTH", "DBIRTH", "DBIRTH"], rig.Topics.Select(t => t.Split('/')[2]));
        Assert.Equal((6, 6, 0), (rig.Edge.Journal.Captured, rig.Edge.Journal.Confirmed, rig.Edge.Journal.Resent));
    }

    [Fact]
    public void Live_data_is_as_without_a_journal()
    {
        Rig with = Kept().Born();
        Rig without = new Rig().Born();
        for (int i = 0; i < 300; i++)
        {
            Sample(with, 20 + i);
            Sample(without, 20 + i);
        }

        Assert.Equal(without.Broker.Messages.Select(m => Convert.ToHexString(m.Payload)), with.Broker.Messages.Select(m => Convert.ToHexString(m.Payload)));
    }

    [Fact]
    public void What_was_sampled_while_the_node_was_alone_follows_the_births_as_history_with_its_own_times()
    {
        Rig rig = Kept().Born();
        rig.Step(300);
        long fromMs = rig.Utc;
        rig.Wire.IsCut = true;
        for (int i = 0; i < 40; i++)
        {
            Sample(rig, 100 + i);
        }

        rig.Broker.Clear();
        rig.Wire.IsCut = false;
        rig.Step(1000);
        Assert.Equal(["NBIRTH", "DBIRTH", "DBIRTH"], rig.Topics.Take(3).Select(t => t.Split('/')[2]));
        Metric newest = rig.Payloads(BoilerBirth).Single().Metrics.Single(m => m.Name == "Temperature");
        Assert.Equal((139f, false), (newest.FloatValue, newest.IsHistorical));
        Metric[] history = [.. rig.Payloads(BoilerData).SelectMany(p => p.Metrics).Where(m => m.Alias == newest.Alias && m.FloatValue >= 100)];
        Assert.Equal(Enumerable.Range(100, 39).Select(v => (float)v), history.Select(m => m.FloatValue));
        Assert.Equal(Enumerable.Range(0, 39).Select(i => (ulong)(fromMs + 10 * i)), history.Select(m => m.Timestamp));
        Assert.All(history, m => Assert.True(m.IsHistorical));
        Assert.Equal(Enumerable.Range(0, rig.Topics.Length), rig.Broker.Messages.Select(m => (int)Payload.Parser.ParseFrom(m.Payload).Seq));
        Assert.Equal((0, 0), (rig.Edge.Journal.Depth, rig.Edge.Journal.Dropped));
        Assert.Equal(rig.Edge.Journal.Captured, rig.Edge.Journal.Confirmed);
    }

    [Fact]
    public void What_a_device_that_flaps_measures_while_its_birth_is_held_follows_that_birth()
    {
        Rig rig = Kept().Born();
        rig.Step(300);
        for (int i = 0; i < 2; i++)
        {
            rig.Tags.SetDeviceState(rig.Boiler, false, QualityReason.NoAnswer);
            rig.Step();
            rig.Tags.SetDeviceState(rig.Boiler, true, QualityReason.None);
            rig.Step();
        }

        rig.Step(300);
        rig.Broker.Clear();
        for (int i = 0; i < 20; i++)
        {
            Sample(rig, 200 + i);
        }

        Assert.Empty(rig.Payloads(BoilerBirth)); // held
        rig.Step(1000);
        Metric newest = rig.Payloads(BoilerBirth).Single().Metrics.Single(m => m.Name == "Temperature");
        Assert.Equal(219f, newest.FloatValue);
        Metric[] history = [.. rig.Payloads(BoilerData).SelectMany(p => p.Metrics).Where(m => m.Alias == newest.Alias)];
        Assert.Equal(Enumerable.Range(200, 19).Select(v => (float)v), history.Select(m => m.FloatValue));
        Assert.All(history, m => Assert.True(m.IsHistorical));
        Assert.Equal((0, 0), (rig.Edge.Journal.Depth, rig.Edge.Journal.Dropped));
        Assert.Equal(rig.Edge.Journal.Captured, rig.Edge.Journal.Confirmed);
    }

    [Fact]
    public void A_device_that_dies_in_the_midst_of_its_backlog_gets_the_rest_behind_its_next_birth()
    {
        Rig rig = Kept().Born();
        rig.Step(300);
        rig.Wire.IsCut = true;
        for (int i = 0; i < 200; i++)
        {
            Sample(rig, 100 + i);
        }

        rig.Broker.Clear();
        rig.Wire.IsCut = false;
        for (int i = 0; i < 1000 && !rig.Topics.Contains(BoilerData); i++)
        {
            rig.Step();
        }

        rig.Tags.SetDeviceState(rig.Boiler, false, QualityReason.NoAnswer);
        rig.Step(500);
        Assert.Equal("spBv1.0/Plant/DDEATH/N1/Boiler", rig.Topics.Last(topic => topic.EndsWith("/Boiler", StringComparison.Ordinal)));
        rig.Tags.SetDeviceState(rig.Boiler, true, QualityReason.None);
        rig.Step(1500);
        ulong alias = rig.Payloads(BoilerBirth).First().Metrics.Single(m => m.Name == "Temperature").Alias;
        float[] got = [.. rig.Payloads(BoilerData).SelectMany(p => p.Metrics).Where(m => m.Alias == alias && m.FloatValue >= 100).Select(m => m.FloatValue).Distinct().Order()];
        Assert.Equal(Enumerable.Range(100, 199).Select(v => (float)v), got);
        Assert.Equal((0, 0), (rig.Edge.Journal.Depth, rig.Edge.Journal.Dropped));
    }

    [Fact]
    public void Receipts_are_asked_for_every_two_seconds_while_data_flows_and_not_else()
    {
        Rig rig = Kept().Born();
        rig.Step(500);
        int pings = rig.Broker.Count(SimPacketKind.PingReq);
        rig.Step(900); // 9 s without a change: the keep-alive alone is 15 s
        Assert.Equal(pings, rig.Broker.Count(SimPacketKind.PingReq));
        for (int i = 0; i < 1000; i++)
        {
            Sample(rig, i);
        }

        Assert.InRange(rig.Broker.Count(SimPacketKind.PingReq) - pings, 5, 6);
    }

    [Fact]
    public void What_was_in_flight_when_the_link_died_is_sent_again()
    {
        Rig rig = Kept().Born();
        rig.Step(300);
        rig.Broker.Mute.Add(MqttKind.PingResp); // half open: it takes everything and answers nothing
        Sample(rig, 1);
        Sample(rig, 2);
        rig.Broker.Clear(); // and nobody got it
        rig.Step(2000); // the PINGREQ is given up after 10 s
        rig.Broker.Mute.Clear();
        Sample(rig, 3);
        rig.Step(1000);
        Assert.Contains(1f, History(rig, BoilerData));
        Assert.Contains(2f, rig.Payloads(BoilerBirth).SelectMany(p => p.Metrics).Select(m => m.FloatValue).Concat(History(rig, BoilerData)));
        Assert.Equal(0, rig.Edge.Journal.Depth);
    }

    [Fact]
    public void A_device_that_is_dead_when_the_link_returns_gets_its_history_behind_its_birth()
    {
        Rig rig = Kept().Born();
        rig.Step(300);
        rig.Wire.IsCut = true;
        for (int i = 0; i < 20; i++)
        {
            rig.Tags.BeginSample(rig.Utc);
            rig.Tags.SetReal(rig.Power, 500 + i);
            Sample(rig, 100 + i);
        }

        rig.Tags.SetDeviceState(rig.Meter, false, QualityReason.NoAnswer);
        rig.Step();
        rig.Broker.Clear();
        rig.Wire.IsCut = false;
        rig.Step(1000);
        Assert.Empty(rig.Payloads(MeterData));
        Assert.NotEmpty(rig.Payloads(BoilerData));
        rig.Tags.SetDeviceState(rig.Meter, true, QualityReason.None);
        rig.Broker.Clear();
        rig.Step(500);
        Assert.EndsWith("DBIRTH/N1/Meter", rig.Topics[0], StringComparison.Ordinal);
        Assert.Equal(Enumerable.Range(500, 19).Select(v => (double)v), rig.Payloads(MeterData).SelectMany(p => p.Metrics).Where(m => m.DoubleValue >= 500).Select(m => m.DoubleValue));
        Assert.Empty(rig.Payloads(BoilerData));
        Assert.Equal(0, rig.Edge.Journal.Depth);
    }

    [Fact]
    public void What_a_device_that_flaps_does_while_it_is_held_back_follows_its_birth()
    {
        Rig rig = Kept().Born();
        rig.Step(300);
        for (int death = 0; death < 2; death++)
        {
            rig.Tags.SetDeviceState(rig.Meter, false, QualityReason.NoAnswer);
            rig.Step(20);
            rig.Tags.SetDeviceState(rig.Meter, true, QualityReason.None);
            rig.Step();
        }

        rig.Broker.Clear();
        for (int i = 0; i < 30; i++)
        {
            rig.Tags.BeginSample(rig.Utc);
            rig.Tags.SetReal(rig.Power, 500 + i);
            Sample(rig, 100 + i); // the other device goes on
        }

        Assert.Empty(rig.Payloads(MeterData));
        Assert.Equal(30, rig.Payloads(BoilerData).SelectMany(p => p.Metrics).Count());
        rig.Step(1000);
        double[] told = [.. rig.Payloads(MeterData).SelectMany(p => p.Metrics).Where(m => m.DoubleValue >= 500).Select(m => m.DoubleValue)];
        Assert.Equal(Enumerable.Range(500, 29).Select(v => (double)v), told);
        Assert.Equal(30, rig.Payloads(BoilerData).SelectMany(p => p.Metrics).Count());
        Assert.Equal((0, 0), (rig.Edge.Journal.Depth, rig.Edge.Journal.Dropped));
    }

    [Fact]
    public void Nothing_is_kept_while_there_is_no_time()
    {
        Rig rig = Kept();
        long utc = rig.Utc;
        rig.Utc = 0;
        rig.Wire.IsCut = true;
        for (int i = 0; i < 20; i++)
        {
            rig.Tags.SetDeviceState(rig.Boiler, true, QualityReason.None);
            Sample(rig, i);
        }

        Assert.Equal(0, rig.Edge.Journal.Captured);
        rig.Utc = utc;
        rig.Step();
        Assert.Equal(1, rig.Edge.Journal.Captured);
        rig.Wire.IsCut = false;
        rig.Step(1000);
        Assert.All(rig.Payloads(BoilerBirth).Single().Metrics.Where(m => m.HasFloatValue), m => Assert.True(m.Timestamp >= (ulong)utc));
    }

    [Fact]
    public void In_order_the_backlog_goes_first_as_plain_data_and_live_data_follows_it()
    {
        Rig rig = Kept(inOrder: true).Born();
        rig.Step(300);
        rig.Wire.IsCut = true;
        for (int i = 0; i < 300; i++)
        {
            Sample(rig, 100 + i);
        }

        rig.Broker.Clear();
        rig.Wire.IsCut = false;
        for (int i = 300; i < 800; i++)
        {
            Sample(rig, 100 + i);
        }

        rig.Step(200);
        float[] data = [.. rig.Payloads(BoilerData).SelectMany(p => p.Metrics).Where(m => !m.IsHistorical && m.FloatValue >= 100).Select(m => m.FloatValue)];
        Assert.Equal(Enumerable.Range(100, 800).Select(v => (float)v), data);
        Assert.Equal(0, rig.Edge.Journal.Depth);
    }

    [Fact]
    public void In_order_births_carry_what_was_confirmed_last_and_the_backlog_leads_to_the_present()
    {
        Rig rig = Kept(inOrder: true).Born();
        rig.Step(300);
        Sample(rig, 70);
        long confirmedMs = rig.Utc - 10;
        rig.Step(300);
        rig.Wire.IsCut = true;
        for (int i = 0; i < 10; i++)
        {
            Sample(rig, 100 + i);
        }

        rig.Broker.Clear();
        rig.Wire.IsCut = false;
        rig.Step(1000);
        Metric born = rig.Payloads(BoilerBirth).Single().Metrics.Single(m => m.Name == "Temperature");
        Assert.Equal((70f, (ulong)confirmedMs), (born.FloatValue, born.Timestamp));
        Metric[] data = [.. rig.Payloads(BoilerData).SelectMany(p => p.Metrics).Where(m => m.Alias == born.Alias && !m.IsHistorical)];
        Assert.Equal(Enumerable.Range(100, 10).Select(v => (float)v), data.Select(m => m.FloatValue));
        Assert.True(data[0].Timestamp > born.Timestamp);
        rig.AskRebirth();
        Assert.Equal(109f, rig.Payloads(BoilerBirth).Last().Metrics.Single(m => m.Name == "Temperature").FloatValue); // nothing waits any more
    }

    [Fact]
    public void In_order_a_node_that_was_alone_from_its_start_begins_with_its_first_values()
    {
        Rig rig = Kept(inOrder: true);
        rig.Wire.IsCut = true;
        rig.Tags.SetDeviceState(rig.Boiler, true, QualityReason.None);
        for (int i = 0; i < 10; i++)
        {
            Sample(rig, 100 + i);
        }

        rig.Wire.IsCut = false;
        rig.Step(1000);
        float[] told = [.. rig.Payloads(BoilerBirth).Concat(rig.Payloads(BoilerData)).SelectMany(p => p.Metrics).Where(m => m.HasFloatValue && !m.IsHistorical).Select(m => m.FloatValue)];
        Assert.Equal(Enumerable.Range(100, 10).Select(v => (float)v), told);
    }

    private static Rig Kept(bool inOrder = false) => new(journalBytes: 16_384, inOrder: inOrder);

    private static float[] History(Rig rig, string topic) =>
        [.. rig.Payloads(topic).SelectMany(p => p.Metrics).Where(m => m.IsHistorical).Select(m => m.FloatValue)];

    private static void Sample(Rig rig, float temperature)
    {
        rig.Tags.BeginSample(rig.Utc);
        rig.Tags.SetReal(rig.Temperature, temperature);
        rig.Step();
    }
}
