namespace FieldNode.Settings.Tests;

public sealed class FaultListTests
{
    [Fact]
    public void A_place_and_what_lies_in_it_has_one_fault()
    {
        var faults = new FaultList(10);
        faults.Add("devices[1]", "null", "an object");
        faults.Add("devices[1]", "null", "again");
        faults.Add("devices[1].name", "missing", "a name");
        faults.Add("devices[10].name", "missing", "a name");
        faults.Add("devices", "65 devices", "0 to 64");

        Assert.Equal(
            ["devices[1]", "devices[10].name", "devices"],
            Enumerable.Range(0, faults.Count).Select(faults.PathOf));
    }

    [Fact]
    public void What_a_reader_found_is_completed_once_by_what_is_allowed()
    {
        var faults = new FaultList(10);
        faults.AddUnreadable("unit", "\"x\"", "a whole number");
        faults.Add("unit", "-2147483648", "1 to 247");
        faults.Add("unit", "-2147483648", "something else");

        Assert.Equal(1, faults.Count);
        Assert.Equal(("\"x\"", "a whole number: 1 to 247"), (faults.ValueOf(0), faults.AllowedOf(0)));
    }

    [Fact]
    public void Nothing_is_said_about_a_muted_place()
    {
        var faults = new FaultList(10);
        Assert.True(faults.IsClean());
        faults.Mute("broker.host");
        faults.Add("broker.host", "missing", "a host name");

        Assert.Equal(0, faults.Count);
        Assert.False(faults.IsClean());
        Assert.True(faults.IsTouched("broker.host"));
        Assert.False(faults.IsTouched("broker"));
        Assert.False(faults.IsTouched("broker.hostName"));
    }
}
