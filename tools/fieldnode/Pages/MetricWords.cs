namespace FieldNode.Cli.Pages;

/// <summary>What each of the node's own metrics means, and what to do when it moves. A metric in a birth without an entry fails a test.</summary>
internal static class MetricWords
{
    internal const string Always = "always";
    private const string Watched = "`heartbeatMs` is not 0, or a tag has `care`";
    private const string Verified = "`sparkplug.verify` echo";
    private const string Hosted = "`primaryHost`";
    private const string Journal = "`journal.ramBytes` is not 0";
    private const string Updated = "`update`";
    private const string Line = "each line";
    private const string Slave = "each Modbus device";
    private const string Bus = "each bus";
    private const string Sensor = "each sensor";
    private const string Pins = "`terminals`";
    private const string Fine = "Nothing";
    private const string Report = "Report it, with the output of `fieldnode events`";

    internal static readonly NodeMetric[] All =
    [
        new("bdSeq", Always, "Number of the session, 0 to 255; the NDEATH of this session has the same one", Fine),
        new("Node Control/Rebirth", Always, "Write true: the node sends all births again", Fine),
        new("Node Control/Reboot", "`controls.reboot`, mode commands", "Write true: the node restarts", Fine),
        new("Node Control/Next Server", "`controls.nextServer`, mode commands", "Write true: the node goes to its next broker", Fine),
        new("Node Control/Scan Rate", "`controls.scanRateMaxMs` is not 0, mode commands", "No line or bus is read more often than this; 0: as the settings say", "Not 0 and not meant: write 0. A restart resets it, too"),
        new("Device Control/Rebirth", "`controls.deviceRebirth`, in each DBIRTH; always in that of `Update`", "Write true: the device is born again", Fine),
        new("Properties/Hardware Make", "`controls.properties`, and the node knows it", "Who made the hardware", Fine),
        new("Properties/Hardware Model", "`controls.properties`, and the node knows it", "Which hardware it is", Fine),
        new("Properties/OS", "`controls.properties`, and the node knows it", "What the firmware runs on", Fine),
        new("Properties/OS Version", "`controls.properties`, and the node knows it", "Its version", Fine),
        new("Properties/Firmware version", Always, "Version of the firmware; `safe mode` or `update only` behind it says that the field is left alone", "`safe mode`: as LED 6 in [symptoms](symptoms.md). `update only`: send a bundle"),
        new("Properties/Settings CRC", Always, "CRC-32 of the node file", "If nobody changed the node file, find out who did"),
        new("Certificate/Expires", "the end of the certificate is known", "When the node's certificate ends", Fine),
        new("Certificate/Days left", "the end of the certificate is known", "Whole days until then; negative: it has ended", "Below 60: `fieldnode pki renew`. Below 7: today"),
        new("Node/Uptime", Always, "Since the start of the run", "Back to 0: the node restarted. `Node/Last reset` says why"),
        new("Node/Free memory", Always, "Memory that is free", "Falls for days without end: report it"),
        new("Node/Reconnects", Always, "Sessions after the first one of this run", "Read `Node/Last fault`"),
        new("Node/Blind ms", Always, "How long attempts to connect have held up the loop: meanwhile nothing was read", "Rises with `Node/Connects failed`: see there"),
        new("Node/Last fault", Always, "Why the last session or attempt ended", "Look the number up under \"The link\" in [symptoms](symptoms.md#the-link)"),
        new("Node/Connects failed", Always, "Attempts to connect that failed", "Read `Node/Last fault`"),
        new("Node/TLS failures", Always, "Those of them that failed in TLS", "Read `Node/Last fault`: certificates or clocks"),
        new("Node/Rebirths asked", Always, "Requests for births, of the node and of devices", "Rises all the time: a host does not take the births. `fieldnode watch` names why"),
        new("Node/Rebirths refused", "`primaryHost` or `otherBrokers`", "Requests beyond 8 at once and one each 10 s", "Look into the logs of the hosts: one asks without end"),
        new("Node/Longest birth", Always, "Length of the longest birth so far", "Near the broker's limit for messages: raise that limit"),
        new("Node/Step faults", Always, "Steps of the loop that failed", Report),
        new("Node/Last reset", Always, "How the run before this one ended", "Look the number up under \"How the last run ended\" in [symptoms](symptoms.md#how-the-last-run-ended)"),
        new("Node/Boots", Always, "Number of this run; wraps at 65,536", "Rises and nobody restarted it: read `Node/Last reset`"),
        new("Node/Time steps", Always, "How often the clock was set", "Rises each day: check the time server"),
        new("Node/Events lost", Always, "Events that the ring could not take", "Look for what repeats itself: `fieldnode events`"),
        new("Node/Event writes", Always, "Writes of events to flash", "Thousands a day: something repeats itself"),
        new("Node/Store faults", Always, "Writes to the state folder or flash that failed", "Make room, or make the folder writable; if a board's flash stays so, replace the board"),
        new("Node/Field faults", Always, "Requests and measurements that failed", "Rises: `fieldnode events --kind field` names device and fault"),
        new("Node/Device deaths", Always, "Devices that were given up", "`fieldnode events --kind field` says which and why"),
        new("Node/Devices away", Always, "Devices that do not answer now", "Not 0: `fieldnode events --kind field` says which and why"),
        new("Node/Commands/Passed", Always, "Values that the field took", Fine),
        new("Node/Commands/Refused by policy", Always, "Commands that the settings do not allow, or that name what is not there", "Read `Node/Commands/Last not done`; correct host or node file"),
        new("Node/Commands/Refused by value", Always, "Commands with a value that does not fit", "Read `Node/Commands/Last not done`; tell the operator the range"),
        new("Node/Commands/Failed", Always, "Values that the slave refused or did not confirm", "Look at the slave; `fieldnode events --kind command` names the tag"),
        new("Node/Commands/Not sent", Always, "What was allowed and did not reach the field", "Look at the slave; with verdict 9 or 17 the host writes too fast"),
        new("Node/Commands/Last not done", Always, "Last verdict and tag; empty: none yet", "Look the number up under \"Commands\" in [symptoms](symptoms.md#commands)"),
        new("Node/Heartbeat", "`heartbeatMs` is not 0", "Counts up, 0 to 65,535", "Stands still at the host: no data arrive. Look at the link"),
        new("Node/Tags forced", Watched, "Tags that a person has forced", "Not 0 and nobody works there: remove `forced` from the node file"),
        new("Node/Tags out of service", Watched, "Tags that are out of service", "Not 0 and nobody works there: remove `outOfService` from the node file"),
        new("Node/Tags frozen", Watched, "Tags whose value has not moved for `frozenAfterMs`", "Check the sensors whose `QualityReason` is 15"),
        new("Node/Calibrations overdue", Watched, "Calibrations past their due date", "Calibrate; put the new date into `care.calibration`"),
        new("Node/Server", "`otherBrokers`", "The broker of this session; 1 is the first of the list", "Not 1: look why the first one was left"),
        new("Node/Host/Times offline", Hosted, "How often the primary host went offline", "Look at the host"),
        new("Node/Host/STATE refused", Hosted, "STATE messages that are none, or more than 5 min ahead of the node's clock", "Set the clocks; find out who else publishes there"),
        new("Node/Births/Echoed", Verified, "Births of this session that came back from the broker", "Should be one more than the devices that answer"),
        new("Node/Births/Not echoed", Verified, "Births that did not come back", "Not 0: correct the broker's access list"),
        new("Node/Births/By others", Verified, "Messages on our birth topics that are not ours", "Not 0: a second node has this name"),
        new("Node/Updates/Offers refused", Updated, "Offers of bundles that were refused", "Read `Reason` of `Update`. If you sent none, find out who did"),
        new("Node/Updates/Chunks not wanted", Updated, "Pieces of bundles that nobody had asked for", "Rises fast: somebody sends without end"),
        new("Node/Updates/Bytes dropped", Updated, "Bytes that came as wanted and were not those of the bundle", "Copy the bundle again, then send it again"),
        new("Journal/Captured", Journal, "Values that were taken for sending", Fine),
        new("Journal/Sent", Journal, "Those that went out live, or with a birth", Fine),
        new("Journal/Confirmed", Journal, "Those that the broker has confirmed", "Stands still while `Sent` rises: look at the link"),
        new("Journal/Resent", Journal, "Values that went out later, or again", "Rises after each outage: nothing"),
        new("Journal/Dropped", Journal, "Values that are lost: they made room for newer ones and had no receipt", "Rises: raise `journal.ramBytes` or `flashBytes`, or shorten the outages"),
        new("Journal/Unheld", Journal, "Values that had a receipt and made room before `holdMs` was over", "Rises all the time: raise `journal.ramBytes`"),
        new("Journal/Depth", Journal, "Values that wait for a receipt", "Rises for longer than an outage: look at the link"),
        new("Journal/Oldest", Journal, "How long the oldest of them has waited", "As `Journal/Depth`"),
        new("Field/{line}/Foreign bytes", Line, "Bytes that belong to no reply", "Rises: bias, termination, a second master, or a reply after its time-out"),
        new("Field/{line}/Port faults", Line, "How often the port could not be opened or was lost", "Check adapter, plug and permissions"),
        new("Field/{line}/unit {unit}/Requests", Slave, "Requests that were sent", Fine),
        new("Field/{line}/unit {unit}/Timeouts", Slave, "Requests without an answer", "Rises: supply, wires, unit, baud rate; raise `replyTimeoutMs`"),
        new("Field/{line}/unit {unit}/CRC errors", Slave, "Answers that were damaged", "Rises: termination, bias, common wire, shield"),
        new("Field/{line}/unit {unit}/Exceptions", Slave, "Answers that were exceptions", "`fieldnode events --kind slave-fault` has their numbers"),
        new("Field/{line}/unit {unit}/Retries", Slave, "Requests that were repeated", "As `Timeouts` and `CRC errors`, before anybody sees it"),
        new("Field/{line}/unit {unit}/Offline spells", Slave, "How often the slave was given up", "Check supply and wires of this slave"),
        new("Field/{bus}/Recoveries", Bus, "How often the node freed a held bus", "Rises: the wire is too long, or the supply too weak"),
        new("Field/{bus}/Recoveries failed", Bus, "How often that did not help", "Take the parts off one by one; switch the supply"),
        new("Field/{bus}/{sensor}/No answer", Sensor, "Measurements without an answer", "Check plug, supply and address"),
        new("Field/{bus}/{sensor}/Damaged", Sensor, "Measurements with a wrong CRC, or a part that lost its supply", "Check wires and supply"),
        new("Field/{bus}/{sensor}/Other faults", Sensor, "Measurements that failed for another reason", "`QualityReason` of its tags says why"),
        new("Field/{bus}/{sensor}/Measurements", Sensor, "Measurements that succeeded", "Stands still: see the three beside it"),
        new("Field/{terminals}/Pin faults", Pins, "How often a pin could not be had or did not follow", "Check whether something else uses the pin; measure the output"),
        new("Field/{terminals}/Output fallbacks", Pins, "How often an output went to its safe state", "Look at the link; `fieldnode events --kind output-fallback` names the output"),
        new("Field/{terminals}/Total saves", Pins, "Writes of totals to flash", Fine),
        new("Field/{terminals}/Total saves failed", Pins, "Writes of totals that failed", "Make room in the state folder; if a board's flash stays so, replace the board"),
        new("Field/Values found frozen", Watched, "How often a value was found frozen", "As `Node/Tags frozen`"),
        new("Update: State", Updated, "What the device `Update` does", "Look the number up in [update](update.md#states)"),
        new("Update: Reason", Updated, "Why the last bundle was refused or taken back", "Look the number up in [update](update.md#reasons-and-what-to-do)"),
        new("Update: Progress", Updated, "How much of the bundle is there", Fine),
        new("Update: Version running", Updated, "Version that runs", Fine),
        new("Update: Version offered", Updated, "Version of the bundle that is being taken or tried", Fine),
        new("Update: Slot", Updated, "Where what runs was started from; 0: the factory firmware", "0 and not meant: the bundle was taken back; read `Reason`"),
        new("Update: Trial count", Updated, "Starts of what is on trial", "Rises: the trial does not come up"),
        new("Update: Wanted/Offset", Updated, "Which piece the node wants next", Fine),
        new("Update: Wanted/Length", Updated, "How long that piece is; 0: none", Fine),
        new("Update: Takes firmware", Updated, "Whether the node takes firmware, or settings and certificates only", Fine),
        new("Update: Sequence running", Updated, "Sequence number of the bundle that runs; 0: the factory firmware", Fine),
        new("Update: Offer", Updated, "Where `fieldnode update` writes an offer", Fine),
        new("Update: Chunk", Updated, "Where it writes the pieces", Fine),
        new("Update: Certificate request", Updated, "Request for a certificate (PKCS#10, DER) of a key that was made on the node and waits for it; null: none waits", "Have it signed ([update](update.md#a-new-key-for-a-node))"),
    ];

    /// <summary>The entry of a metric, or null.</summary>
    internal static NodeMetric? Find(string name) => All.FirstOrDefault(metric => metric.Name == name);
}
