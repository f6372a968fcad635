using FieldNode.Cli;

namespace FieldNode.Tools.Tests;

public sealed class UpdateScreenTests
{
    private readonly StringWriter output = new();

    [Fact]
    public void A_plan_has_a_line_for_each_thing_and_no_control_characters()
    {
        new UpdateScreen(output, json: false).Say("plan", "plan: one\nplan: two \u001b[2J");
        Assert.Equal(["plan: one", "plan: two \\u001b[2J"], output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void Progress_is_told_each_five_percent_in_units_that_say_something()
    {
        var screen = new UpdateScreen(output, json: false);
        foreach (int percent in new[] { 0, 1, 4, 5, 100 })
        {
            screen.Progress(percent, 359 * percent / 100, 359);
        }

        Assert.Equal(["sent: 5 % (17 of 359 bytes)", "sent: 100 % (359 of 359 bytes)"],
            output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(("9,999 bytes", "400 KB"), (UpdateScreen.Size(9999), UpdateScreen.Size(400 << 10)));
    }
}
