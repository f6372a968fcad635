using FieldNode.Cli;
using FieldNode.Field;

namespace FieldNode.Fuzz;

/// <summary>The replies that <c>fieldnode scan</c> reads: to a read, and to the question who a slave is.</summary>
internal sealed class ProbeTarget : FuzzTarget
{
    internal override string Name => "probe";

    internal override string What => "replies to fieldnode scan: a verdict or one line of error, an answer only with the right unit and function, who the slave is in characters that a terminal bears";

    internal override int BytesMax => 500;

    internal override IReadOnlyList<byte[]> Words { get; } = [[3], [2], [0x0E, 1, 1, 0, 0, 3, 0, 2, 0x41, 0x42], [0x7E, 1, 0x2B, 0x0E, 1, 1, 0, 0, 1, 0, 1, 0x41], [0xFE, 1, 0x2B], [5], [0, 0]];

    internal override IEnumerable<byte[]> Seeds()
    {
        yield return [0, 0, 3, 1, 2, 3, 4, 0, 0];
        yield return [1, 0, 0x7E, 1, 0x2B, 0x0E, 1, 1, 0, 0, 1, 0, 3, 0x41, 0x42, 0x43];
        yield return [1, 0, 0xEE, 1, 0x2B, 0x0E, 1, 1, 0xFF, 1, 2, 0, 3, 0x41, 0x42, 0x43, 1, 2, 0x44, 0x45, 0, 0x7E, 1, 0x2B, 0x0E, 1, 1, 0, 0, 1, 2, 1, 0x46];
        yield return [0, 0, 4, 2, 5, 3, 7];
    }

    internal override void Run(byte[] input)
    {
        var script = new Bytes(input);
        int how = script.Byte();
        var line = new ScriptedLine();
        line.Open();
        var clock = new Clock(line, script);
        var probe = new ModbusProbe(line, new LineForm(19200, "even"), clock, CancellationToken.None);
        try
        {
            if ((how & 1) == 0)
            {
                ProbeReply reply = probe.Read(1, 3, 0, 100);
                Must(reply.Kind is not (ProbeKind.Answer or ProbeKind.Exception) || (reply.Unit == 1 && (reply.Frame[1] & 0x7F) == 3), "an answer of another");
                Must(reply.Ms >= 0 && reply.Frame is not null, "a reply without a time");
            }
            else
            {
                string? who = ModbusIdentity.Ask(probe, 1, 100)?.ToString();
                Must(who is null || who.All(c => !char.IsControl(c)), "control characters");
            }
        }
        catch (UserError error)
        {
            Must(error.Message.Length > 0, "an error without words");
        }
    }

    private sealed class Clock(ScriptedLine line, Bytes script) : IScanClock
    {
        public long NowMs => line.NowUs / 1000;

        public void Pause() => line.Do(script);
    }
}
