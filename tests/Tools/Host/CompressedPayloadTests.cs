using System.IO.Compression;
using FieldNode.Cli;
using FieldNode.Host;
using FieldNode.Host.Protobuf;
using Google.Protobuf;

namespace FieldNode.Tools.Tests;

public sealed class CompressedPayloadTests
{
    private readonly HostModel model = new();

    // Written by java.util.zip.Deflater and GZIPOutputStream's forms: zlib with its head, gzip with its own.
    [Theory]
    [InlineData("DEFLATE")]
    [InlineData("GZIP")]
    [InlineData(null)]
    public void A_birth_that_Tahu_packed_is_read_as_any_other(string? algorithm)
    {
        Payload birth = Messages.NBirth(3, Messages.Float("Flow", 1, 12.5f));
        HostMessage message = model.Consume("NBIRTH", Packed(birth.ToByteArray(), algorithm));

        message.Finds();
        Assert.Equal(12.5f, model.Find("g", "n")!.Own.Find("Flow")!.Value);
        Assert.Equal(3ul, message.BdSeq);
        Assert.Equal(new Compression(algorithm ?? "DEFLATE", birth.CalculateSize()), message.Compression);
        Assert.Contains($" B ({birth.CalculateSize()} B by {algorithm ?? "DEFLATE"})  bdSeq=3", MessageLine.Of(message));
        Assert.Equal(1, model.Find("g", "n")!.NextSeq);
    }

    [Fact]
    public void A_bomb_is_refused_before_it_is_large()
    {
        byte[] zeros = new byte[64 * 1024 * 1024];
        Payload bomb = Packed(zeros, "DEFLATE");
        Assert.True(bomb.CalculateSize() < 100_000);
        long before = GC.GetAllocatedBytesForCurrentThread();

        HostMessage message = model.Consume("NBIRTH", bomb);

        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 10_000_000);
        message.Finds(FindingKind.Undecodable);
        Assert.Contains("more than 2097152 when unpacked: refused", message.Findings[0].Text);
    }

    [Fact]
    public void So_is_one_of_many_empty_metrics()
    {
        byte[] metrics = new byte[2 * 50_001];
        for (int i = 0; i < metrics.Length; i += 2)
        {
            metrics[i] = 0x12;
        }
        Assert.Contains("more than 50000 metrics", model.Consume("NBIRTH", Packed(metrics, "GZIP")).Findings[0].Text);
        HostMessage fits = model.Consume("NBIRTH", Packed(metrics[..^2], "GZIP"));
        Assert.Equal(200, fits.Findings.Count);
        Assert.EndsWith("what else is wrong with this message is not listed", fits.Findings[^1].Text);
    }

    [Fact]
    public void A_payload_that_is_packed_twice_is_refused()
    {
        byte[] once = Packed(Messages.NBirth(0).ToByteArray(), "GZIP").ToByteArray();
        Assert.Contains("once more: refused", model.Consume("NBIRTH", Packed(once, "GZIP")).Findings[0].Text);
    }

    [Theory]
    [InlineData("LZ4", "compressed with LZ4: only DEFLATE and GZIP are known")]
    [InlineData("DEFLATE", "its body is no DEFLATE")]
    [InlineData("GZIP", "its body is no GZIP")]
    public void What_cannot_be_unpacked_is_said_with_the_reason(string algorithm, string reason)
    {
        Payload wrong = Packed(Messages.NBirth(0).ToByteArray(), "DEFLATE");
        wrong.Metrics.Clear();
        wrong.Metrics.Add(new Metric { Name = "algorithm", Datatype = 12, StringValue = algorithm });
        wrong.Body = ByteString.CopyFrom([1, 2, 3, 4, 5, 6, 7, 8]);

        HostMessage message = model.Consume("NBIRTH", wrong);

        message.Finds(FindingKind.Undecodable);
        Assert.Contains(reason, message.Findings[0].Text);
    }

    [Fact]
    public void An_empty_body_is_no_payload() =>
        Assert.Contains("nothing comes out", model.Consume("NBIRTH", new Payload { Uuid = CompressedPayload.Uuid }).Findings[0].Text);

    [Fact]
    public void Any_other_uuid_is_a_remark_of_the_sender()
    {
        Payload birth = Messages.NBirth(0);
        birth.Uuid = "a-schema";
        model.Consume("NBIRTH", birth).Finds();
    }

    private static Payload Packed(byte[] payload, string? algorithm)
    {
        var body = new MemoryStream();
        using (Stream packer = algorithm == "GZIP" ? new GZipStream(body, CompressionLevel.Optimal, true) : new ZLibStream(body, CompressionLevel.Optimal, true))
        {
            packer.Write(payload);
        }
        var outer = new Payload { Uuid = CompressedPayload.Uuid, Timestamp = Messages.Now, Body = ByteString.CopyFrom(body.ToArray()) };
        if (algorithm is not null)
        {
            outer.Metrics.Add(new Metric { Name = "algorithm", Datatype = 12, Timestamp = Messages.Now, StringValue = algorithm });
        }
        return outer;
    }
}
