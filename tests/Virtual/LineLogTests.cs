namespace FieldNode.Virtual.Tests;

/// <summary>A log that takes nothing: a full disk, a closed pipe.</summary>
public sealed class LineLogTests
{
    [Fact]
    public void What_a_log_did_not_take_is_counted_and_told_when_it_does_again()
    {
        var writer = new Moody { IsFull = true };
        var log = new LineLog(writer);
        log.Line("a");
        log.Line("b");
        writer.IsFull = false;
        log.Line("c");
        log.Line("d");
        Assert.Equal(["2 lines before this one could not be written", "c", "d"], writer.Lines);
    }

    [Fact]
    public void A_node_whose_log_is_on_a_full_disk_ends_with_its_own_status()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "no /dev/full here");
        using var full = new StreamWriter(new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, 0)) { AutoFlush = true };
        Assert.Throws<IOException>(() => full.WriteLine("x"));
        Assert.Equal(1, NodeRunner.Run("no-such-node.json", "no-such-state", full, TestContext.Current.CancellationToken));
    }

    private sealed class Moody : StringWriter
    {
        public bool IsFull { get; set; }
        public List<string> Lines { get; } = [];

        public override void WriteLine(string? value)
        {
            if (IsFull)
            {
                throw new IOException("No space left on device");
            }

            Lines.Add(value!);
        }
    }
}
