namespace FieldNode.Cli.Pages.Security;

/// <summary>Threats that come in by the field bus and by the board's serial port.</summary>
internal static class FieldThreats
{
    internal const string Bus = "2. The field bus";
    internal const string Port = "3. The board's serial port (UART)";

    internal static readonly Threat[] All =
    [
        new(Bus, "Somebody at the wire answers in a slave's place, or writes to it", "False values of good quality; set points change past the node", "None against people: RTU has no authentication. A value outside of its range bears that quality, and a write is read back",
            "All of it. A locked cabinet; a plausibility check at the host")
        { Tests = ["NodeCommandTests.A_slave_that_holds_another_value_than_it_confirmed_is_told"] },
        new(Bus, "A broken slave, noise, or late and foreign replies", "One tag's value under another's name", "Unit, function, length and CRC; a slave that owes replies rests; an echo is known", "A reply later than its rest; damage that a CRC of 16 bits does not see")
        { Tests = ["ModbusChanceTests", "ModbusLateReplyTests", "ModbusMasterTests.No_truncation_and_no_flipped_bit_of_a_reply_ever_becomes_a_wrong_value", "CorpusTests.All_holds_for_each_seed_each_input_of_the_corpus_and_each_former_finding"] },
        new(Bus, "A slave floods the line or holds a bus", "Other devices are not read", "Bounded reads, time-outs, pauses that grow, a held I2C bus is let go of once and then left alone", "Devices on the same wires stay unread until somebody mends it; they are told as dead")
        { Tests = ["ModbusMasterTests.Someone_elses_talk_on_the_line_is_not_taken_for_a_reply", "DeviceI2cBusTests", "NodeTests.A_slave_that_goes_silent_dies_alone_and_comes_back"] },
        new(Bus, "Over the bus towards the network", "A way from the wires to the broker's network", "No IP on the field side; a slave's bytes become values of tags and nothing else", "Code that reads replies: bounded, and fuzzed")
        { Tests = ["ModbusChanceTests", "DeviceBuild_Tests", "CorpusTests.All_holds_for_each_seed_each_input_of_the_corpus_and_each_former_finding"] },
        new(Port, "Somebody plugs in and reads files and memory", "Key and certificate of this node", "**None on stock nanoFramework.** One node's key opens one node's topics; revocation", "Lock the board away; or a runtime of your own with flash encryption and without the Wire Protocol")
        { Tests = ["MosquittoSiteTests.A_node_publishes_nothing_as_another_nor_outside_of_its_own_topics", "PkiOpenSslTests.A_stolen_key_of_the_nodes_CA_makes_no_brokers_certificate_that_OpenSSL_takes"] },
        new(Port, "Somebody deploys other code, keys or settings", "The node does as he likes, under its own name", "**None on stock nanoFramework.** Settings that changed are an event, and their sum is in each birth", "As above. Compare `Properties/Settings CRC` with the bench's record")
        { Tests = ["SettingsSourceTests.Each_change_of_the_file_is_an_event_whatever_is_read", "CertificateNoticeTests.A_birth_tells_the_sum_of_the_settings_and_how_long_the_certificate_lasts"] },
        new(Port, "Somebody cuts the supply or resets at will", "A board that does not start again; outputs that jump", "Records in two copies, whole files, trials that go back; outputs have a state at boot", "Samples since the last receipt or flush; the outputs' state at boot is the installer's choice")
        { Tests = ["BoardPowerCutTests", "PowerCutTests", "AbRecordTests", "DigitalOutputTests.From_boot_it_has_its_state_without_a_pulse"] },
    ];
}
