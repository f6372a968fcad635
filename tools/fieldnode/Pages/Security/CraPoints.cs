namespace FieldNode.Cli.Pages.Security;

/// <summary>Annex I of the EU's Cyber Resilience Act, Regulation (EU) 2024/2847: Part I (1) and (2)(a) to (m), Part II (1) to (8).</summary>
internal static class CraPoints
{
    private const string Ships = "Whoever ships it";

    internal static readonly OutsidePoint[] All =
    [
        new("I(1)", "Security that fits the risks") { Here = "The threats on this page", Missing = $"{Ships} makes the risk assessment of the product (Article 13); this page is material for it" },
        new("I(2)(a)", "No known exploitable vulnerability when it is made available")
        {
            Here = "The SBOMs say what to look up; NuGet's audit at each restore warns where the source has the data, and a warning ends the build. It knows the tools' packages, not the device's",
            Missing = $"{Ships} looks up both SBOMs before each release, the runtime's chip libraries included", Tests = ["DeviceBomTests", "ToolBomTests"],
        },
        new("I(2)(b)", "Secure by default, and a way back to the original state"),
        new("I(2)(c)", "Vulnerabilities can be mended by updates: by themselves where that fits, told to users, and to be put off")
        {
            Here = "No update comes by itself: a plant decides when something restarts. The site turns updates off (`update.accept`, `update.keySwitch`)",
            Missing = $"Nothing tells a user that an update exists. {Ships} does", Tests = ["UpdateBuilderTests.A_key_switch_that_is_off_or_not_known_takes_nothing_and_says_so_and_one_that_is_on_does"],
        },
        new("I(2)(d)", "Access only for who may, and a report of who tried"),
        new("I(2)(e)", "Confidentiality of what is stored and sent"),
        new("I(2)(f)", "Integrity of data, commands, programs and settings, and a report of damage"),
        new("I(2)(g)", "No more data than the purpose needs")
        {
            Here = "The node sends the tags that its node file names, and counters of itself. It holds nothing of persons", Tests = ["NodeMetricDocTests", "MetricsPageTests", "EdgeNodeTests.Data_goes_out_by_exception_with_aliases_only"],
        },
        new("I(2)(h)", "Essential functions stay available, also after an incident"),
        new("I(2)(i)", "No harm to the availability of others"),
        new("I(2)(j)", "Little to attack, outer interfaces included"),
        new("I(2)(k)", "An incident does as little harm as possible")
        {
            Here = "Managed code with bounds checked by the runtime; one conduit under the node's own name", Missing = "The runtime separates nothing: its native code and ours share one memory", Tests = ["MosquittoSiteTests.A_node_publishes_nothing_as_another_nor_outside_of_its_own_topics"],
        },
        new("I(2)(l)", "Security-relevant activity is recorded and can be watched, with a way to opt out") { Missing = "The event ring cannot be turned off" },
        new("I(2)(m)", "Users can remove all data and settings for good, and move them safely"),
        new("II(1)", "Components and vulnerabilities are documented: a machine-readable SBOM of at least the top level")
        {
            Here = "CycloneDX of the device image and of the tools, made and compared with what ships in each run of CI (`tools/sbom/make`)", Missing = $"{Ships} keeps the list of vulnerabilities",
            Tests = ["DeviceBomTests", "ToolBomTests", "LicencesTests"],
        },
        new("II(2)", "Vulnerabilities are mended without delay; security updates come apart from new functions") { Here = "A bundle may hold the firmware alone", Missing = $"{Ships}: who does it, and in what time ([template](support-template.md))" },
        new("II(3)", "Security is tested and reviewed, regularly")
        {
            Here = "Every test that this page names runs in each build of CI, some with random inputs and planted faults; readers are fuzzed and the [Purdue lab](purdue-lab.md) is attacked there, too", Missing = $"Nobody from outside has reviewed it. {Ships} has that done", Tests = ["PlantedBugsTests", "CommandReaderTests", "MqttSessionFuzzTests", "CorpusTests.All_holds_for_each_seed_each_input_of_the_corpus_and_each_former_finding", "PlantedFaultTests.A_bound_that_is_not_looked_at_is_found_from_the_corpus"],
        },
        new("II(4)", "Mended vulnerabilities are made public") { Here = "The changelog", Missing = $"{Ships} publishes advisories ([template](support-template.md))" },
        new("II(5)", "A policy of coordinated disclosure") { Here = "A template ([SECURITY](SECURITY.md#how-to-report-a-vulnerability))", Missing = $"{Ships} fills it in and keeps to it" },
        new("II(6)", "A contact for reports, also for those about parts of others") { Here = "The same template, and one for `security.txt`", Missing = $"{Ships} names the contact" },
        new("II(7)", "Updates are distributed securely"),
        new("II(8)", "Security updates come without delay, free of charge, with advice") { Missing = $"{Ships} promises and does it ([template](support-template.md))" },
    ];
}
