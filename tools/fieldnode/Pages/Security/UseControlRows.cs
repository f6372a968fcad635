using static FieldNode.Cli.Pages.Security.RequirementVerdict;

namespace FieldNode.Cli.Pages.Security;

/// <summary>FR 2: use control.</summary>
internal static class UseControlRows
{
    internal static readonly Requirement[] All =
    [
        new("CR 2.1", "Rights are enforced for who was authenticated", Met,
            "By default nothing passes but a request for births. A write needs `mode: commands`, `writable`, and where one is named a key switch that is on")
        {
            Tests =
            [
                "EdgeNodeCommandTests", "WritePolicyTests", "WholeCommandTests", "NodeTests.A_host_writes_a_set_point_only_if_the_node_allows_writes_and_sees_the_value_read_back",
                "NodeControlsTests.In_mode_readOnly_there_is_none_of_the_three_whatever_the_settings_say",
            ],
            Cra = ["I(2)(b)", "I(2)(d)", "I(2)(f)"], Etsi = ["5.5-5"],
        },
        new("CR 2.1 RE(1)", "For all users: people, programs and devices", Compensated, "**MQTT does not tell the node who sent a command**")
        {
            Else = "The broker's access list, by certificate: who may publish commands for which node",
            Tests = ["MosquittoSiteTests.Maintenance_commands_update_devices_only_a_writer_its_devices_only_and_a_reader_nothing", "RabbitMqSiteTests.Everybody_does_what_is_his_and_nothing_else_and_who_is_revoked_is_out"],
            Cra = ["I(2)(d)"],
        },
        new("CR 2.1 RE(2)", "Rights are given to roles", Compensated, "Roles are those of the certificates: node, host, writer, maintenance, broker, bridge")
        {
            Else = "The broker maps them to topics; `fieldnode broker` writes that map", Tests = ["BrokerVerbTests.The_ACL_names_each_user_and_the_group_of_each_node", "PkiVerbTests.Each_role_says_what_it_may"],
            Cra = ["I(2)(d)"], Etsi = ["5.6-7"],
        },
        new("CR 2.1 RE(4)", "Grave actions need two people", Compensated, "A write can be made to need a contact at the plant beside the host's command (`keySwitch`); the node does not know who turned it")
        {
            Else = "Give the key to somebody who does not operate the host",
            Tests = ["EdgeNodeCommandTests.With_a_key_switch_a_write_passes_only_while_it_is_on_and_good", "NodeControlsTests.A_key_switch_that_is_off_keeps_controls_back_as_it_keeps_values", "UpdateBuilderTests"],
        },
        new("CR 2.2", "Use over wireless links is authorised and watched", Compensated, "Wi-Fi is another wire below the same TLS; joining has its own waits")
        {
            Else = "WPA2 or WPA3 with keys or certificates of the site's access points, which also watch; or Ethernet", Tests = ["NetworkTests"],
        },
        new("CR 2.3", "Portable and mobile devices", NotApplicable, "As we read it, the standard asks nothing of components here"),
        new("EDR 2.4", "Mobile code is controlled", NotApplicable, "The node runs no code that comes with data or with a message. Firmware comes in signed bundles (EDR 3.10)")
        {
            Tests = ["DeviceBuild_Tests.The_device_code_knows_no_library_but_the_core_library_and_the_profile"],
        },
        new("CR 2.5", "A session is locked when its user is away", NotApplicable, "Nobody has a session with the node"),
        new("CR 2.6", "A remote session can be ended", NotApplicable, "As CR 2.5. The node's own session with the broker is ended at the broker ([steps](bench.md#when-a-node-is-lost))"),
        new("CR 2.7", "Sessions at a time are limited", NotApplicable, "As CR 2.5. The node has one session of its own, and one update at a time")
        {
            Tests = ["UpdaterTests.One_offer_at_a_time_and_the_same_again_is_no_other"],
        },
        new("CR 2.8", "What matters to security is recorded: with time, source, kind and result", Met,
            "Links, TLS failures, commands, writes, restarts, clock steps, changed settings, offers and trials, in a ring on flash. The source of a command is its tag or device, not a person (CR 2.12)")
        {
            Tests = ["NodeEventsTests", "SettingsSourceTests.Each_change_of_the_file_is_an_event_whatever_is_read", "CertificateNoticeTests", "EventsVerbTests.Every_kind_and_every_number_of_its_enum_has_words"],
            Cra = ["I(2)(l)"], Etsi = ["5.10-1"],
        },
        new("CR 2.9", "There is room for the records, and no failure when it is used up", Met, "Two rings with bounds; alike events are counted; hosts' commands cannot push out the node's own history")
        {
            Tests = ["EventRingTests", "EventRingWearTests", "RecordRingTests"], Cra = ["I(2)(l)"],
        },
        new("CR 2.9 RE(1)", "A warning when the room is nearly used up", Compensated, "A ring is always full in the end; what is lost before it is on flash is counted, and a metric")
        {
            Else = "The host keeps the counters; copy the ring (`fieldnode events`) as often as its history is needed",
            Tests = ["EventRingWearTests.Whatever_comes_there_are_no_more_writes_than_the_budget_and_what_is_lost_is_counted"], Cra = ["I(2)(l)"],
        },
        new("CR 2.10", "A failure to record harms nothing and is told", Met, "The node goes on; `Node/Store faults`, the log and the ring (once it has room) tell it")
        {
            Tests = ["NodeFaultsTests.A_store_that_is_full_from_the_start_is_said_once_and_tried_less_and_less_often", "EventRingTests.A_full_store_is_borne_and_the_events_are_written_when_it_has_room", "StoreWatchTests"],
            Cra = ["I(2)(l)"],
        },
        new("CR 2.11", "Records bear the time", Met, "UTC and uptime; before there is a time, the record says so and gets one when it is read")
        {
            Tests = ["EventsVerbTests.Events_from_before_the_clock_was_set_get_a_time_that_is_marked", "NodeTests.Nothing_that_was_sampled_before_the_clock_was_set_leaves_with_a_time_that_cannot_be"], Cra = ["I(2)(l)"],
        },
        new("CR 2.11 RE(1)", "Clocks are synchronised", Met, "NTP of the site's servers, or a DS3231") { Tests = ["TimeKeeperTests"], Cra = ["I(2)(l)"] },
        new("CR 2.11 RE(2)", "The source of time cannot be altered unseen", Compensated,
            "**NTP is not authenticated.** A false answer is bounded: no time below the floor or behind the certificate's end, and none outlives a restart; the step is an event")
        {
            Else = "A time server in the node's own network; where that is not enough, the DS3231 alone",
            Tests =
            [
                "TimeKeeperTests.An_answer_that_is_years_ahead_moves_the_floor_by_no_more_than_the_time_that_passed", "TimeKeeperTests.An_answer_from_2099_is_told_put_right_and_forgotten_with_the_restart",
                "NodeTests.A_clock_that_is_set_to_a_time_that_cannot_be_is_told_and_not_followed",
            ],
            Cra = ["I(2)(f)", "I(2)(l)"],
        },
        new("CR 2.12", "It can be shown who did something", Compensated, "**Not by the node**: a command bears no sender. Records of loop checks and of provisioning are signed by who made them")
        {
            Else = "The broker's log has client and time of each publish; keep it", Tests = ["RecordSealTests", "RecordsTests"], Cra = ["I(2)(l)"],
        },
        new("EDR 2.13", "Ports for diagnosis and test cannot be used by strangers", NotOnStock, "**The board's serial port answers the debugger's protocol without authentication**: files, key, memory, other code")
        {
            Else = "A runtime of your own without the Wire Protocol, with the chip's download mode and JTAG locked by fuses; until then a locked enclosure", Cra = ["I(2)(d)", "I(2)(j)"], Etsi = ["5.6-3", "5.6-4"],
        },
        new("EDR 2.13 RE(1)", "Attempts to use them are noticed", NotOnStock, "The runtime tells nobody that a debugger is connected")
        {
            Else = "As EDR 2.13; the enclosure's contact on an input of the board is a tag with its own alarm", Tests = ["ContactTests"], Cra = ["I(2)(d)"],
        },
    ];
}
