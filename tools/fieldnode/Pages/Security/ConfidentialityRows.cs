using static FieldNode.Cli.Pages.Security.RequirementVerdict;

namespace FieldNode.Cli.Pages.Security;

/// <summary>FR 4 to FR 6: confidentiality, data flow, response to events.</summary>
internal static class ConfidentialityRows
{
    internal static readonly Requirement[] All =
    [
        new("CR 4.1", "What is confidential stays so, at rest and in transit", NotOnStock, "TLS in transit. **At rest key, settings and history are clear text on a board**; on a PC they are files of one user (0600)")
        {
            Else = "Flash encryption in a runtime of your own; on a PC an encrypted disk",
            Tests = ["TlsLinkTests", "DurableFileTests.Only_the_owner_may_read_a_secret_even_where_others_could_read_what_was_there", "SecretFileWarningsTests", "SecretScanTests"],
            Cra = ["I(2)(e)"], Etsi = ["5.4-1"],
        },
        new("CR 4.2", "Everything can be erased when it goes out of service", Compensated, "The node erases nothing on command")
        {
            Else = "`nanoff --masserase` erases the whole flash; on a PC delete the node's folders. Revoke the certificate as well ([steps](bench.md#when-a-node-is-lost))",
            Tests = ["NanoffTests.Nanoff_is_called_with_the_command_lines_of_docs_flashing"], Cra = ["I(2)(b)", "I(2)(m)"], Etsi = ["5.11-1", "5.11-3"],
        },
        new("CR 4.3", "Cryptography is of a kind that is recognised", Met,
            "TLS 1.2 and 1.3 by mbedTLS or .NET, with the suites that these have on (no API chooses them); RSA-3072 with SHA-256 for bundles. SHA-256 and the signature check are code of our own, held against .NET and OpenSSL")
        {
            Tests = ["MqttNetWireTlsTests.A_broker_that_speaks_only_old_tls_is_named", "BrokerCertificateTests.A_broker_that_speaks_TLS_1_1_only_is_refused", "Sha256Tests", "SignatureCheckTests", "MontgomeryTests", "PcHmacTests"],
            Cra = ["I(2)(e)"], Etsi = ["5.1-3", "5.3-7", "5.5-1", "5.5-3", "5.5-6", "5.5-7"],
        },
        new("CR 5.1", "It fits into a segmented network", Met, "One connection, opened from inside, to one port; besides that DNS, and on a board DHCP and NTP. No listener. A bridge hands on births and data, and only STATE comes down. CI runs both shapes behind a firewall ([the Purdue lab](purdue-lab.md))")
        {
            Tests = ["ListenerRules_Tests.What_listens_is_found", "DeviceBuild_Tests", "ListenSocketsTests", "RuntimeSocketTests", "BridgeTests", "UnitFileTests",
                "RulesetTests.The_node_gets_out_to_its_brokers_port_and_the_time_server_alone", "RulesetTests.Nothing_is_accepted_towards_the_node_and_into_the_DMZ_two_ports_are", "ZonePictureTests.The_pages_picture_is_of_a_run_in_which_nothing_was_reached"], Cra = ["I(2)(i)", "I(2)(j)"], Etsi = ["5.6-1", "5.6-2"],
        },
        new("CR 5.2", "Traffic over a zone's boundary is filtered (NDR 5.2: for network devices)", NotApplicable, "The node routes nothing; the firewall is the site's"),
        new("CR 5.3", "Messages between people are kept out (NDR 5.3: for network devices)", NotApplicable, "The node takes commands of its own session and nothing else"),
        new("CR 5.4", "Application partitioning", NotApplicable, "As we read it, the standard asks nothing of components here"),
        new("CR 6.1", "Authorised people and tools can read the records, and only read", Met, "`fieldnode events`, of a PC's state folder or of a copy of a board's files; it changes nothing")
        {
            Tests = ["EventsVerbTests", "EventsVerbTests.Reading_does_not_disturb_a_node_that_runs"], Cra = ["I(2)(l)"],
        },
        new("CR 6.1 RE(1)", "By a program, too", Met, "`fieldnode events --json`; on a board the files have to be fetched first") { Tests = ["EventsVerbTests.For_scripts_each_event_is_one_json_object"], Cra = ["I(2)(l)"] },
        new("CR 6.2", "It can be watched all the time", Met, "Health and security counters are metrics of the node at any host: TLS failures, commands refused, restarts, births by others, days of the certificate")
        {
            Tests = ["NodeEventsTests.The_counters_are_metrics_of_the_node", "HostMetricsTests", "MetricsPageTests", "CertificateNoticeTests"], Cra = ["I(2)(d)", "I(2)(l)"], Etsi = ["5.10-1"],
        },
    ];
}
