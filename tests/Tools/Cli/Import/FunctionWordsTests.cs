using FieldNode.Cli.Import;

namespace FieldNode.Tools.Tests;

public sealed class FunctionWordsTests
{
    [Theory]
    [InlineData("3", "holding", "")]
    [InlineData("03", "holding", "")]
    [InlineData("FC04", "input", "")]
    [InlineData("0x04", "input", "")]
    [InlineData("03/06/16", "holding", "holding")]
    [InlineData("3, 6, 10", "holding", "holding")]
    [InlineData("0x03/0x10", "holding", "holding")]
    [InlineData("16/3", "holding", "holding")]
    [InlineData("1/5/15", "coil", "coil")]
    [InlineData("10", "", "holding")] // no function has the number 10: it is 0x10, and no coil
    [InlineData("0x10", "", "holding")]
    [InlineData("FC3 (R), FC16 (W)", "holding", "holding")]
    [InlineData("03-Read Holding Register(4x)", "holding", "")]
    [InlineData("Read Input Registers", "input", "")]
    [InlineData("read_input_registers", "input", "")]
    [InlineData("read_holding_registers", "holding", "")]
    [InlineData("Read discrete inputs", "discrete", "")]
    [InlineData("Write Single Coil", "", "coil")]
    [InlineData("2", "discrete", "")]
    public void Function_codes_are_read_in_all_habits(string text, string reads, string writes)
    {
        var found = FunctionWords.OfFunction(text);
        Assert.True(found.IsKnown);
        Assert.Equal((reads, writes), (string.Join(',', found.Reads), string.Join(',', found.Writes)));
    }

    [Fact]
    public void Two_functions_that_read_are_both_told() => Assert.Equal(["holding", "input"], FunctionWords.OfFunction("03/04").Reads);

    [Theory]
    [InlineData("7")]
    [InlineData("reading")]
    [InlineData("3, 43")]
    [InlineData("")]
    public void What_is_no_function_is_not_known(string text) => Assert.False(FunctionWords.OfFunction(text).IsKnown);

    [Theory]
    [InlineData("Holding", "holding")]
    [InlineData("MODBUS_INPUT_REGISTER", "input")]
    [InlineData("Input status", "discrete")]
    [InlineData("Digital input", "discrete")]
    [InlineData("Discrete Inputs", "discrete")]
    [InlineData("4x", "holding")]
    [InlineData("3X", "input")]
    [InlineData("0x", "coil")]
    [InlineData("HR", "holding")]
    [InlineData("Halteregister", "holding")]
    [InlineData("Eingangsregister", "input")]
    [InlineData("Registro de entrada", "input")]
    [InlineData("read_coils", "coil")]
    [InlineData("holding-register", "holding")]
    [InlineData("holding or input", null)]
    [InlineData("Register", null)]
    [InlineData("printing", null)]
    [InlineData("Input voltage", null)]
    [InlineData("Hold time", null)]
    [InlineData("Analog input", "input")]
    [InlineData("Read Holding Registers (16 bit)", "holding")]
    public void A_table_is_read_by_its_word(string text, string? table) => Assert.Equal(table, FunctionWords.OfWord(text));
}
