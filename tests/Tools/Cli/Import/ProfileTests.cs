using System.Text;
using System.Text.Json.Nodes;
using FieldNode.Cli;
using FieldNode.Cli.Import;
using FieldNode.Settings;
using FieldNode.Virtual.Settings;

namespace FieldNode.Tools.Tests;

public sealed class ProfileTests
{
    public static TheoryData<string> Names => [.. ProfileBook.All.Select(profile => profile.Name)];

    [Fact]
    public void There_are_profiles_and_each_names_its_sources_and_that_it_was_not_tried()
    {
        Assert.True(ProfileBook.All.Count >= 6);
        Assert.All(ProfileBook.All, profile =>
        {
            Assert.Equal("from documents, not tried on the meter", profile.Status);
            Assert.NotEmpty(profile.Sources);
            Assert.NotEmpty(profile.Models);
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_profile_is_a_sound_device(string name)
    {
        SettingsResult result = Check(ProfileBook.Find(name));
        Assert.True(result.Faults.Count == 0, string.Join('\n', result.Faults));
        // as importing writes it: with the table, so that nobody has to know about 40001
        Assert.All(result.Settings!.Devices[0].Tags, tag => Assert.NotNull(tag.Table));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void No_register_of_a_profile_is_read_twice(string name)
    {
        var owners = new Dictionary<(string, int), string>();
        foreach (TagSettings tag in Check(ProfileBook.Find(name)).Settings!.Devices[0].Tags)
        {
            int span = TagForm.RegistersOf(TagForm.IndexOf(TagForm.TypeNames, tag.Type), tag.Length);
            for (int i = 0; i < span; i++)
            {
                Assert.True(owners.TryAdd((tag.Table, tag.Address + i), tag.Name), $"{tag.Name} and {owners[(tag.Table, tag.Address + i)]}");
            }
        }
    }

    // With a line's defaults (mergeGap 8, registersMax 125): how a plan of a line would merge them.
    [Theory]
    [MemberData(nameof(Names))]
    public void A_profile_is_read_in_few_requests_of_at_most_125_registers(string name)
    {
        var line = new LineSettings();
        var requests = new List<int>();
        foreach (var scan in Check(ProfileBook.Find(name)).Settings!.Devices[0].Tags.GroupBy(tag => (tag.Table, tag.PeriodMs)))
        {
            int start = -1;
            int end = -1;
            foreach (TagSettings tag in scan.OrderBy(tag => tag.Address))
            {
                int next = tag.Address + TagForm.RegistersOf(TagForm.IndexOf(TagForm.TypeNames, tag.Type), tag.Length);
                if (start >= 0 && tag.Address - end <= line.MergeGap && next - start <= line.RegistersMax)
                {
                    end = next;
                    continue;
                }
                requests.Add(end - start);
                (start, end) = (tag.Address, next);
            }
            requests.Add(end - start);
        }
        Assert.All(requests, registers => Assert.InRange(registers, 0, 125));
        Assert.InRange(requests.Count(registers => registers > 0), 1, 10);
    }

    // Registers that a source's own list gives, checked by hand against it.
    [Theory]
    [InlineData("eastron-sdm630", "Power/Active/Total", "input", 0x34, "float", "abcd", 1)]
    [InlineData("eastron-sdm630", "Energy/Active/Export/L3", "input", 0x164, "float", "abcd", 1)]
    [InlineData("eastron-sdm120", "Power/Active", "input", 0x0C, "float", "abcd", 1)]
    [InlineData("eastron-sdm220", "Phase angle", "input", 0x24, "float", "abcd", 1)]
    [InlineData("eastron-sdm72d-m", "Energy/Active/Sum", "input", 0x156, "float", "abcd", 1)]
    [InlineData("schneider-iem3155", "Voltage/L1", "holding", 3027, "float", "abcd", 1)]
    [InlineData("schneider-iem3155", "Energy/Active/Import", "holding", 0x0C83, "int64", "abcd", 1)]
    [InlineData("carlo-gavazzi-em340", "Energy/Active/Export", "input", 0x4E, "int32", "cdab", 0.1)]
    [InlineData("carlo-gavazzi-em24", "Energy/Active/Import", "input", 0x42, "int32", "cdab", 0.1)]
    [InlineData("abb-b23", "Energy/Active/Import", "holding", 0x5000, "uint64", "abcd", 0.01)]
    [InlineData("abb-b23", "Power factor/L3", "holding", 0x5B3D, "int16", "abcd", 0.001)]
    [InlineData("siemens-pac2200", "Energy/Active/Export", "holding", 809, "double", "abcd", 1)]
    [InlineData("socomec-diris-a10", "Power/Apparent/L3", "holding", 50560, "uint32", "abcd", 10)]
    [InlineData("inepro-pro380", "Energy/Active/Import", "holding", 0x600C, "float", "abcd", 1)]
    [InlineData("janitza-b23", "Energy/Active/Export", "holding", 0x4A84, "float", "abcd", 1)]
    public void A_register_is_where_the_source_has_it(
        string name, string tagName, string table, int address, string type, string order, double scale)
    {
        TagSettings tag = Check(ProfileBook.Find(name)).Settings!.Devices[0].Tags.Single(tag => tag.Name == tagName);
        Assert.Equal((table, address, type, order, scale), (tag.Table, tag.Address, tag.Type, tag.Order, tag.Scale));
    }

    [Fact]
    public async Task They_are_listed_and_shown()
    {
        var output = new StringWriter();
        var error = new StringWriter();
        Assert.Equal(0, await CommandLine.RunAsync(["profiles"], output, error, TestContext.Current.CancellationToken));
        Assert.All(ProfileBook.All, profile => Assert.Contains(profile.Name, output.ToString()));
        Assert.Equal(0, await CommandLine.RunAsync(["profiles", "show", "abb-b23"], output, error, TestContext.Current.CancellationToken));
        Assert.Contains("source: volkszaehler/mbmd", output.ToString());
        Assert.Contains("not tried on the meter", output.ToString());
        Assert.Equal(2, await CommandLine.RunAsync(["profiles", "show", "x"], output, error, TestContext.Current.CancellationToken));
    }

    private static SettingsResult Check(Profile profile)
    {
        var root = JsonNode.Parse("""
            {
              "version": 1, "group": "G", "node": "N",
              "broker": { "host": "broker", "caFile": "ca.pem", "certificateFile": "node.pem", "keyFile": "node.key" },
              "lines": [ { "name": "l1", "port": "COM2" } ], "devices": [ { "name": "M", "line": "l1", "unit": 1 } ]
            }
            """)!;
        root["devices"]![0]!["tags"] = new JsonArray([.. profile.Tags.Select(tag => tag.DeepClone())]);
        return SettingsFile.Parse(Encoding.UTF8.GetBytes(root.ToJsonString()), "/");
    }
}
