using FieldNode.Virtual.Settings;

namespace FieldNode.Settings.Tests;

public sealed class CheckReportTests
{
    [Fact]
    public void A_good_file_is_one_line_and_status_0()
    {
        var report = new CheckReport("node.json", Sample.Parse(Sample.Text));

        Assert.Equal(
            ["node.json: ok: node Waterworks/PumpHouse2 to broker.dmz.example:8883, 2 lines, 3 devices, 14 tags, 4 sensors, 4 terminals"],
            report.Lines);
        Assert.Equal(0, report.ExitStatus);
    }

    [Fact]
    public void A_bad_file_is_a_line_per_fault_their_number_and_status_1()
    {
        var report = new CheckReport("f", Sample.Parse(Sample.With(("devices[0].unit", "300"), ("broker.port", "0"))));

        Assert.Equal(
            ["broker.port: 0 — allowed: 1 to 65535", "devices[0].unit: 300 — allowed: 1 to 247", "f: 2 faults"],
            report.Lines);
        Assert.Equal(1, report.ExitStatus);
    }

    [Fact]
    public void A_file_with_countless_faults_is_cut()
    {
        var members = string.Join(",", Enumerable.Range(0, 1000).Select(i => $"\"x{i}\": 0"));

        var report = new CheckReport("f", Sample.Parse("{" + members + "}"));

        Assert.Equal("f: 500 faults or more", report.Lines[^1]);
        Assert.Equal(501, report.Lines.Count);
    }

    [Fact]
    public void Warnings_stand_before_the_summary_and_leave_the_status_at_0()
    {
        SettingsWarning[] here = [new("lines[0].port", "in use", "wait")];

        var report = new CheckReport("f", Sample.Parse(Sample.Text), here, "not checked here: x");

        Assert.Equal(["warning: lines[0].port: in use — wait", "not checked here: x"], report.Lines.Take(2));
        Assert.StartsWith("f: ok, 1 warning: node Waterworks/", report.Lines[2], StringComparison.Ordinal);
        Assert.Equal(0, report.ExitStatus);
    }

    [Fact]
    public void What_does_not_work_as_things_stand_counts_as_a_fault()
    {
        SettingsWarning[] here = [new("state", "in use", "wait"), new("lines[0].port", "not there", "plug it in", StopsWork: true)];

        var report = new CheckReport("f", Sample.Parse(Sample.Text), here);

        Assert.Equal(["lines[0].port: not there — plug it in", "warning: state: in use — wait", "f: 1 fault, 1 warning"], report.Lines);
        Assert.Equal(1, report.ExitStatus);
    }

    [Fact]
    public void The_summary_tells_how_busy_the_lines_are()
    {
        using var file = new SoundFile();

        Assert.Contains(", 2 lines (line1 22 % busy, line2 4 % busy), 3 devices", new CheckReport("f", file.Read()).Lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void The_verb_also_looks_at_the_files_that_are_named()
    {
        var report = CheckReport.Of(Path.Combine(Sample.Root, "docs", "node.example.json"));

        Assert.Equal(1, report.ExitStatus);
        Assert.Equal(4, report.Lines.Count);
        Assert.Equal(1, CheckReport.Of("no-such-file.json").ExitStatus);
    }

    [Theory]
    [InlineData("1 to 247", "allowed: 1 to 247")]
    [InlineData("even, odd, none", "allowed: even, odd, none")]
    [InlineData("true or false", "allowed: true or false")]
    [InlineData("a whole number: 5 to 3600", "allowed: a whole number: 5 to 3600")]
    [InlineData("did you mean address?", "did you mean address?")]
    [InlineData("none: only a string has a charset", "not allowed here: only a string has a charset")]
    [InlineData("only with otherBrokers", "only with otherBrokers")]
    [InlineData("a number other than 0", "must be a number other than 0")]
    public void Allowed_stands_before_a_list_or_a_range_alone(string allowed, string said) =>
        Assert.Equal($"here: x — {said}", new SettingsFault("here", "x", allowed).ToString());
}
