using System.Globalization;
using System.Text;
using FieldNode.Field;
using FieldNode.Field.Modbus;
using FieldNode.Journal;
using FieldNode.Mqtt;
using FieldNode.ProtoLite;
using FieldNode.Sparkplug;
using FieldNode.Tags;
using FieldNode.Update;

namespace FieldNode.Cli;

/// <summary>What an event says, in words. Numbers that this program does not know stay numbers.</summary>
internal static class EventWords
{
    /// <summary>Groups of kinds, by the first number of each.</summary>
    private static readonly (string Name, int First)[] Groups = [("command", 80), ("field", 60), ("link", 40), ("node", 1)];

    internal static IEnumerable<string> GroupNames => Groups.Select(g => g.Name).Reverse();

    /// <summary>As scripts and <c>--kind</c> write it: <c>link-down</c>.</summary>
    internal static string KindName(EventKind kind) =>
        Enum.IsDefined(kind) ? Split(kind.ToString(), '-') : ((int)kind).ToString(CultureInfo.InvariantCulture);

    /// <summary>The kind of a name that <see cref="KindName"/> gave.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    internal static EventKind KindOf(string name) =>
        int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number is > 0 and < 256 ? (EventKind)number
            : Enum.GetValues<EventKind>().FirstOrDefault(kind => kind != EventKind.None && KindName(kind) == name) is var found and not EventKind.None ? found
            : throw new FormatException($"{name} is no kind of event");

    /// <summary>A fault of the link.</summary>
    internal static string FaultOf(int fault) => Numbered<MqttFault>(fault);

    /// <summary>A fault of a request.</summary>
    internal static string SlaveFaultOf(ModbusFault fault) => Numbered<ModbusFault>((int)fault);

    /// <summary>Why a value or a device is not good.</summary>
    internal static string ReasonOf(QualityReason reason) => Split(reason.ToString(), ' ');

    internal static string GroupOf(EventKind kind) => Groups.FirstOrDefault(g => (int)kind >= g.First, (Name: "none", First: 0)).Name;

    internal static string Of(LoggedEvent e)
    {
        string text = e.Kind switch
        {
            EventKind.Started when e.Run == 1 && e.A == (int)RunEnd.Unmarked => $"started, version {e.Name}; no earlier run is known",
            EventKind.Started => $"started, version {e.Name}; the last run {RunEndOf(e.A)}",
            EventKind.Stopping => "leaving, as it was asked to",
            EventKind.Restarting => $"restarting: this run {RunEndOf(e.A)}",
            EventKind.SafeMode => $"safe mode after {e.A} faults in a row: the field is left alone",
            EventKind.StepFailed => $"a step failed ({e.A} so far): a fault of ours, please report it",
            EventKind.InternalFault => $"internal fault: {Numbered<EdgeEvent>(e.A)}{For(e)}",
            EventKind.SettingsChanged when e.B == 0 => $"a first node file, CRC {e.A:x8}",
            EventKind.SettingsChanged when e.Detail is not null => $"the node file changed: {e.Detail}",
            EventKind.SettingsChanged => $"the node file changed: CRC {e.A:x8}, it was {e.B:x8}",
            EventKind.SettingsBad => $"the node file cannot be used: {e.Name}",
            EventKind.BoardFileBad => $"the board file cannot be used: {e.Name}",
            EventKind.CertificateBad => $"a certificate or key cannot be used: {e.Name}",
            EventKind.Crashed => $"an exception ended the run: {e.Name}",
            EventKind.ClockSet => "the clock is set",
            EventKind.TimeStep => $"the clock was set {Step(e.A, e.B)}",
            EventKind.EventsLost => $"{e.A} events were not recorded: too many at a time",
            EventKind.TotalsRestored => $"totals restored for {e.A} of {e.B} pulse inputs",
            EventKind.AccessPointOn => "an access point is on in the firmware's configuration",
            EventKind.TimeRefused => $"the clock shows {Day(e.A)}: not believed",
            EventKind.CertificateEnds when e.A < 0 => $"the node's certificate has ended {-e.A} days ago",
            EventKind.CertificateEnds => $"the node's certificate ends in {e.A} days: renew it (fieldnode pki renew)",
            EventKind.UpdateBegun => $"update {e.Name} (number {e.A}) is being taken: its signature is right",
            EventKind.UpdateEnded when e.A == 0 => $"update number {e.B} is ready to be tried",
            EventKind.UpdateEnded => $"update number {e.B} given up: {Numbered<UpdateReason>(e.A)}",
            EventKind.TrialBegun => $"update number {e.B} is on trial, start {e.A}",
            EventKind.TrialEnded when e.A == 0 => $"update number {e.B} is confirmed",
            EventKind.TrialEnded => $"update number {e.B} is taken back: {Numbered<UpdateReason>(e.A)}",
            EventKind.OfferRefused => $"offer of an update refused: {Numbered<UpdateReason>(e.A)}",
            EventKind.StoreState => e.A == 0 ? "the state folder or flash refuses what is written: full, broken or read-only" : "the state folder or flash takes what is written again",
            EventKind.LinkUp => $"online, bdSeq {e.A}",
            EventKind.LinkDown => $"link lost after {e.B} s: {Numbered<MqttFault>(e.A)}",
            EventKind.ConnectFailed => $"no connection: {Numbered<MqttFault>(e.A)}",
            EventKind.TlsFailed => $"no connection: {Numbered<MqttFault>(e.A)}{TlsWords.Of(e.B)}",
            EventKind.NoNetwork => e.Name.Length == 0 ? "no network" : $"no network: {e.Name}",
            EventKind.NoTime => "no time that can be believed",
            EventKind.RebirthAsked => $"a host asked for a rebirth{OfWhom(e)}",
            EventKind.RebirthRefused => $"a rebirth{OfWhom(e)} was asked for and not served: too many had come before",
            EventKind.BirthNotEchoed => $"the {Birth(e)} did not come back: the broker's access list forbids to publish or to read it",
            EventKind.BirthByOther => $"somebody else published on the topic of the {Birth(e)}: two nodes have this name",
            EventKind.BirthRetained => $"the broker keeps a message on the topic of the {Birth(e)}: hosts take it for a birth, delete it",
            EventKind.EchoRefused => "the broker does not let the node subscribe to its own births",
            EventKind.JournalFlash => e.A == 0 ? "the flash takes no more of the journal: full or broken; the ring in RAM goes on" : "the flash takes the journal again",
            EventKind.HostOnline => $"the primary host is online at broker {e.A}",
            EventKind.HostOffline => $"the primary host is offline at broker {e.A}",
            EventKind.LostAfterBirth =>
                $"lost within 30 s of the births: a second client with our id does that, or a broker that takes no message as long as the longest{For(e)}, {e.A} bytes",
            EventKind.DeviceBorn => $"{e.Name} answers",
            EventKind.DeviceDied => $"{e.Name} is away: {Numbered<QualityReason>(e.A)}",
            EventKind.SlaveFault => $"{e.Name}: {Numbered<ModbusFault>(e.A)}",
            EventKind.SensorFault => $"{e.Name}: {Numbered<QualityReason>(e.A)}",
            EventKind.PortState when e.A == (int)SerialFault.None => $"line {e.Name}: its port is open",
            EventKind.PortState => $"line {e.Name}: {Numbered<SerialFault>(e.A)}",
            EventKind.TagState when e.A == (int)QualityReason.None => $"{e.Name}: nothing is wrong any more",
            EventKind.TagState => $"{e.Name} is bad: {Numbered<QualityReason>(e.A)}",
            EventKind.OutputFallback => $"{e.Name} fell back: {(e.A == 1 ? "on" : "off")}",
            EventKind.CommandRefused => $"command{For(e)} refused: {Numbered<CommandVerdict>(e.A)}",
            EventKind.CommandUnreadable => $"command{For(e)} unreadable: {Numbered<DecodeError>(e.A)}",
            EventKind.WritePassed => $"write to {e.Name} done",
            EventKind.WriteNotDone => $"write to {e.Name} not done as asked: {Numbered<CommandVerdict>(e.A)}",
            _ => $"event {(int)e.Kind} ({e.A}, {e.B}) {e.Name}".TrimEnd(),
        };
        return SafeText.Of(text);
    }

