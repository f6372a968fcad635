using System.Globalization;
using FieldNode.Field;
using FieldNode.Mqtt;
using FieldNode.ProtoLite;
using FieldNode.Sparkplug;
using FieldNode.Tags;
using FieldNode.Update;
using FieldNode.Virtual.Serial;
using FieldNode.Virtual.Words;

namespace FieldNode.Virtual;

/// <summary>
/// Makes one line of text of each event, with date and time in UTC: what happened, and what to do about it. Attempts that fail alike are
/// counted, not repeated: the first three are lines, then the 4th, 8th, 16th and so on.
/// </summary>
public sealed class TextNodeLog(LineLog output, IMqttWire wire, NodeLogFacts? facts = null) : INodeLog
{
    private const string OfNode = "the node itself"; // its controls
    private const int InFull = 3;

    private readonly NodeLogFacts known = facts ?? new();
    private MqttFault lastFault;
    private int failures;        // alike, since the last session that lasted
    private long outSince;       // ms of this machine's up time; 0: online
    private long bornAt;         // the same, of the last births
    private bool isWaitTold = true; // the wait behind the last failure is worth a line, and that of the start

    public void Write(NodeEvent what, int number, string? name)
    {
        if (what == NodeEvent.Offline && !IsToldFailure((MqttFault)number))
        {
            return;
        }

        if (what is NodeEvent.NextAttempt or NodeEvent.LostAfterBirth && !isWaitTold)
        {
            return;
        }

        output.Stamped(Text(what, number, name), Severities.Of(what, number));
        if (what == NodeEvent.NodeBorn)
        {
            (bornAt, outSince) = (Environment.TickCount64, 0);
        }
    }

    private bool IsToldFailure(MqttFault fault)
    {
        bool hasLasted = bornAt != 0 && outSince == 0 && Environment.TickCount64 - bornAt >= MqttSession.StableMs;
        failures = fault == lastFault && !hasLasted ? failures + 1 : 1;
        lastFault = fault;
        outSince = outSince == 0 ? Environment.TickCount64 : outSince;
        isWaitTold = fault != MqttFault.ClosedByUs && (failures <= InFull || int.IsPow2(failures));
        return isWaitTold || fault == MqttFault.ClosedByUs;
    }

