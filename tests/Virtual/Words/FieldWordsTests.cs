using FieldNode.Field;
using FieldNode.Tags;
using FieldNode.Virtual.Words;

namespace FieldNode.Virtual.Tests;

public sealed class FieldWordsTests
{
    [Fact]
    public void Each_reason_of_a_quality_has_words() =>
        Assert.All(Enum.GetValues<QualityReason>(), why => Assert.DoesNotContain("reason " + (int)why, QualityWords.Of(why)));

    [Fact]
    public void Each_fault_of_a_port_has_words_and_shows_the_systems_own() =>
        Assert.All(Enum.GetValues<SerialFault>().Where(fault => fault != SerialFault.None), fault =>
        {
            Assert.DoesNotContain("serial fault", PortWords.Of(fault));
            Assert.Contains("(Permission denied)", PortWords.Of(fault, "Permission denied"));
        });

    [Fact]
    public void The_systems_word_comes_without_path_frame_and_full_stop()
    {
        var inner = new IOException("No space left on device : '/state/~unfinished'");
        Assert.Equal("No space left on device", SystemWords.Of(new UnauthorizedAccessException("Access to the port is denied.", inner)));
        Assert.Equal("Permission denied", SystemWords.Of(new IOException("Permission denied.")));
    }
}
