using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using FieldNode.Cli;
using FieldNode.Host.Protobuf;
using FieldNode.Update;
using FieldNode.Update.Tests;

namespace FieldNode.NodeTests;

/// <summary>A new key by the shipped node, its loader and a host that knows only what SPEC says.</summary>
public sealed class NewKeyOnNodeTests
{
    private const int Stride = 7; // a prime: operations come in rounds

    [Fact]
    public void The_request_comes_up_by_itself_in_a_birth_and_again_after_a_restart()
    {
        var board = new SimUpdate();
        SimNode node = TrialRig.Begin(board);
        var host = new UpdateHost(node);
        Assert.Empty(host.Bytes("Certificate request"));
        int births = node.Payloads("DBIRTH/N1/Update").Count();
        var content = new BundleContent
        {
            Board = Bundles.Board, Version = "key 7", Sequence = 7, Expires = Bundles.Now.AddDays(90), Parts = [new(BundlePartKind.KeyOrder, "new-key", [.. "FNKO"u8, 1, 1, 0, 0])],
        };

        host.Deliver(Bundles.Offer(content), Bundles.Body(content), 7);
        node.Run(1000);

        Assert.True(node.IsRunning);
        Assert.Equal((UpdateState.Idle, UpdateReason.None), (host.State, host.Reason));
        Payload birth = node.Payloads("DBIRTH/N1/Update").Last();
        Assert.Equal(births + 1, node.Payloads("DBIRTH/N1/Update").Count());
        Assert.Equal((int)UpdateState.Idle, (int)birth.Metrics.Single(m => m.Name == "State").IntValue); // who sees the request sees that the order is done
        byte[] request = host.Bytes("Certificate request");
        Assert.Equal("CN=N1", CertificateRequest.LoadSigningRequest(request, HashAlgorithmName.SHA256).SubjectName.Name);
        Assert.DoesNotContain(node.Log, e => e.What == NodeEvent.DeviceDied); // nobody died

        node.Restart().Run(8000);
        Assert.Equal(request, new UpdateHost(node).Bytes("Certificate request"));
    }

    /// <summary>Each seventh operation; all of them, with all remainders, are in tests/Simulation (-- --cuts).</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_cut_leaves_a_certificate_with_its_key_and_comes_to_the_same_end(bool losesOrder)
    {
        Remains remains = losesOrder ? Remains.Whole : Remains.Torn;
        IReadOnlyList<FlashOperation> operations = NodeKeyLife.Operations();
        string?[] faults = new string?[operations.Count];
        Parallel.For(0, (operations.Count + Stride - 1) / Stride, i => faults[i * Stride] = NodeKeyLife.Fault(i * Stride, remains, losesOrder));
        TestContext.Current.TestOutputHelper!.WriteLine($"operations={operations.Count} faults={faults.Count(fault => fault is not null)}");
        Assert.True(faults.All(fault => fault is null), string.Join("; ", faults.Select((fault, i) => $"{i} {operations[i]}: {fault}").Where((_, i) => faults[i] is not null).Take(3)));
        Assert.True(operations.Count > 50, $"{operations.Count}");
    }
}
