using System.Globalization;
using System.Text.RegularExpressions;
using FieldNode.Mqtt;

namespace FieldNode.Interop.Tests;

/// <summary>The way from one broker to another as the node's log has it.</summary>
/// <param name="Lost">How the session ended.</param>
/// <param name="Attempts">What became of the attempts before the one that led to births; without those that ran out of time.</param>
/// <param name="BdSeq">Of the births.</param>
/// <param name="Took">From the end of the session to the births.</param>
internal sealed partial record ChangeOver(string Lost, string[] Attempts, int BdSeq, TimeSpan Took)
{
    /// <summary>A bare connection may take so long, or this machine is too busy to time anything.</summary>
    public static readonly TimeSpan QuickMax = TimeSpan.FromSeconds(0.25);

    // At most 2 s before the lost broker is tried again (docs/SPEC.md, "Several brokers"), two attempts, and as much for all the rest. The node was not online for
    // 30 s, so the attempt at the broker that is gone is the second of one outage: it is paid for with 19 times what it took (docs/device.md).
    private static TimeSpan Longest(TimeSpan bare) => TimeSpan.FromSeconds(Math.Max(3, 2 + (23 * bare.TotalSeconds)));

    /// <summary>The last one in the log; births must have come.</summary>
    public static ChangeOver LastIn(string log)
    {
        List<(DateTime At, string Fault, int BdSeq)> lines =
        [
            .. Line().Matches(log).Select(m => (
                DateTime.ParseExact(m.Groups["at"].Value, "yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture),
                m.Groups["fault"].Value,
                m.Groups["bdSeq"].Success ? int.Parse(m.Groups["bdSeq"].Value, CultureInfo.InvariantCulture) : -1)),
        ];
        int birth = lines.FindLastIndex(line => line.BdSeq >= 0);
        Assert.True(birth > 0, "no births after the loss: " + log);
        int lost = lines.FindLastIndex(birth - 1, line => line.BdSeq >= 0) + 1;
        Assert.True(lost < birth, "no loss before the births: " + log);
        TimeSpan took = lines[birth].At - lines[lost].At;
        return new ChangeOver(
            lines[lost].Fault,
            [.. lines[(lost + 1)..birth].Select(line => line.Fault).Where(fault => !NodeLog.RanOutOfTime(fault))],
            lines[birth].BdSeq,
            took);
    }

    /// <summary>
    /// Born at the other broker within 3 s: a wait of at most 2 s, an attempt at the broker that is gone, one at the other. What an attempt
    /// costs on this machine just now says the yardstick, and makes it longer; if that is not quick at all, the time is printed and not judged.
    /// </summary>
    /// <param name="bare">What the yardstick says: the longest connection that the test itself made meanwhile, or the longest standstill.</param>
    public void AssertWithin3s(TimeSpan bare, string log)
    {
        bool quick = bare <= QuickMax;
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{this}; a bare connection took up to {bare.TotalSeconds:0.000} s"
            + (quick ? "" : ": this machine is too busy to time anything, only the order was checked"));
        Assert.True(Lost is nameof(MqttFault.ConnectionLost) or nameof(MqttFault.ClosedByBroker), Lost);
        Assert.NotEmpty(Attempts);
        Assert.All(Attempts, fault => Assert.Equal(nameof(MqttFault.ConnectionRefused), fault));
        if (quick)
        {
            Assert.Single(Attempts);
            Assert.True(Took <= Longest(bare), $"{Took.TotalSeconds:0.000} s: {log}");
        }
    }

    public override string ToString()
    {
        string seconds = Took.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);
        return $"{string.Join(", ", Attempts.Prepend(Lost))}; born with bdSeq {BdSeq} {seconds} s after the loss";
    }

    [GeneratedRegex(
        @"^(?<at>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3})Z (?:offline: (?<fault>\w+)|born, bdSeq (?<bdSeq>\d+))", RegexOptions.Multiline)]
    private static partial Regex Line();
}
