using FieldNode.Field.Modbus;

namespace FieldNode.Field.Tests;

public sealed class ModbusAddressTests
{
    [Theory]
    [InlineData(null, 1, ModbusTable.Coil, 0)]
    [InlineData(null, 9999, ModbusTable.Coil, 9998)]
    [InlineData(null, 10001, ModbusTable.Discrete, 0)]
    [InlineData(null, 19999, ModbusTable.Discrete, 9998)]
    [InlineData(null, 30001, ModbusTable.Input, 0)]
    [InlineData(null, 40001, ModbusTable.Holding, 0)]
    [InlineData(null, 49999, ModbusTable.Holding, 9998)]
    [InlineData(null, 100001, ModbusTable.Discrete, 0)]
    [InlineData(null, 165536, ModbusTable.Discrete, 65535)]
    [InlineData(null, 365536, ModbusTable.Input, 65535)]
    [InlineData(null, 400001, ModbusTable.Holding, 0)]
    [InlineData(null, 465536, ModbusTable.Holding, 65535)]
    [InlineData("coil", 0, ModbusTable.Coil, 0)]
    [InlineData("discrete", 65535, ModbusTable.Discrete, 65535)]
    [InlineData("input", 30001, ModbusTable.Input, 30001)]
    [InlineData("holding", 40001, ModbusTable.Holding, 40001)]
    public void Both_habits_are_read(string? table, int address, ModbusTable expected, int zeroBased)
    {
        Assert.True(ModbusAddress.TryParse(table!, address, out var parsed, out var read));
        Assert.Equal((expected, zeroBased), (parsed, read));
    }

    [Theory]
    [InlineData(null, int.MinValue)]
    [InlineData(null, -40001)]
    [InlineData(null, 0)]
    [InlineData(null, 10000)]
    [InlineData(null, 20001)]
    [InlineData(null, 40000)]
    [InlineData(null, 50001)]
    [InlineData(null, 65535)]
    [InlineData(null, 100000)]
    [InlineData(null, 165537)]
    [InlineData(null, 200001)]
    [InlineData(null, 465537)]
    [InlineData(null, 500001)]
    [InlineData(null, 1400001)]
    [InlineData(null, int.MaxValue)]
    [InlineData("coil", -1)]
    [InlineData("holding", 65536)]
    [InlineData("Holding", 0)]
    [InlineData("", 40001)]
    public void Anything_else_is_no_address(string? table, int address)
    {
        Assert.False(ModbusAddress.TryParse(table!, address, out _, out _));
    }

    [Fact]
    public void Each_table_has_the_name_by_which_it_is_read()
    {
        foreach (string name in ModbusAddress.TableNames)
        {
            Assert.True(ModbusAddress.TryTable(name, out ModbusTable table));
            Assert.Equal(name, ModbusAddress.NameOf(table));
        }
    }
}
