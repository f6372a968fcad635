using System.Globalization;
using FieldNode.Mqtt;
using FieldNode.ProtoLite;
using FieldNode.Sparkplug;
using FieldNode.Tags;
using FieldNode.Update;

namespace FieldNode.Virtual;

/// <summary>Makes one line of text of each event, with the time in UTC. The words for a TLS fault come from the wire.</summary>
public sealed class TextNodeLog(LineLog output, IMqttWire wire) : INodeLog
{
    public void Write(NodeEvent what, int number, string? name)
    {
        string time = DateTime.UtcNow.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);
        output.Line($"{time} {Text(what, number, name)}");
    }

    private const string OfNode = "the node itself"; // its controls

    private string Text(NodeEvent what, int number, string? name) => what switch
    {
        NodeEvent.NodeBorn => $"born, bdSeq {number}",
        NodeEvent.DeviceBorn => $"device {name} born",
        NodeEvent.DeviceDied when number == (int)QualityReason.None => $"device {name} leaves with the node",
        NodeEvent.DeviceDied => $"device {name} died: {(QualityReason)number}",
        NodeEvent.RebirthAsked => $"a host asks for a rebirth{Of(name)}",
        NodeEvent.RebirthRefused => $"a rebirth{Of(name)} was not served: more than 8 at once, or more than one each 10 s; data goes on",
        NodeEvent.BirthNotEchoed => $"the {Birth(name)} did not come back within 10 s: the broker's access list forbids to publish or to read it",
        NodeEvent.BirthByOther => $"somebody else published on the topic of the {Birth(name)}{Foreign(number)}: two nodes have this name",
        NodeEvent.BirthRetained => $"the broker keeps a message on the topic of the {Birth(name)}{Foreign(number)}: hosts take it for a birth, delete it",
        NodeEvent.EchoRefused => "the broker does not let the node subscribe to its own births: whether they arrive is not looked at",
        NodeEvent.JournalFlash => number == 0 ? "the disk takes no more of the journal: full or broken; what waits stays in memory, the oldest goes if it must"
            : "the disk takes the journal again",
        NodeEvent.HostOnline => $"the primary host is online at broker {number}",
        NodeEvent.HostOffline => $"the primary host is offline at broker {number}: nothing is published until it is back",
        NodeEvent.CommandRefused => $"command refused{For(name)}: {(CommandVerdict)number}",
        NodeEvent.CommandUnreadable => $"command unreadable{For(name)}: {(DecodeError)number}",
        NodeEvent.WritePassed => $"write to {name ?? OfNode} done",
        NodeEvent.WriteNotDone => $"write to {name ?? OfNode} not done as asked: {(CommandVerdict)number}",
        NodeEvent.Offline => $"offline: {(MqttFault)number}{Words((MqttFault)number)}",
        NodeEvent.StepFailed => $"a step failed ({number} so far): a fault of ours, please report it",
        NodeEvent.InternalFault => $"internal fault: {(EdgeEvent)number}{For(name)}",
        NodeEvent.Stopping => "leaving",
        NodeEvent.LostAfterBirth =>
            $"lost soon after the births, of which the longest{For(name)} had {number} bytes: the broker's limit for a message may be lower",
        NodeEvent.UpdateBegun => $"update {name} (number {number}) is being taken",
        NodeEvent.UpdateEnded when number == 0 => "update is ready to be tried",
        NodeEvent.UpdateEnded => $"update given up: {(UpdateReason)number}",
        NodeEvent.OfferRefused => $"offer of an update refused: {(UpdateReason)number}",
        NodeEvent.TrialBegun => $"on trial, start {number}",
        NodeEvent.TrialEnded when number == 0 => "trial over: confirmed",
        NodeEvent.TrialEnded => $"trial over, going back: {(UpdateReason)number}",
        NodeEvent.TimeRefused => $"the clock shows {DateTime.UnixEpoch.AddDays(number):yyyy-MM-dd}, which is not believed",
        NodeEvent.TimeStepped => $"the clock was set by {number:+0;-0;0} s",
        _ => $"{what} {number} {name}",
    };

    private string Words(MqttFault fault) =>
        fault == MqttFault.ClosedByUs || string.IsNullOrEmpty(wire.LastFaultText) ? "" : $" ({wire.LastFaultText})";

    private static string Of(string? name) => name is null ? "" : $" of {name}";

    private static string Birth(string? name) => name is null ? "node's birth" : $"birth of {name}";

    private static string Foreign(int device) => device < 0 ? "'s device, one that it does not have" : "";

    private static string For(string? name) => name is null ? "" : $" for {name}";
}
