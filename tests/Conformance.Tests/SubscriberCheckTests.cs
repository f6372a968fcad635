using FieldNode.Conformance.Mutations;
using FieldNode.Conformance.Run;
using FieldNode.Host.Protobuf;

namespace FieldNode.Conformance.Tests;

/// <summary>The view of a host that only subscribes: several nodes in one stream, late arrival, deaths that come late.</summary>
public sealed class SubscriberCheckTests
{
    [Fact]
    public void Each_node_is_graded_by_itself_however_their_messages_are_mixed()
    {
        Story[] stories = [Life("g", "one"), Life("g", "two"), Life("h", "one")];
        stories[1].Events[^3] = (PublishEvent)stories[1].Events[^3] with { Payload = [] }; // one DDATA of g/two
        var check = new SubscriberCheck();
        List<(string Node, string Id)> broken = [];
        check.Broken += (node, verdict) => broken.Add((node, verdict.Id));
        for (int i = 0; i < stories[0].Events.Count; i++)
        {
            foreach (Story story in stories)
            {
                Feed(check, story.Events[i]);
            }
        }
        Assert.Equal(["g/one", "g/two", "h/one"], check.Books.Select(b => b.Key));
        Assert.All(check.Books.Where(b => b.Key != "g/two"), b => Assert.Empty(b.Value.Failures));
        Assert.Contains(("g/two", "payloads-ddata-seq"), broken);
        Assert.All(broken, b => Assert.Equal("g/two", b.Node));
        Assert.Equal(broken.Distinct(), broken);
    }

    [Fact]
    public void What_came_before_the_first_birth_is_not_graded()
    {
        var check = new SubscriberCheck();
        Story story = Life("g", "n");
        story.Events.Skip(5).ToList().ForEach(seen => Feed(check, seen)); // behind NBIRTH
        Assert.Empty(check.Books);
    }

    [Fact]
    public void What_the_broker_kept_is_no_news()
    {
        var check = new SubscriberCheck();
        PublishEvent birth = Life("g", "n").Events.OfType<PublishEvent>().First();
        check.Take(birth.UtcMs, birth.Topic, birth.Payload, retained: true);
        Assert.Empty(check.Books);
    }

    [Fact]
    public void A_late_will_of_an_earlier_session_does_not_end_the_one_that_lives()
    {
        var check = new SubscriberCheck();
        var story = new Story();
        story.Connect();
        story.Bear();
        byte[] late = [.. story.Events.OfType<ConnectEvent>().First().WillPayload];
        story.Lose();
        story.Connect();
        story.Bear();
        story.Events.ForEach(seen => Feed(check, seen));
        check.Take(++story.UtcMs, story.Topic("NDEATH"), late, false);
        Feed(check, story.Data(1));
        GradeBook book = Assert.Single(check.Books).Value;
        Assert.Empty(book.Failures);
        Assert.Equal(Grade.Pass, book.Of("payloads-ddata-order"));
    }

    [Fact]
    public void A_rebirth_that_is_asked_of_a_dead_node_is_owed_by_nobody()
    {
        var check = new SubscriberCheck();
        Story story = Life("g", "n");
        story.Leave();
        story.AskRebirth();
        story.Events.ForEach(seen => Feed(check, seen));
        check.Passed(story.UtcMs + 600_000);
        Assert.Empty(Assert.Single(check.Books).Value.Failures);
    }

    [Fact]
    public void A_rebirth_that_a_living_node_does_not_answer_is_named_without_a_further_message()
    {
        var check = new SubscriberCheck();
        Story story = Life("g", "n");
        story.UtcMs += 60_000; // a request right behind the births may have crossed them
        story.AskRebirth();
        story.Events.ForEach(seen => Feed(check, seen));
        check.Passed(story.UtcMs + 600_000);
        Assert.Equal("operational-behavior-data-commands-rebirth-action-2", Assert.Single(Assert.Single(check.Books).Value.Failures).Id);
    }

    [Fact]
    public void A_lost_link_of_the_host_is_no_fault_of_the_node()
    {
        var check = new SubscriberCheck();
        Story story = Life("g", "n");
        story.UtcMs += 60_000;
        story.AskRebirth();
        story.Events.ForEach(seen => Feed(check, seen));
        check.End(story.UtcMs);
        check.Passed(story.UtcMs + 600_000);
        Feed(check, story.Data(9)); // its births went by unheard
        Assert.Empty(Assert.Single(check.Books).Value.Failures);
    }

    // What is listed as visible is what such a host can grade: no more, or a summary would promise it; no less, or it would be left out.
    [Fact]
    public void The_statements_that_a_subscriber_can_grade_are_those_of_the_list()
    {
        Recording full = Runs.Plain();
        Recording[] sessions = [full, .. AllMutations.List.Select(m => m.Break(full)).OfType<Recording>()];
        HashSet<string> graded = [];
        foreach (Recording session in sessions)
        {
            var check = new SubscriberCheck();
            foreach (WireEvent seen in session.Events)
            {
                Feed(check, seen);
            }
            graded.UnionWith(check.Books.SelectMany(b => b.Value.Verdicts).Select(v => v.Id));
        }
        Assert.Equal(SubscriberView.Rows.Select(r => r.Id).Order(StringComparer.Ordinal), graded.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_shipped_node_fails_nothing_that_a_subscriber_sees()
    {
        var check = new SubscriberCheck();
        foreach (WireEvent seen in Runs.Plain().Events)
        {
            Feed(check, seen);
        }
        Assert.Empty(Assert.Single(check.Books).Value.Failures);
    }

    private static Story Life(string group, string node)
    {
        var story = new Story(group, node);
        story.Connect();
        story.Bear();
        story.Data(1);
        story.Data(2);
        story.Publish("NDATA", null, new Metric { Alias = 1, IntValue = 5 });
        story.Data(3);
        return story;
    }

    private static void Feed(SubscriberCheck check, WireEvent seen)
    {
        switch (seen)
        {
            case PublishEvent publish:
                check.Take(publish.UtcMs, publish.Topic, publish.Payload, false);
                break;
            case DeliverEvent delivery:
                check.Take(delivery.UtcMs, delivery.Topic, delivery.Payload, false);
                break;
        }
    }
}
