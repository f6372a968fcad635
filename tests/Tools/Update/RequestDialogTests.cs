using FieldNode.Cli;
using FieldNode.Host.Protobuf;
using Google.Protobuf;

namespace FieldNode.Tools.Tests;

/// <summary>Fetching the request of a key that waits, with a node that answers by hand.</summary>
public sealed class RequestDialogTests
{
    private readonly UpdateView view = new("kiln", "n1");

    [Fact]
    public void It_asks_for_a_birth_and_is_done_when_the_request_stands_in_it()
    {
        var dialog = new RequestDialog(view, 30_000);
        Assert.Single(dialog.Step(0, DateTime.UnixEpoch));
        Assert.Empty(dialog.Step(1000, DateTime.UnixEpoch));
        Assert.Single(dialog.Step(6000, DateTime.UnixEpoch));
        Born([1, 2]);
        Assert.True(dialog.IsDone);
        Assert.Equal([1, 2], view.Request);
    }

    [Fact]
    public void A_node_without_one_and_a_node_that_does_not_answer_are_told()
    {
        Assert.Contains("no birth of the device Update within 30 s", Assert.Throws<UserError>(() => new RequestDialog(view, 30_000).Step(30_000, DateTime.UnixEpoch)).Message);
        Born(null);
        Assert.Contains("no key waits for a certificate there", Assert.Throws<UserError>(() => new RequestDialog(view, 30_000).Step(0, DateTime.UnixEpoch)).Message);
    }

    private void Born(byte[]? request)
    {
        var metric = new Metric { Name = "Certificate request", Datatype = 17 };
        if (request is null)
        {
            metric.IsNull = true;
        }
        else
        {
            metric.BytesValue = ByteString.CopyFrom(request);
        }
        var birth = new Payload { Metrics = { metric, new Metric { Name = "State", Alias = 1, IntValue = 0 }, new Metric { Name = "Wanted/Length", Alias = 2, IntValue = 0 } } };
        view.Hear(new Received("spBv1.0/kiln/DBIRTH/n1/Update", birth.ToByteArray(), DateTime.UnixEpoch, Retained: false));
    }
}
