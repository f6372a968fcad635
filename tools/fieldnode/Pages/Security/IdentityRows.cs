using static FieldNode.Cli.Pages.Security.RequirementVerdict;

namespace FieldNode.Cli.Pages.Security;

/// <summary>FR 1: identification and authentication.</summary>
internal static class IdentityRows
{
    internal static readonly Requirement[] All =
    [
        new("CR 1.1", "People are identified and authenticated wherever they reach the component", NotApplicable,
            "No page, shell or log-in is there for people. They reach it through a host and the broker, which authenticate them. The serial port is EDR 2.13")
        {
            Tests = ["ListenerRules_Tests.What_listens_is_found", "ListenSocketsTests"], Cra = ["I(2)(d)"], Etsi = ["5.5-4", "5.5-5"],
        },
        new("CR 1.2", "Programs and devices identify themselves to each other and are authenticated", Met,
            "The node shows its own certificate. Of the broker's it checks CA, dates, name and use before a byte of MQTT is sent")
        {
            Tests = ["BrokerCertificateTests", "NodeCertificateTests", "MqttNetWireTlsTests", "TlsLinkTests", "MbedTlsTests"], Cra = ["I(2)(d)"], Etsi = ["5.5-1", "5.5-4"],
        },
        new("CR 1.2 RE(1)", "Each of them is told from all others", Met, "One certificate for each node; a name is given out once, and the broker takes the client id from it")
        {
            Tests =
            [
                "PkiIssuingTests.A_name_is_given_out_once_whatever_its_case_or_role", "MosquittoSiteTests.A_client_id_is_the_certificates_name_so_nobody_takes_anothers_session",
                "ProvisioningTests.A_serial_number_that_another_node_has_is_refused",
            ],
            Cra = ["I(2)(d)"], Etsi = ["5.4-4"],
        },
        new("CR 1.3", "Accounts can be managed, by the component or by a system that it belongs to", Compensated, "The node has no accounts")
        {
            Else = "Accounts are the broker's: `fieldnode broker` makes them of what the PKI issued and takes away what it revoked",
            Tests = ["BrokerVerbTests.The_ACL_names_each_user_and_the_group_of_each_node", "BrokerVerbTests.A_revocation_takes_the_topics_and_says_what_ends_the_session"], Cra = ["I(2)(d)"],
        },
        new("CR 1.4", "Identifiers can be managed", Met, "Group and node name stand in the certificate; the PKI keeps who has which name, and the broker refuses another's topics")
        {
            Tests = ["PkiIssuingTests", "MosquittoSiteTests.A_node_publishes_nothing_as_another_nor_outside_of_its_own_topics", "ProvisioningTests.A_node_that_is_on_another_board_is_replaced_only_when_that_is_said"],
            Cra = ["I(2)(d)"],
        },
        new("CR 1.5", "Keys and passwords: a first content, no defaults that stay, change, and protection where they are stored and used", NotOnStock,
            "No default exists. Certificates are renewed, also over the air, and a new private key is made on the node. **At rest on a board they are clear text**")
        {
            Else = "Flash encryption in a runtime of your own; until then a locked enclosure, and revocation",
            Tests =
            [
                "PkiVerbTests.A_renewed_certificate_is_for_the_same_key_and_says_the_same", "SlotAdoptionTests.A_certificate_goes_to_the_board_under_its_name_and_what_of_firmware_is_beside_it_stays",
                "KeyOnOrderTests.A_key_made_on_the_node_is_tried_with_its_certificate_and_kept_or_the_old_pair_stays", "NewKeyOnNodeTests.A_cut_leaves_a_certificate_with_its_key_and_comes_to_the_same_end",
                "HmacDrbgTests.It_gives_what_NIST_says", "NodeRandomTests.Nothing_is_given_out_twice_whatever_the_supply_does", "EcdsaSignerTests.It_signs_as_the_RFC_does",
                "SecretScanTests", "DurableFileTests.Only_the_owner_may_read_a_secret_even_where_others_could_read_what_was_there",
            ],
            Cra = ["I(2)(e)"], Etsi = ["5.4-1", "5.5-8"],
        },
        new("CR 1.5 RE(1)", "Hardware protects them", NotOnStock, "Key files on the board's file system")
        {
            Else = "A secure element, or a chip that signs with a key in fuses (ESP32-S3, ESP32-C6), and a runtime of your own: TLS of the stock one takes the key as bytes", Etsi = ["5.4-1", "5.4-2"],
        },
        new("CR 1.6", "Wireless users are managed (NDR 1.6: for network devices)", NotApplicable, "The board is a Wi-Fi station. An access point that the firmware has on is seen and told")
        {
            Tests = ["NetworkTests.An_access_point_is_seen_and_left_alone", "PowerPortTests.An_access_point_is_told_once"],
        },
        new("CR 1.7", "Passwords have a strength that can be set", NotApplicable,
            "Nobody logs in to the node by a password. One towards the broker is optional, beside the certificate, and from a file. Short ones of keys at the bench are refused")
        {
            Tests = ["PkiInitTests.A_short_password_makes_nothing", "KeysVerbTests.A_short_password_is_refused"], Etsi = ["5.1-1", "5.1-2", "5.1-3"],
        },
        new("CR 1.8", "It fits into a public key infrastructure", Met, "A site's own (`fieldnode pki`), or the plant's CA by request")
        {
            Tests = ["PkiOpenSslTests", "PlantRequestsTests", "PartialChainTests", "CertificateJudgeTests"], Cra = ["I(2)(d)"],
        },
        new("CR 1.9", "Certificates are judged: signature, chain, revocation, possession of the key, and who it is", Compensated, "All but **revocation of the broker's**: the node fetches neither lists nor OCSP answers")
        {
            Else = "The nodes trust one CA for brokers, which issues for a year; a lost key of a broker means a new one of these CAs on the nodes. Revoked nodes are refused by the broker's list",
            Tests =
            [
                "BrokerCertificateTests", "MbedTlsTests", "PartialChainTests", "PkiOpenSslTests.A_stolen_key_of_the_nodes_CA_makes_no_brokers_certificate_that_OpenSSL_takes",
                "NodeCertificateTests.A_revoked_certificate_is_refused",
            ],
            Cra = ["I(2)(d)"], Etsi = ["5.5-1", "5.5-2"],
        },
        new("CR 1.9 RE(1)", "Hardware protects the private keys", NotOnStock, "As CR 1.5 RE(1)") { Else = "As CR 1.5 RE(1)", Etsi = ["5.4-1"] },
        new("CR 1.10", "A log-in does not show what is typed", NotApplicable, "The node has no log-in. The tools show no password")
        {
            Tests = ["PkiKeyboardTests.New_passwords_are_asked_for_twice_and_none_is_shown", "PkiProcessTests.A_password_from_the_environment_is_in_no_process_list_and_in_no_output"],
        },
        new("CR 1.11", "Failed log-ins are limited", NotApplicable, "Nothing to log in to. What a stranger can try at the node is a signature, and those have a budget")
        {
            Tests = ["UpdaterTests.Checks_of_signatures_have_a_budget", "UpdaterTests.Restarts_in_a_row_do_not_buy_checks"], Etsi = ["5.1-5"],
        },
        new("CR 1.12", "A notice can be shown before a log-in", NotApplicable, "Nobody logs in"),
        new("CR 1.13", "Access from untrusted networks is watched and controlled (NDR 1.13: for network devices)", NotApplicable, "The node has no remote access. It opens its one connection itself")
        {
            Tests = ["ListenerRules_Tests.What_listens_is_found"],
        },
        new("CR 1.14", "Authentication by symmetric keys is strong", NotApplicable, "No peer is authenticated by one. The seal of update slots has a random key of each node, which opens nothing else")
        {
            Tests = ["KeysVerbTests.A_nodes_own_key_is_random_secret_and_read_by_the_device", "BootChoiceTests.A_seal_is_good_for_its_slot_and_node_alone"], Etsi = ["5.4-4"],
        },
    ];
}
