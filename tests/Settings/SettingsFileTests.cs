using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FieldNode.Virtual.Settings;

namespace FieldNode.Settings.Tests;

public sealed class SettingsFileTests
{
    [Fact]
    public void The_documentations_example_is_read_without_a_fault()
    {
        var result = Sample.Parse(Sample.Text);

        Assert.Empty(result.Faults);
        var settings = result.Settings!;
        Assert.Equal(("Waterworks", "PumpHouse2"), (settings.Group, settings.Node));
        Assert.Equal((2, 3), (settings.Lines.Length, settings.Devices.Length));
        var current = settings.Devices[0].Tags[4];
        Assert.Equal(("Motor/Current", 30101, "float", "cdab", "A"),
            (current.Name, current.Address, current.Type, current.Order, current.Unit));
        Assert.Equal((0.05, 250), (current.Deadband, current.PeriodMs));
        Assert.Equal((500, 60000), (current.MinReportMs, current.MaxReportMs));
    }

    [Fact]
    public void Names_of_files_are_made_absolute_from_the_folder_of_the_file()
    {
        var json = Sample.With(("broker.user", "\"u\""), ("broker.passwordFile", "\"/etc/pw\""));

        var broker = Sample.Parse(json).Settings!.Broker;

        Assert.Equal(Path.Combine(Sample.Root, "pki", "ca.pem"), broker.CaFile);
        Assert.Equal(Path.Combine(Sample.Root, "pki", "node.pem"), broker.CertificateFile);
        Assert.Equal(Path.Combine(Sample.Root, "pki", "node.key"), broker.KeyFile);
        Assert.Equal(Path.GetFullPath("/etc/pw"), broker.PasswordFile);
    }

    [Fact]
    public void Twelve_different_faults_are_told_at_once_in_the_order_of_the_file()
    {
        var json = Sample.With(
            ("version", "2"),
            ("group", "\"a/b\""),
            ("broker.port", "\"8883\""),
            ("broker.keepAliveS", "30.5"),
            ("sparkplug.aliases", "1"),
            ("lines[0].baud", "\"fast\""),
            ("lines[1].mergeGap", "121"),
            ("devices[0].unit", "300"),
            ("devices[0].tags[3].scale", "0"),
            ("devices[0].tags[4].periode", "5"),
            ("devices[1].line", "\"line9\""),
            ("devices[2].tags[1].address", "99999999999"));

        var result = Sample.Parse(json);

        Assert.Equal(
            [
                "version: 2 — allowed: 1",
                "group: \"a/b\" — allowed: 1 to 64 bytes of text without + / # and control characters, more than blanks",
                "broker.port: \"8883\" — allowed: a whole number: 1 to 65535",
                "broker.keepAliveS: 30.5 — allowed: a whole number: 5 to 3600",
                "sparkplug.aliases: 1 — allowed: true or false",
                "lines[0].baud: \"fast\" — allowed: a whole number: "
                    + "1200, 2400, 4800, 9600, 14400, 19200, 28800, 38400, 57600, 115200, 230400",
                "lines[1].mergeGap: 121 — allowed: 0 to 120",
                "devices[0].unit: 300 — allowed: 1 to 247",
                "devices[0].tags[3].scale: 0 — must be a number other than 0",
                "devices[0].tags[4].periode: unknown member — allowed: name, table, address, type, order, bit, length, "
                    + "charset, notAvailable, scaleAddress, publishAs, scale, offset, unit, low, high, deadband, deadbandPercent, periodMs, minReportMs, "
                    + "maxReportMs, writable, care",
                "devices[1].line: \"line9\" — allowed: line1, line2",
                "devices[2].tags[1].address: 99999999999 — allowed: a whole number: "
                    + "0 to 65535 with table, else 40001 and the like",
            ],
            result.Faults.Select(fault => fault.ToString()));
        Assert.Null(result.Settings);
    }

