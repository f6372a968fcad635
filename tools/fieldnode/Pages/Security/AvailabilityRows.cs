using static FieldNode.Cli.Pages.Security.RequirementVerdict;

namespace FieldNode.Cli.Pages.Security;

/// <summary>FR 7: resource availability.</summary>
internal static class AvailabilityRows
{
    internal static readonly Requirement[] All =
    [
        new("CR 7.1", "Essential functions go on under an attack on availability", Compensated,
            "Bounds, time-outs and back-off everywhere. **On a board a broker that lives and says nothing in the TLS handshake holds the loop**, field included. On a PC the lab's floods, silent and dripping brokers are borne ([the Purdue lab](purdue-lab.md))")
        {
            Else = "A watchdog outside of the chip ([device](device.md#standing-still-and-the-watchdog))",
            Tests = ["EdgeNodeCommandTests", "OverlongPublishTests", "OutageTests", "MqttNetWireTlsTests.A_broker_that_takes_tcp_and_never_speaks_tls_is_given_up", "PowerPortTests.Each_turn_is_an_edge_for_the_watchdog", "SimulationRunTests", "ZonePictureTests.The_pages_picture_is_of_a_run_in_which_nothing_was_reached", "NodeWitnessTests.Each_thing_that_changes_is_named"],
            Cra = ["I(2)(h)"], Etsi = ["5.9-1"],
        },
        new("CR 7.1 RE(1)", "Load from the network, and the load that it makes, are bounded", Met, "Budgets of rebirths, writes, signatures and writes to flash; back-off with jitter towards the broker")
        {
            Tests = ["RebirthBudgetTests", "WritePolicyTests", "TokenBucketTests", "BackoffTests", "UpdaterTests.Writes_of_files_have_a_budget_that_a_restart_does_not_refill_and_time_does"],
            Cra = ["I(2)(h)", "I(2)(i)"], Etsi = ["5.9-3"],
        },
        new("CR 7.2", "Security functions cannot use the resources up", Met, "Memory is taken at start and held to a figure; a signature is checked in small steps; flash has budgets")
        {
            Tests = ["NodeTests.Steps_allocate_nothing_once_the_node_is_born", "HeldFiguresTests", "UpdaterTests.The_signature_is_checked_in_steps_of_the_units_asked_for", "EventRingWearTests"], Cra = ["I(2)(h)"],
        },
        new("CR 7.3", "It can be part of a backup", Met, "All settings are files that are made elsewhere; a dead board is replaced under the same name")
        {
            Tests = ["SettingsFileTests.What_was_written_reads_back_the_same_and_leaves_out_defaults", "KeptNodeFilesTests", "ProvisionTests.A_dead_board_is_replaced_under_the_same_identity_aliases_and_place"], Cra = ["I(2)(h)"],
        },
        new("CR 7.3 RE(1)", "A backup is checked before it is used", Met, "A settings record by its checksum, a bundle by its signature, a record of the bench by the bench's")
        {
            Tests = ["SettingsRecordTests.Every_flipped_bit_is_found", "SlotCheckTests", "RecordsTests.A_record_under_another_name_or_with_other_settings_is_found"], Cra = ["I(2)(f)"],
        },
        new("CR 7.4", "It comes back to a known, secure state after a failure", Met, "Power may fail at any write. Trials are taken back; after three faults in a row a board connects and leaves the field alone")
        {
            Tests = ["BootRecordTests", "BootTests", "PowerCutTests", "BoardPowerCutTests", "UpdatePowerCutTests", "BoardLifeTests"], Cra = ["I(2)(h)", "I(2)(k)"], Etsi = ["5.9-1", "5.9-2", "5.9-3"],
        },
        new("CR 7.5", "Emergency power", NotApplicable, "As we read it, the standard asks nothing of components here"),
        new("CR 7.6", "Network and security settings can be set as the maker recommends, and read", Met, "A file that could not work is refused with all its faults; `check` warns of what is unwise")
        {
            Tests = ["SettingsCheckTests", "SettingsRuleTests", "BoardCheckTests", "HostWarningsTests", "SecretFileWarningsTests"], Cra = ["I(2)(b)"], Etsi = ["5.12-1", "5.12-2"],
        },
        new("CR 7.6 RE(1)", "A program can get the settings in force", Compensated, "The node tells no settings over the link, but their sum in each birth")
        {
            Else = "The node file is JSON; compare its sum (`fieldnode records`, `Properties/Settings CRC`)", Tests = ["CertificateNoticeTests.A_birth_tells_the_sum_of_the_settings_and_how_long_the_certificate_lasts"],
        },
        new("CR 7.7", "What is not needed is off", Met, "Writes, controls, updates and properties are off unless set. The device build knows only the packages in its list. As a service of systemd the node has a sandbox")
        {
            Tests = ["DeviceBuild_Tests.The_device_code_knows_no_library_but_the_core_library_and_the_profile", "EdgeControlsTests.What_is_off_is_in_no_birth_and_a_command_for_it_names_an_unknown_metric", "UnitFileTests", "UpdateDeviceTests.A_node_without_the_setting_has_no_such_device_and_takes_no_offer"],
            Cra = ["I(2)(b)", "I(2)(j)"], Etsi = ["5.6-1", "5.6-5", "5.6-6", "5.6-7"],
        },
        new("CR 7.8", "It tells what it is and what is in it", Met, "Version in each birth; maker, model and runtime if set; the bench's signed record; an SBOM of each form that ships")
        {
            Tests = ["NodeTests.The_nodes_own_metrics_count_what_happens", "NodeControlsTests.What_the_board_knows_of_itself_is_in_the_birth", "RecordsTests", "DeviceBomTests"], Cra = ["II(1)"], Etsi = ["5.3-16"],
        },
    ];
}
