using System.Text.RegularExpressions;

namespace FieldNode.PurdueLab.Tests;

public sealed partial class LabOutcomeTests
{
    private static readonly Attack Any = AttackList.All[0];

    private static readonly LabOutcome Good = new()
    {
        DmzPorts = [8883, 443], Attacks = [Report()], SamplesLevel4 = 1204,
    };

    [Fact]
    public void A_run_in_which_all_was_right_ends_in_this_line() =>
        Assert.Equal("purdue: dmz_ports=8883,443 inbound_to_node=0 attacks=1 reached=0 samples_level4=1204 missing=0 ok", Good.Line);

    [Fact]
    public void Whatever_is_wrong_it_does_not_end_in_ok()
    {
        LabOutcome[] wrong =
        [
            Good with { InboundToNode = 1 }, Good with { SamplesLevel4 = 0 }, Good with { Missing = ["Kiln 2"] }, Good with { Wrong = ["a device was not seen"] },
            Good with { Attacks = [] }, Good with { Attacks = [Report() with { Reached = true }] }, Good with { Attacks = [Report() with { Error = "nmap is not there" }] },
            Good with { DmzPorts = [22, 443, 8883] },
        ];
        Assert.All(wrong, outcome => Assert.False(outcome.IsOk));
        Assert.All(wrong, outcome => Assert.Matches(Form(), outcome.Line));
    }

    [Fact]
    public void An_attack_that_could_not_be_tried_is_told_in_the_line() =>
        Assert.EndsWith(" errors=1 NOT OK", (Good with { Attacks = [Report() with { Error = "no" }] }).Line);

    [Fact]
    public void What_is_wrong_besides_attacks_is_told_in_the_line_too()
    {
        LabOutcome reached = Good with { Attacks = [Report() with { Reached = true }], Wrong = ["a device was not seen", "a write did not come"] };

        Assert.EndsWith(" attacks=1 reached=1 samples_level4=1204 missing=0 wrong=2 NOT OK", reached.Line);
        Assert.EndsWith(" missing=0 wrong=1 errors=1 NOT OK", (Good with { Wrong = ["no"], Attacks = [Report() with { Error = "no" }] }).Line);
    }

    [Fact]
    public void Two_labs_add_up_and_what_one_found_counts()
    {
        LabOutcome sum = LabOutcome.Sum([Good with { Lab = LabKind.Bridged }, Good with { Lab = LabKind.Direct, Attacks = [Report(), Report() with { Reached = true }] }]);

        Assert.Equal("purdue: dmz_ports=8883,443 inbound_to_node=0 attacks=3 reached=1 samples_level4=2408 missing=0 NOT OK", sum.Line);
        Assert.StartsWith("purdue bridged: ", (Good with { Lab = LabKind.Bridged }).Line);
        Assert.False(LabOutcome.Sum([Good, Good with { DmzPorts = [443, 8883, 9001] }]).IsOk);
    }

    private static AttackReport Report() => new(LabKind.Bridged, Any, "nothing", false, 1);

    [GeneratedRegex(@"^purdue: dmz_ports=\S+ inbound_to_node=\d+ attacks=\d+ reached=\d+ samples_level4=\d+ missing=\d+ (wrong=\d+ )?(errors=\d+ )?NOT OK$")]
    private static partial Regex Form();
}
