using FieldNode.Cli;

namespace FieldNode.Tools.Tests;

public sealed class ModbusScanOptionsTests
{
    [Fact]
    public void Addresses_are_ranges_and_single_ones_each_asked_once() =>
        Assert.Equal([1, 2, 3, 20], ModbusScanOptions.ParseUnits("20,1-3,2"));

    [Theory]
    [InlineData("0")]
    [InlineData("248")]
    [InlineData("3-1")]
    [InlineData("1-2-3")]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("-1")]
    public void Addresses_that_are_none_are_refused(string text) =>
        Assert.Equal(2, Assert.Throws<UserError>(() => ModbusScanOptions.ParseUnits(text)).Status);

    [Fact]
    public void Every_baud_rate_is_tried_with_every_parity() => Assert.Equal(
        [new LineForm(9600, "none"), new(9600, "odd"), new(1200, "none"), new(1200, "odd")],
        ModbusScanOptions.ParseForms("9600,1200", "none,odd"));

    [Theory]
    [InlineData("9601", "none")]
    [InlineData("9600", "mark")]
    public void Settings_that_the_node_file_has_not_are_refused(string baud, string parity) =>
        Assert.Equal(2, Assert.Throws<UserError>(() => ModbusScanOptions.ParseForms(baud, parity)).Status);
}