    private static string OfWhom(LoggedEvent e) => e.Name.Length == 0 ? "" : $" of {e.Name}";

    private static string Birth(LoggedEvent e) =>
        e.Name.Length > 0 ? $"birth of {e.Name}" : e.A < 0 ? "birth of a device that the node does not have" : "node's birth";

    private static string For(LoggedEvent e) => e.Name.Length == 0 ? "" : $" for {e.Name}";

    // A number that is no date is what a damaged record may hold.
    private static string Day(int days) => days is >= 0 and < 2_932_897 ? $"{DateTime.UnixEpoch.AddDays(days):yyyy-MM-dd}" : $"day {days}";

    /// <summary>How a run ended.</summary>
    internal static string RunEndOf(int end) => (RunEnd)end switch
    {
        RunEnd.Unmarked => "left no mark (power, reset or killed)",
        RunEnd.StepFaults => "ended in steps that failed",
        RunEnd.Exception => "ended in an exception",
        RunEnd.Hang => "hung",
        RunEnd.TryAgain => "ended safe mode",
        RunEnd.Asked => "ended as asked",
        RunEnd.Waited => "waited an hour for files that can be used",
        _ => $"ended with {end}",
    };

    private static string Step(int seconds, int ms)
    {
        TimeSpan by = TimeSpan.FromMilliseconds(Math.Abs(1000L * seconds + ms));
        string length = by.TotalDays >= 1 ? $"{by.Days} d {by:hh\\:mm\\:ss}"
            : by.TotalMinutes >= 1 ? by.ToString("hh\\:mm\\:ss", CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{by.TotalSeconds:0.0##} s");
        return (1000L * seconds + ms < 0 ? "back by " : "forward by ") + length;
    }

    /// <summary>"no answer (2)"; "fault 99" where the enum does not have the number.</summary>
    private static string Numbered<T>(int number) where T : struct, Enum
    {
        var value = (T)Enum.ToObject(typeof(T), number);
        return Enum.IsDefined(value) ? $"{Split(value.ToString(), ' ')} ({number})" : $"number {number}";
    }

    private static string Split(string name, char between)
    {
        var words = new StringBuilder();
        foreach (char c in name)
        {
            if (char.IsUpper(c) && words.Length > 0)
            {
                words.Append(between);
            }
            words.Append(char.ToLowerInvariant(c));
        }
        return between == ' ' ? words.Replace("tls", "TLS").Replace("crc", "CRC").ToString() : words.ToString();
    }
}
