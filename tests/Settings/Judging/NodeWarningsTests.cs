using System.Text;
using FieldNode.Virtual.Settings;

namespace FieldNode.Settings.Tests;

public sealed class NodeWarningsTests : IDisposable
{
    private readonly SoundFile file = new();

    public void Dispose() => file.Dispose();

    [Fact]
    public void About_the_example_of_the_documentation_there_is_nothing_to_say()
    {
        string today = SoundFile.Now.UtcDateTime.ToString("yyyy-MM-dd");
        Assert.Empty(file.Lines(("sensors[0].tags[0].care.calibration.due", $"\"{today}\"")));
    }

    [Fact]
    public void A_file_with_faults_and_one_whose_files_are_not_looked_at_have_no_warnings()
    {
        Assert.Empty(file.Read(("group", "\"STATE\""), ("devices[0].unit", "300")).Warnings);
        Assert.Empty(Sample.Parse(Sample.With(("group", "\"STATE\""))).Warnings);
        Assert.Single(file.Lines(("group", "\"STATE\"")));
    }

    [Fact]
    public void They_come_in_the_order_of_the_file()
    {
        var warnings = file.Read(("group", "\"STATE\""), ("broker.host", "\"1.2.3\""), ("devices[2].tags[1].address", "40001")).Warnings;
        Assert.Equal(["group", "broker.host", "devices[2].tags[1].address"], warnings.Select(warning => warning.Path));
    }

    [Fact]
    public void Whatever_the_check_accepts_is_judged_without_a_crash()
    {
        var random = Seeded.Random();
        string[] words = ["0", "1", "50", "65535", "40001", "\"bool\"", "\"float\"", "\"string\"", "\"x\"", "\"COM9\"", "true", "null", "\"2026-01-01\"", "\"127.0.0.1\"", "247"];
        var places = new System.Text.RegularExpressions.Regex(@"(?<=: )(""[^""]*""|-?[0-9.]+|true|false)(?=[,\s}])").Matches(Sample.Text);
        int judged = 0;
        for (int i = 0; i < 1500; i++)
        {
            var place = places[random.Next(places.Count)];
            string text = Sample.Text[..place.Index] + words[random.Next(words.Length)] + Sample.Text[(place.Index + place.Length)..];
            var read = SettingsFile.Parse(Encoding.UTF8.GetBytes(text), Sample.Root);
            if (read.Settings is { } settings)
            {
                judged++;
                Assert.All(NodeWarnings.Of(settings, NodeWarnings.Loads(settings), SoundFile.Now), warning => Assert.True(warning.What.Length > 0 && warning.Todo.Length > 0));
            }
        }
        Assert.True(judged > 100, $"{judged} judged");
    }
}
