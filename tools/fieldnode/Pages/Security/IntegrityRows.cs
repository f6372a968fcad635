using static FieldNode.Cli.Pages.Security.RequirementVerdict;

namespace FieldNode.Cli.Pages.Security;

/// <summary>FR 3: system integrity.</summary>
internal static class IntegrityRows
{
    internal static readonly Requirement[] All =
    [
        new("CR 3.1", "What is sent cannot be altered unseen", Compensated, "TLS towards the broker. **On RS-485, I2C, SPI and 1-Wire a CRC or nothing**: against noise, not against people")
        {
            Else = "Field wires in locked cabinets and conduits; whoever is on the wire is believed",
            Tests = ["MqttNetWireTlsTests", "TlsLinkTests", "ModbusMasterTests.No_truncation_and_no_flipped_bit_of_a_reply_ever_becomes_a_wrong_value"], Cra = ["I(2)(f)"], Etsi = ["5.5-1"],
        },
        new("CR 3.1 RE(1)", "Its sender is authenticated", Compensated, "The broker is, by certificate; devices on a field bus are not")
        {
            Else = "As CR 3.1", Tests = ["BrokerCertificateTests", "MosquittoSiteTests.A_brokers_certificate_and_one_of_another_CA_let_nobody_in"], Cra = ["I(2)(f)"],
        },
        new("EDR 3.2", "Software that nobody allowed is neither installed nor run", NotOnStock,
            "Over the link only signed bundles are installed and started. **Over the serial port anybody can deploy assemblies**, and the chip starts what is in its flash")
        {
            Else = "Secure boot and a runtime without the Wire Protocol", Tests = ["TufAttackTests.Arbitrary_software_installation", "SignatureCheckTests", "SlotCheckTests"], Cra = ["I(2)(f)"], Etsi = ["5.3-9", "5.7-1"],
        },
        new("CR 3.3", "One can check that the security functions work", Met,
            "`provision` proves certificate, broker and births of a new node; the device's self-test tries hash, signature, seal and loading; `demo` and `watch --conform` show what a host sees")
        {
            Tests = ["ProvisionTests", "SelfTestTests", "DemoTests", "WatchConformTests"], Etsi = ["5.12-3"],
        },
        new("CR 3.3 RE(1)", "Also while it runs", Compensated, "Each connection checks the broker anew, each start every chunk of its slot, and `sparkplug.verify: echo` what the broker lets through. That a revoked node is refused shows only at the broker")
        {
            Else = "Try a revoked certificate after each change of the broker's configuration",
            Tests = ["VerifiedBirthsTests", "BootChoiceTests.Every_start_hashes_each_chunk_once_and_no_more"],
        },
        new("CR 3.4", "Integrity of software, settings and data is checked, and the result told", NotOnStock,
            "Slots by digest and seal at each start, settings and records by checksum. **What was deployed over the serial port, and the runtime, are not checked by anything that a thief could not change**")
        {
            Else = "Secure boot", Tests = ["SlotCheckTests", "SettingsRecordTests.Every_flipped_bit_is_found", "AbRecordTests.Any_flipped_bit_of_the_newer_file_brings_back_the_older"],
            Cra = ["I(2)(f)"], Etsi = ["5.7-1", "5.7-2"],
        },
        new("CR 3.4 RE(1)", "Their origin is checked too", NotOnStock, "Of bundles (signature), not of what the bench deployed") { Else = "Secure boot", Tests = ["SignatureCheckTests", "TufAttackTests"], Cra = ["I(2)(f)"], Etsi = ["5.3-9"] },
        new("CR 3.4 RE(2)", "Somebody is told of a violation by itself", NotOnStock, "Of a slot: an event, and the reason as a metric. Of what the bench deployed nobody is")
        {
            Else = "Secure boot, which starts nothing else; the host sees the node away", Tests = ["BadBundleTests", "BootChoiceTests.A_confirmed_slot_that_has_rotted_gives_way_to_the_one_before_it"],
            Cra = ["I(2)(f)", "I(2)(l)"], Etsi = ["5.7-2"],
        },
        new("CR 3.5", "Input is checked for form, length and content before it is used", Met, "All that comes in has a bound and is judged whole: messages, commands, STATE, replies of slaves, settings, bundles, files")
        {
            Tests =
            [
                "CommandReaderTests", "MqttNetWireInboundTests", "M2MqttWireTests", "StateTextTests", "ModbusChanceTests", "SettingsFuzzTests", "SettingsJsonTests", "ManifestTests", "EdgeNodeCommandTests",
                "CorpusTests.All_holds_for_each_seed_each_input_of_the_corpus_and_each_former_finding", "PlantedFaultTests.A_bound_that_is_not_looked_at_is_found_from_the_corpus",
            ],
            Cra = ["I(2)(j)", "I(2)(k)"], Etsi = ["5.13-1"],
        },
        new("CR 3.6", "Outputs go to a state that was set when normal operation cannot be kept", Met, "Each output has a state at boot and after a lost link or host; in a trial it stays as at boot")
        {
            Tests = ["DigitalOutputTests", "UpdatableNodeTests.Outputs_stay_as_at_boot_while_something_is_on_trial"], Cra = ["I(2)(h)"], Etsi = ["5.9-2"],
        },
        new("CR 3.7", "Errors are handled, and tell an attacker nothing", Met, "Numbered faults without secrets; a failing step is counted, five in a row restart, three such runs end in safe mode")
        {
            Tests = ["SupervisorTests", "BootRecordTests", "FaultNumbersTests", "PkiVerbTests.A_wrong_password_is_one_line_that_does_not_repeat_it"], Cra = ["I(2)(k)"],
        },
        new("CR 3.8", "Sessions cannot be taken over or replayed", Met, "TLS below, a client id that the certificate decides, bdSeq for each session and seq for each message; retained and, if set, late commands are refused")
        {
            Tests =
            [
                "EdgeNodeTests.BdSeq_rises_with_each_connect_survives_a_restart_and_wraps", "EdgeNodeCommandTests.A_retained_command_is_not_obeyed", "WritePolicyTests",
                "MosquittoSiteTests.A_client_id_is_the_certificates_name_so_nobody_takes_anothers_session",
            ],
            Cra = ["I(2)(d)", "I(2)(f)"], Etsi = ["5.5-4"],
        },
        new("CR 3.9", "Records are protected from strangers", NotOnStock, "Nothing over the link reads, changes or deletes the event ring. **Whoever holds the board can do all three**; a checksum finds damage, not forgery")
        {
            Else = "Flash encryption; the broker's log and the host's history lie elsewhere", Tests = ["EventRingTests.A_board_that_restarts_over_and_over_keeps_its_history", "EventRingWearTests"], Cra = ["I(2)(l)"],
        },
        new("CR 3.9 RE(1)", "Records on media that are written once", Compensated, "The ring is on flash that is written anew") { Else = "Keep the broker's log and the host's history on such media", Cra = ["I(2)(l)"] },
        new("EDR 3.10", "It can be updated", Met,
            "Firmware, settings and certificates over the air, tried and taken back; all of it over the serial port. Loader, factory firmware, libraries and runtime over the serial port only. No board has taken an update yet")
        {
            Tests = ["UpdateTests", "UpdateDeviceTests", "BoardLoaderTests", "TrialWatchTests"], Cra = ["I(2)(c)", "II(2)", "II(7)"], Etsi = ["5.3-1", "5.3-2", "5.3-3"],
        },
        new("EDR 3.10 RE(1)", "Origin and integrity of an update are checked before it is installed", NotOnStock, "Over the air: RSA-3072 and digests before anything is written. **Over the serial port: nothing**")
        {
            Else = "Secure boot and a runtime without the Wire Protocol", Tests = ["TufAttackTests", "SignatureCheckTests", "UpdaterTests.Nothing_is_written_before_the_signature_is_right", "OfferCheckTests"],
            Cra = ["I(2)(c)", "I(2)(f)", "II(7)"], Etsi = ["5.3-9"],
        },
        new("EDR 3.11", "Tampering is hard and leaves traces", NotOnStock, "A bare board has neither case nor seal")
        {
            Else = "A locked enclosure with a contact on an input; sealing is the site's", Tests = ["ContactTests"], Cra = ["I(2)(d)"], Etsi = ["5.6-3"],
        },
        new("EDR 3.11 RE(1)", "Somebody is told of it by itself", Compensated, "The node publishes the enclosure's contact as a tag while it has power and link") { Else = "Wire the contact and alarm on it; a node that goes silent is an alarm too", Tests = ["ContactTests"], Cra = ["I(2)(d)", "I(2)(l)"] },
        new("EDR 3.12", "Keys of the product's supplier are put on at manufacture, and protected", NotOnStock, "The record of release and rotate keys is put on at the bench and rotates by signature. **It lies unprotected on the flash**")
        {
            Else = "Secure boot: the digest of its key in fuses", Tests = ["KeyRecordTests", "KeyRotationTests", "KeysVerbTests"], Cra = ["I(2)(f)"], Etsi = ["5.4-4"],
        },
        new("EDR 3.13", "Keys of the asset owner can be put on, without leaving his zone, and are protected", NotOnStock,
            "`provision` puts CA, certificate, key and key record on, with nothing but the bench and the plant's broker. **They lie unprotected on the flash**")
        {
            Else = "Flash encryption, or a secure element", Tests = ["ProvisionTests", "ProvisioningTests", "KeyRotationTests.Through_a_bundle_the_new_keys_count_and_the_old_ones_no_more"], Cra = ["I(2)(f)"], Etsi = ["5.4-4"],
        },
        new("EDR 3.14", "What starts is checked before it runs", NotOnStock, "The loader checks a slot, chunk by chunk, before it loads it. **The chip checks neither runtime nor loader**")
        {
            Else = "ESP-IDF's secure boot", Tests = ["BootChoiceTests", "BoardLoaderTests", "BoardPowerCutTests"], Cra = ["I(2)(f)"], Etsi = ["5.7-1"],
        },
        new("EDR 3.14 RE(1)", "Its origin is checked by a root of trust", NotOnStock, "A seal by the node's own key, in the place of a signature, and only of slots") { Else = "As EDR 3.14, with keys in fuses (EDR 3.12)", Tests = ["BootChoiceTests.A_seal_is_good_for_its_slot_and_node_alone"], Cra = ["I(2)(f)"], Etsi = ["5.7-1"] },
    ];
}