    private string Text(NodeEvent what, int number, string? name) => what switch
    {
        NodeEvent.NodeBorn => $"born, bdSeq {number}{AfterOutage()}",
        NodeEvent.DeviceBorn => $"device {name} born",
        NodeEvent.DeviceDied when number == (int)QualityReason.None => $"device {name} leaves with the node",
        NodeEvent.DeviceDied => $"device {name} is away: {QualityWords.Of((QualityReason)number)}",
        NodeEvent.TagState when number == (int)QualityReason.None => $"tag {name}: nothing is wrong any more",
        NodeEvent.TagState => $"tag {name} is bad: {QualityWords.Of((QualityReason)number)}",
        NodeEvent.PortState => $"line {name}{Port(name!)}: {PortWords.Of((SerialFault)number, known.Ports.DetailOf(name!))}",
        NodeEvent.RebirthAsked => $"a host asks for a rebirth{Of(name)}",
        NodeEvent.RebirthRefused => $"a rebirth{Of(name)} was not served: more than 8 at once, or more than one each 10 s; data goes on",
        NodeEvent.BirthNotEchoed => $"the {Birth(name)} did not come back within 10 s: the broker's access list forbids to publish or to read it",
        NodeEvent.BirthByOther => $"somebody else published on the topic of the {Birth(name)}{Foreign(number)}: two nodes have this name",
        NodeEvent.BirthRetained => $"the broker keeps a message on the topic of the {Birth(name)}{Foreign(number)}: hosts take it for a birth, delete it",
        NodeEvent.EchoRefused => "the broker does not let the node subscribe to its own births: whether they arrive is not looked at",
        NodeEvent.JournalFlash => number == 0 ? "the disk takes no more of the journal: full or broken; what waits stays in memory, the oldest goes if it must"
            : "the disk takes the journal again",
        NodeEvent.StoreState => number == 0
            ? $"the state folder{Folder} refuses what is written{Because(known.StoreText())}. Make room or make it writable: until then events and totals are lost when the process ends"
            : $"the state folder{Folder} takes what is written again",
        NodeEvent.HostOnline => $"the primary host is online at broker {number}",
        NodeEvent.HostOffline => $"the primary host is offline at broker {number}: nothing is published until it is back",
        NodeEvent.CommandRefused => $"command refused{For(name)}: {(CommandVerdict)number}",
        NodeEvent.CommandUnreadable => $"command unreadable{For(name)}: {(DecodeError)number}",
        NodeEvent.WritePassed => $"write to {name ?? OfNode} done",
        NodeEvent.WriteNotDone => $"write to {name ?? OfNode} not done as asked: {(CommandVerdict)number}",
        NodeEvent.OutputFallback => $"output {name} fell back: {(number == 0 ? "off" : "on")}",
        NodeEvent.Offline => $"offline: {(MqttFault)number}{Words((MqttFault)number)}{Times()}{Advice((MqttFault)number)}",
        NodeEvent.NextAttempt => $"{(lastFault == MqttFault.None ? "first" : "next")} attempt in {Duration(number)}",
        NodeEvent.StepFailed => $"a step failed ({number} so far): a fault of ours, please report it",
        NodeEvent.InternalFault => $"internal fault: {(EdgeEvent)number}{For(name)}: a fault of ours, please report it",
        NodeEvent.Stopping => "leaving",
        NodeEvent.LostAfterBirth => "lost within 30 s of the births: a second client with our id does that, or a broker that takes no message as long as"
            + $" the longest birth{For(name)}, {number} bytes",
        NodeEvent.UpdateBegun => $"update {name} (number {number}) is being taken",
        NodeEvent.UpdateEnded when number == 0 => "update is ready to be tried",
        NodeEvent.UpdateEnded => $"update given up: {(UpdateReason)number}",
        NodeEvent.OfferRefused => $"offer of an update refused: {(UpdateReason)number}",
        NodeEvent.TrialBegun => $"on trial, start {number}",
        NodeEvent.TrialEnded when number == 0 => "trial over: confirmed",
        NodeEvent.TrialEnded => $"trial over, going back: {(UpdateReason)number}",
        NodeEvent.TimeRefused => $"the clock shows {Day(number)}, which is not believed: {known.WhyNot(number)}",
        NodeEvent.TimeRight => $"the clock shows {Day(number)}, which is believed",
        NodeEvent.TimeStepped => $"the clock was set by {number:+0;-0;0} s",
        NodeEvent.CertificateEnds when number < 0 => $"the node's certificate ended {-number} days ago: renew it (fieldnode pki renew)",
        NodeEvent.CertificateEnds => $"the node's certificate ends in {number} days: renew it (fieldnode pki renew)",
        NodeEvent.TotalsRestored => $"totals of {number} pulse inputs restored",
        NodeEvent.EventsLost => $"{number} events were not recorded, too many at a time: fieldnode watch shows the quality of each tag",
        _ => $"{what} {number} {name}",
    };

    private string Words(MqttFault fault)
    {
        string words = fault == MqttFault.ClosedByUs ? "" : fault == MqttFault.StoreFailed ? known.StoreText() : wire?.LastFaultText ?? "";
        return words.Length == 0 ? "" : $" ({words})";
    }

    private string Advice(MqttFault fault)
    {
        string advice = failures > 1 ? "" : MqttFaultWords.Advice(fault, known.ClientId);
        return advice.Length == 0 ? "" : ". " + advice;
    }

    private string Times() => failures > InFull ? $", {failures} times" : "";

    private string AfterOutage() => outSince == 0 ? "" : $", after {Duration(Environment.TickCount64 - outSince)}";

    private string Port(string line) => known.Ports.PortOf(line) is { } port ? $", port {port}" : "";

    private string Folder => known.StateFolder.Length == 0 ? "" : " " + known.StateFolder;

    private static string Because(string words) => words.Length == 0 ? "" : $": {words}";

    private static string Day(int day) => DateTime.UnixEpoch.AddDays(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Duration(long ms) => ms switch
    {
        < 60_000 => string.Create(CultureInfo.InvariantCulture, $"{ms / 1000.0:0.0} s"),
        < 3_600_000 => $"{ms / 60_000} min {ms / 1000 % 60} s",
        _ => $"{ms / 3_600_000} h {ms / 60_000 % 60} min",
    };

    private static string Of(string? name) => name is null ? "" : $" of {name}";

    private static string Birth(string? name) => name is null ? "node's birth" : $"birth of {name}";

    private static string Foreign(int device) => device < 0 ? "'s device, one that it does not have" : "";

    private static string For(string? name) => name is null ? "" : $" for {name}";
}
