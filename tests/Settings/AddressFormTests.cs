namespace FieldNode.Settings.Tests;

public sealed class AddressFormTests
{
    [Theory]
    [InlineData(null, 1, AddressForm.Coil, 0)]
    [InlineData(null, 9999, AddressForm.Coil, 9998)]
    [InlineData(null, 10001, AddressForm.Discrete, 0)]
    [InlineData(null, 19999, AddressForm.Discrete, 9998)]
    [InlineData(null, 30001, AddressForm.Input, 0)]
    [InlineData(null, 40001, AddressForm.Holding, 0)]
    [InlineData(null, 49999, AddressForm.Holding, 9998)]
    [InlineData(null, 100001, AddressForm.Discrete, 0)]
    [InlineData(null, 165536, AddressForm.Discrete, 65535)]
    [InlineData(null, 365536, AddressForm.Input, 65535)]
    [InlineData(null, 400001, AddressForm.Holding, 0)]
    [InlineData(null, 465536, AddressForm.Holding, 65535)]
    [InlineData("coil", 0, AddressForm.Coil, 0)]
    [InlineData("discrete", 65535, AddressForm.Discrete, 65535)]
    [InlineData("input", 30001, AddressForm.Input, 30001)]
    [InlineData("holding", 40001, AddressForm.Holding, 40001)]
    public void Both_habits_are_read(string? table, int address, int tableNumber, int zeroBased)
    {
        Assert.True(AddressForm.TryParse(table!, address, out var number, out var read));
        Assert.Equal((tableNumber, zeroBased), (number, read));
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
        Assert.False(AddressForm.TryParse(table!, address, out _, out _));
    }
}
