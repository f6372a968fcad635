using System.Text;
using FieldNode.Virtual.Pki;
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

    [Fact]
    public void A_certificate_on_trial_is_found_also_where_the_state_folder_was_named_from_the_current_one()
    {
        using CertificateAuthority ca = CertificateAuthority.Create("ca");
        using IssuedCertificate node = ca.IssueClient("n");
        ca.Save(folder.In("ca.pem"));
        node.Save(folder.In("node.pem"), folder.In("node.key"));
        var overlay = new Dictionary<string, byte[]> { ["node.pem"] = File.ReadAllBytes(folder.In("node.pem")) };
        string state = Path.GetRelativePath(Environment.CurrentDirectory, folder.State);
        Firmware.Run(folder.SettingsPath, state, overlay, -1, log, () => { }, new CancellationToken(canceled: true));
        Assert.DoesNotContain("not found", log.ToString());
        Assert.Contains("node g/n: ", log.ToString());
    }

    private int Run(Dictionary<string, byte[]> overlay) => Firmware.Run(folder.SettingsPath, folder.State, overlay, -1, log, () => { }, CancellationToken.None);
}