    // What the file holds instead of a member's value, and what is said
    [Theory]
    [InlineData("broker.port", "null", "a whole number: 1 to 65535")]
    [InlineData("broker.port", "1e3", "a whole number: 1 to 65535")]
    [InlineData("broker.port", "true", "a whole number: 1 to 65535")]
    [InlineData("broker.port", "{}", "a whole number: 1 to 65535")]
    [InlineData("broker.host", "5", "a text in quotes: a host name")]
    [InlineData("broker.host", "[]", "a text in quotes: a host name")]
    [InlineData("broker.user", "5", "a text in quotes")]
    [InlineData("broker", "\"localhost\"", "an object { ... }: an object with")]
    [InlineData("broker", "[]", "an object { ... }: an object with")]
    [InlineData("lines", "{}", "a list [ ... ]")]
    [InlineData("lines[0]", "\"line1\"", "an object { ... }: an object with")]
    [InlineData("devices", "5", "a list [ ... ]")]
    [InlineData("devices[0].tags", "{}", "a list [ ... ]: at least one")]
    [InlineData("devices[0].tags[0].type", "1", "a text in quotes: bool, int16")]
    [InlineData("devices[0].tags[0].table", "3", "a text in quotes")]
    [InlineData("devices[0].tags[0].writable", "\"yes\"", "true or false")]
    [InlineData("devices[0].tags[0].writable", "null", "true or false")]
    [InlineData("devices[0].tags[3].scale", "\"0.1\"", "a number: a finite number")]
    [InlineData("devices[0].tags[3].scale", "null", "a number: a finite number")]
    public void A_value_of_the_wrong_form_is_one_fault_that_tells_what_is_allowed(
        string path, string json, string allowed)
    {
        var fault = Assert.Single(Sample.Parse(Sample.With((path, json))).Faults);

        Assert.Equal(path, fault.Path);
        Assert.StartsWith(allowed, fault.Allowed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("devices[0].tags[1].adress", "address", "devices[0].tags[1].address")]
    [InlineData("devices[0].tags[1].Address", "address", "devices[0].tags[1].address")]
    [InlineData("devices[0].naem", "name", "devices[0].name")]
    [InlineData("broker.certifcateFile", "certificateFile", "broker.certificateFile")]
    [InlineData("devcies", "devices", "devices")]
    public void A_misspelled_member_is_one_fault_that_names_the_right_one(string wrong, string name, string right)
    {
        var value = JsonNode.Parse(Sample.Text)!;
        var parent = wrong.Contains('.') ? wrong[..wrong.LastIndexOf('.')] : "";
        var steps = parent.Replace("[", ".[", StringComparison.Ordinal).Split('.', StringSplitOptions.RemoveEmptyEntries);
        foreach (var step in steps)
        {
            value = step[0] == '[' ? value[int.Parse(step[1..^1])]! : value[step]!;
        }
        var json = value[name]!.ToJsonString();

        var fault = Assert.Single(Sample.Parse(Sample.With((right, null), (wrong, json))).Faults);

        Assert.Equal((wrong, $"did you mean {name}?"), (fault.Path, fault.Allowed));
    }

    [Theory]
    [InlineData("mode[")]
    [InlineData("mode.")]
    [InlineData("mode[0]")]
    public void A_name_that_looks_like_a_path_within_the_right_one_is_a_fault_all_the_same(string name)
    {
        var json = Sample.Text.Replace("\"mode\":", $"\"{name}\":", StringComparison.Ordinal);
        Assert.NotEqual(Sample.Text, json);

        Assert.Contains(Sample.Parse(json).Faults, fault => fault.Path == "sparkplug." + name && fault.Value == "unknown member");
    }

    [Fact]
    public void What_is_told_of_a_name_with_control_characters_is_one_line_and_no_command_to_a_terminal()
    {
        var json = Sample.Text.Replace("\"line1\"", "\"\\u001b[2J\\n\"", StringComparison.Ordinal);
        Assert.NotEqual(Sample.Text, json);

        var faults = Sample.Parse(json).Faults;

        Assert.NotEmpty(faults);
        Assert.DoesNotContain(faults, fault => fault.ToString().Any(char.IsControl));
    }

    [Fact]
    public void A_member_given_twice_is_a_fault()
    {
        var json = Sample.Text.Replace("\"group\":", "\"node\": \"x\", \"group\":", StringComparison.Ordinal);

        var fault = Assert.Single(Sample.Parse(json).Faults);

        Assert.Equal(new SettingsFault("node", "given twice", "once"), fault);
    }

    [Fact]
    public void Half_a_surrogate_pair_is_a_fault_in_a_value_and_in_a_name()
    {
        var json = Sample.Text.Replace("\"Waterworks\"", "\"\\ud800\"", StringComparison.Ordinal)
            .Replace("\"lines\":", "\"\\udc00\": 1, \"lines\":", StringComparison.Ordinal);

        Assert.Equal(["group", "?"], Sample.PathsOf(Sample.Parse(json)));
    }

    [Fact]
    public void An_odd_name_of_a_member_cannot_write_to_a_terminal()
    {
        var json = "{\"\\u001b[31m\": 1, \"\": 2, \"" + new string('x', 5000) + "\": 3}";

        var lines = Sample.Parse(json).Faults.Select(fault => fault.ToString()).ToList();

        Assert.All(lines, line => Assert.True(line.Length < 300 && !line.Contains('\u001b')));
        Assert.Contains(lines, line => line.StartsWith("?[31m: unknown member", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("5")]
    [InlineData("\"x\"")]
    public void A_file_that_is_no_object_is_one_fault(string json)
    {
        Assert.Equal("an object { ... }", Assert.Single(Sample.Parse(json).Faults).Allowed);
    }

    [Fact]
    public void Every_member_of_the_model_is_read_and_written()
    {
        var settings = new NodeSettings();
        var number = 0;
        FillWithOthersThanDefaults(settings, ref number);
        var reader = new ModelReader(new FaultList(100));

        var json = ModelWriter.ToJson(settings);
        using var document = JsonDocument.Parse(json);
        var again = reader.Read(document.RootElement);

        Assert.True(number > 40);
        Assert.Equal(Encoding.UTF8.GetString(json), Encoding.UTF8.GetString(ModelWriter.ToJson(again)));
        Assert.Equal(number, Encoding.UTF8.GetString(json).Split(": ").Length - 1);
    }

    [Fact]
    public void What_was_written_reads_back_the_same_and_leaves_out_defaults()
    {
        var folder = Directory.CreateTempSubdirectory("fieldnode-settings-");
        try
        {
            var file = Path.Combine(folder.FullName, "node.json");
            SettingsFile.Write(Sample.Parse(Sample.Text).Settings!, file);
            var first = File.ReadAllText(file);
            var again = SettingsFile.Read(file);
            Assert.Empty(again.Faults);
            SettingsFile.Write(again.Settings!, file);

            Assert.Equal(first, File.ReadAllText(file));
            Assert.Contains("\"unit\": \"°C\"", first, StringComparison.Ordinal);
            Assert.DoesNotContain("keepAliveS", first, StringComparison.Ordinal);
            Assert.DoesNotContain("null", first, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void FillWithOthersThanDefaults(object target, ref int number)
    {
        foreach (var member in target.GetType().GetProperties(BindingFlags.Instance | BindingFlags.Public))
        {
            number++;
            member.SetValue(target, Other(member.PropertyType, member.GetValue(target), ref number));
        }
    }

    private static object Other(Type type, object? standard, ref int number)
    {
        if (type.IsArray)
        {
            var list = Array.CreateInstance(type.GetElementType()!, 1);
            list.SetValue(Other(type.GetElementType()!, null, ref number), 0);
            return list;
        }
        switch (standard)
        {
            case int whole: return whole + number + 1;
            case double real: return real + number + 0.5;
            case bool flag: return !flag;
        }
        if (type == typeof(string))
        {
            return "text" + number;
        }
        var item = Activator.CreateInstance(type)!;
        FillWithOthersThanDefaults(item, ref number);
        return item;
    }
}
