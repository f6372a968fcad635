using System.Text;
using FieldNode.Virtual.Updates;

namespace FieldNode.Virtual.Tests;

public sealed class FirmwareTests : IDisposable
{
    private readonly SlotFolder folder = new();
    private readonly StringWriter log = new();

    public void Dispose() => folder.Dispose();

    /// <summary>A loader of today calls all firmware after it by these types: they must stay.</summary>
    [Fact]
    public void What_loaders_call_has_parameters_of_dotnet_alone_and_does_not_change() => Assert.Equal(
        "Int32 Run(System.String, System.String, System.Collections.Generic.IReadOnlyDictionary`2[System.String,System.Byte[]], Int32, System.IO.TextWriter, System.Action, "
        + "System.Threading.CancellationToken)",
        typeof(Firmware).GetMethod("Run")!.ToString());

    [Fact]
    public void Settings_with_a_fault_do_not_start_and_the_fault_is_named()
    {
        File.WriteAllText(folder.SettingsPath, SlotFolder.Settings(heartbeatMs: 1));
        Assert.Equal(StartEnd.CannotStart, Run([]));
        Assert.Contains("heartbeatMs", log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_of_the_slot_count_before_the_file()
    {
        Assert.Equal(StartEnd.CannotStart, Run(new() { ["node.json"] = Encoding.UTF8.GetBytes(SlotFolder.Settings(heartbeatMs: 2)) }));
        Assert.Contains("heartbeatMs", log.ToString(), StringComparison.Ordinal);
    }

    private int Run(Dictionary<string, byte[]> overlay) => Firmware.Run(folder.SettingsPath, folder.State, overlay, -1, log, () => { }, CancellationToken.None);
}
