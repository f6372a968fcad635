using FieldNode.Cli;
using FieldNode.Cli.Fleet;
using FieldNode.Host;
using FieldNode.Host.Protobuf;
using Google.Protobuf;
using Microsoft.Data.Sqlite;

namespace FieldNode.Tools.Tests;

/// <summary>A desk's model in virtual time, and nodes that say what a test wants.</summary>
internal sealed class FleetStage
{
    internal FleetStage(FleetLimits? limits = null, IEnumerable<StoredNode>? stored = null)
    {
        Limits = limits ?? new FleetLimits();
        Model = new FleetModel(Limits);
        Model.Restore(stored ?? [], Utc);
        Model.LinkUp(NowMs);
    }

    internal FleetLimits Limits { get; }

    internal FleetModel Model { get; }

    internal long NowMs { get; set; } = 1_000_000;

    internal DateTime Utc { get; set; } = Messages.Utc;

    /// <summary>How far the clocks of the nodes are ahead of the desk's.</summary>
    internal TimeSpan Ahead { get; set; }

    internal List<string> Told { get; } = [];

    internal FleetNode Node(string name = "n") => Model.Find("g", name) ?? throw new InvalidOperationException($"{name} is not known");

    internal FleetStage Pass(double seconds)
    {
        NowMs += (long)(seconds * 1000);
        Utc = Utc.AddSeconds(seconds);
        return Step();
    }

    internal FleetStage Step()
    {
        Model.Step(NowMs, Utc);
        Told.AddRange(Model.TakeEvents().Select(one => $"{one.Node}: {one.Text}"));
        return this;
    }

    /// <param name="typeAndPlace"><c>DDATA d1</c>, or <c>DDATA d1 of n2</c>.</param>
    internal FleetStage Take(string typeAndPlace, Payload payload)
    {
        string[] of = typeAndPlace.Split(" of ");
        string[] parts = of[0].Split(' ');
        string topic = $"spBv1.0/g/{parts[0]}/{(of.Length > 1 ? of[1] : "n")}{(parts.Length > 1 ? "/" + parts[1] : "")}";
        if (payload.HasTimestamp)
        {
            payload.Timestamp = Ms(Utc + Ahead);
        }
        foreach (Metric metric in payload.Metrics.Where(metric => metric.HasTimestamp))
        {
            metric.Timestamp = Ms(Utc + Ahead);
        }
        Model.Take(new Received(topic, payload.ToByteArray(), Utc, Retained: false), NowMs);
        return this;
    }

    /// <summary>A birth of a node that says of itself what a FieldNode says.</summary>
    internal FleetStage Birth(ulong bdSeq = 1, string node = "n", long boots = 7, long uptime = 0, string version = "1.0.0", params Metric[] more) =>
        Take($"NBIRTH of {node}", Messages.NBirth(bdSeq, [
            Text("Properties/Firmware version", version, 1), Number("Node/Boots", boots, 2), Number("Node/Uptime", uptime, 3), Number("Node/Last reset", 0, 4), .. more]));

    internal FleetStage Data(ulong seq, string node = "n", params Metric[] metrics) => Take($"NDATA of {node}", Messages.With(seq, metrics));

    internal FleetStage Death(ulong bdSeq, string node = "n") => Take($"NDEATH of {node}", Messages.NDeath(bdSeq));

    internal static Metric Number(string name, long value, ulong alias) =>
        new() { Name = name, Alias = alias, Datatype = (uint)SparkplugType.Int64, Timestamp = Messages.Now, LongValue = (ulong)value };

    internal static Metric Text(string name, string value, ulong alias) =>
        new() { Name = name, Alias = alias, Datatype = (uint)SparkplugType.String, Timestamp = Messages.Now, StringValue = value };

    internal static Metric Later(ulong alias, long value) => new() { Alias = alias, Timestamp = Messages.Now, LongValue = (ulong)value };

    internal static Metric LaterText(ulong alias, string value) => new() { Alias = alias, Timestamp = Messages.Now, StringValue = value };

    internal StoredNode Stored(string name = "n") => Model.Stored(Node(name));

    /// <summary>What somebody else does to the desk's store in a folder while the desk has it open.</summary>
    internal static void Sql(string folder, string text)
    {
        using var other = new SqliteConnection($"Data Source={Path.Combine(folder, "fleet.db")};Pooling=False");
        other.Open();
        using SqliteCommand command = other.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }

    private static ulong Ms(DateTime utc) => (ulong)new DateTimeOffset(utc).ToUnixTimeMilliseconds();
}
