using System.Text;
using FieldNode.Virtual.Settings;

namespace FieldNode.Settings.Tests;

public sealed class SettingsFuzzTests(ITestOutputHelper output)
{
    private const int Cases = 5000;

    private static readonly string[] oddTokens =
    [
        "null", "true", "0", "-1", "1e999", "-1e-999", "2147483648", "0.5", "\"\"", "\"x\"", "\"\\ud800\"", "\"\\u0000\"",
        "{}", "[]", "[null]", "{", "}", "[", "]", ",", ":", "//", "\u00a0", "\"type\"", "\"bool\"", "\"string\"",
        "\"coil\"", "65536", "40001",
    ];

    [Fact]
    public void A_mutated_file_ends_in_faults_or_in_a_model_that_the_check_accepts()
    {
        var random = Seeded.Random();
        var tokens = Tokens(Sample.Text);
        var accepted = 0;
        var grammar = 0;
        for (var i = 0; i < Cases; i++)
        {
            var json = Mutate(tokens, random);
            var result = Judge(json, $"case {i}: {json}");
            accepted += result.Settings is null ? 0 : 1;
            grammar += result.Faults.Any(fault => fault.Path.StartsWith("line ", StringComparison.Ordinal)) ? 1 : 0;
        }
        var faulty = Cases - accepted - grammar;
        output.WriteLine($"{Cases} cases: {accepted} accepted, {grammar} not JSON, {faulty} with other faults");
        Assert.True(accepted > 50 && grammar > 50 && faulty > 1000);
    }

    [Fact]
    public void Random_bytes_in_the_file_end_in_faults_or_a_model()
    {
        var random = Seeded.Random();
        for (var i = 0; i < 2000; i++)
        {
            var content = Encoding.UTF8.GetBytes(Sample.Text);
            content[random.Next(content.Length)] = (byte)random.Next(256);
            var result = SettingsFile.Parse(content, Sample.Root);
            Assert.True(result.Settings is null != (result.Faults.Count == 0), $"case {i}");
        }
    }

    private static SettingsResult Judge(string json, string label)
    {
        var result = Sample.Parse(json);
        Assert.True(result.Settings is null != (result.Faults.Count == 0), label);
        Assert.True(result.Faults.Select(fault => fault.Path).Distinct().Count() == result.Faults.Count, label);
        Assert.All(result.Faults, fault => Assert.True(fault.Value.Length > 0 && fault.Allowed.Length > 0, label));
        if (result.Settings is not { } settings)
        {
            return result;
        }
        Assert.True(SettingsCheck.Run(settings, new FaultList(10)), label);
        foreach (var tag in (settings.Devices ?? []).SelectMany(device => device.Tags))
        {
            Assert.True(FieldNode.Field.Modbus.ModbusAddress.TryParse(tag.Table, tag.Address, out _, out var zeroBased), label);
            var span = TagForm.RegistersOf(TagForm.IndexOf(TagForm.TypeNames, tag.Type), tag.Length);
            Assert.True(span >= 1 && zeroBased + span <= 65536, label);
            Assert.True(TagForm.DataTypeOf(tag) != ProtoLite.DataType.Unknown, label);
        }
        var written = ModelWriter.ToJson(settings);
        var again = SettingsFile.Parse(written, Sample.Root);
        Assert.True(again.Settings is not null, label);
        Assert.Equal(written, ModelWriter.ToJson(again.Settings));
        return result;
    }

    // One to three tokens are deleted, doubled, swapped with others of the file, or replaced.
    private static string Mutate(List<string> original, Random random)
    {
        var tokens = new List<string>(original);
        // Half of the cases keep the grammar: only values of the same place in it are exchanged.
        var keepGrammar = random.Next(2) == 0;
        for (var count = random.Next(1, 4); count > 0; count--)
        {
            var at = random.Next(tokens.Count);
            while (keepGrammar && !IsValue(tokens, at))
            {
                at = random.Next(tokens.Count);
            }
            switch (keepGrammar ? random.Next(2, 4) : random.Next(4))
            {
                case 0: tokens.RemoveAt(at); break;
                case 1: tokens.Insert(at, tokens[at]); break;
                case 2: tokens[at] = Other(tokens, random, keepGrammar); break;
                default: tokens[at] = oddTokens[random.Next(keepGrammar ? 15 : oddTokens.Length)]; break;
            }
        }
        return string.Concat(tokens);
    }

    private static string Other(List<string> tokens, Random random, bool value)
    {
        var at = random.Next(tokens.Count);
        while (value && !IsValue(tokens, at))
        {
            at = random.Next(tokens.Count);
        }
        return tokens[at];
    }

    private static bool IsValue(List<string> tokens, int at) =>
        at > 0 && tokens[at - 1] == ":" && tokens[at] is not ("{" or "[");

    // Strings, numbers and words whole, each sign by itself, without white space.
    private static List<string> Tokens(string json)
    {
        var tokens = new List<string>();
        for (var i = 0; i < json.Length;)
        {
            var start = i++;
            if (json[start] == '"')
            {
                i = json.IndexOf('"', i) + 1;
            }
            else if (char.IsAsciiLetterOrDigit(json[start]) || json[start] == '-')
            {
                while (char.IsAsciiLetterOrDigit(json[i]) || json[i] == '.')
                {
                    i++;
                }
            }
            if (!char.IsWhiteSpace(json[start]))
            {
                tokens.Add(json[start..i]);
            }
        }
        return tokens;
    }
}
