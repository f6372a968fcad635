namespace FieldNode.Settings.Tests;

public sealed class NameSetTests
{
    [Fact]
    public void A_name_is_found_again_whatever_its_case()
    {
        var names = new NameSet(2000);
        for (var i = 0; i < 2000; i++)
        {
            Assert.Equal(-1, names.Add($"Motor {i}/Speed", i));
        }
        for (var i = 0; i < 2000; i++)
        {
            Assert.Equal(i, names.Add($"MOTOR {i}/speed", 9999));
        }
    }

    [Fact]
    public void An_empty_set_takes_its_first_name()
    {
        Assert.Equal(-1, new NameSet(0).Add("a", 3));
    }
}
