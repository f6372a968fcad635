namespace FieldNode.Cli.Pages.Security;

/// <summary>Threats that come in by the broker link.</summary>
internal static class LinkThreats
{
    internal const string Entry = "1. The broker link";

    internal static readonly Threat[] All =
    [
        new(Entry, "Somebody in the network scans or connects to the node", "A way in", "No listener, on a board by lint of the whole byte code, on a PC by count of the process's sockets; scanned in [the lab](purdue-lab.md)",
            "DHCP, DNS and NTP clients, and on Windows the .NET runtime's named pipe. The chip's network stack below is not ours")
        { Tests = ["ListenerRules_Tests.What_listens_is_found", "DeviceBuild_Tests", "ListenSocketsTests", "RuntimeSocketTests", "ZonePictureTests.The_pages_picture_is_of_a_run_in_which_nothing_was_reached"] },
        new(Entry, "Somebody between node and broker, or one who turns DNS to himself, poses as the broker", "Reads data, sends commands", "TLS; the broker's certificate is judged by the one CA of the settings, dates, name and use, before a byte of MQTT; tried in [the lab](purdue-lab.md)",
            "Who has a broker's key or the brokers' CA's key is the broker until that CA ends on the nodes (no revocation)")
        { Tests = ["BrokerCertificateTests", "MqttNetWireTlsTests", "MbedTlsTests", "TlsLinkTests"] },
        new(Entry, "The thief of a node's key connects as that node", "False data in its name; its commands are read; it throws the node out", "The broker lets each certificate do its own topics only; `verify: echo` tells births by others; revocation",
            "Until somebody revokes. A broker has to be told, and the open session ended")
        { Tests = ["MosquittoSiteTests", "RabbitMqSiteTests", "BirthEchoTests", "VerifiedBirthsTests.Nodes_of_one_name_find_each_other_out", "NodeCertificateTests.A_revoked_certificate_is_refused"] },
        new(Entry, "A host without the right publishes commands", "A set point changes", "Nothing but rebirths passes unless the installer allowed it twice, and a key switch may be a third lock; the broker's access list decides who may publish; tried in [the lab](purdue-lab.md)",
            "The node cannot tell hosts apart. Which of two that may write did so stands in the broker's log alone")
        { Tests = ["EdgeNodeCommandTests", "WritePolicyTests", "MosquittoSiteTests.Maintenance_commands_update_devices_only_a_writer_its_devices_only_and_a_reader_nothing"] },
        new(Entry, "A host with the right, or whoever has its certificate, floods commands, writes or rebirths", "The node does nothing else; slaves wear; history is pushed out", "One budget of rebirths, `writesPerMinuteMax`, two event rings, whole commands or none; tried in [the lab](purdue-lab.md)",
            "Writes within the range and the budget are carried out: set `low`, `high` and the rate as the plant needs")
        { Tests = ["RebirthBudgetTests", "NodeControlsTests.A_host_that_asks_for_reboots_without_end_gets_one_in_five_minutes", "WritePolicyTests", "EventRingWearTests"] },
        new(Entry, "The broker, or somebody, replays or holds back commands", "An old set point comes back", "Retained commands are refused; `commandAgeMaxMs` bounds their age", "Off unless set; it needs clocks that agree")
        { Tests = ["EdgeNodeCommandTests.A_retained_command_is_not_obeyed", "WritePolicyTests.A_write_that_is_too_old_from_the_future_or_without_a_time_is_refused_where_that_is_asked_for"] },
        new(Entry, "A broken or hostile broker sends anything: long, cut, random, never ending", "A crash, memory, a session that never ends", "Bounds before memory; long publishes go by unread; every packet that nobody asked for ends the session; time-outs",
            "On a board: a peer that lives and is silent in the handshake, or in the midst of a TLS record, holds the loop until the watchdog")
        { Tests = ["MqttNetWireInboundTests", "M2MqttWireTests", "OverlongPublishTests", "MqttSessionInboundTests", "MqttSessionFuzzTests", "CommandReaderTests", "CorpusTests.All_holds_for_each_seed_each_input_of_the_corpus_and_each_former_finding", "MalformedPacketsTests.Each_session_gets_another_packet_until_all_have_come"] },
        new(Entry, "A STATE message from the future, or one that never ends being offline", "Nodes stay silent", "A STATE ahead of the clock is refused; the node walks on to its next broker; tried in [the lab](purdue-lab.md)", "Who may publish STATE may silence nodes that wait for a primary host: the access list")
        { Tests = ["PrimaryHostTests.A_STATE_from_the_future_is_refused_and_silences_nobody", "StateTextTests", "EdgeNodeHostTests"] },
        new(Entry, "Somebody answers as the NTP server", "No connection (dates of certificates), or false times in data", "No time below the floor or behind the certificate's end; a false answer does not outlive a restart; steps are events; tried in [the lab](purdue-lab.md)", "NTP has no authentication: within the bounds times can be false. A DS3231 alone, or a server in the node's network")
        { Tests = ["TimeKeeperTests", "NodeTests.A_clock_that_is_set_to_a_time_that_cannot_be_is_told_and_not_followed"] },
        new(Entry, "The broker forbids or drops what the node publishes", "Values are missing and nobody notices", "`verify: echo` for births; receipts and the journal for data", "Data that the broker takes and drops is not found out by the node ([DESIGN](DESIGN.md#the-journal))")
        { Tests = ["BirthEchoTests", "SampleJournalTests", "LossTests"] },
    ];
}
