using System.Text;

namespace FieldNode.Journal.Tests;

/// <summary>What a log hears of the ring.</summary>
public sealed class EventListenerTests : EventRingRig, IEventListener
{
    private readonly List<(EventKind Kind, int A, string Name)> heard = [];

    void IEventListener.OnRecorded(EventKind kind, int a, byte[] names, int nameAt) =>
        heard.Add((kind, a, Encoding.UTF8.GetString(names, nameAt, EventRecord.NameMax).TrimEnd('\0')));

    [Fact]
    public void The_first_of_events_that_are_alike_is_heard_at_once_and_the_others_once_when_their_window_ends()
    {
        EventRing ring = Start();
        ring.Listener = this;
        for (int i = 0; i < 5; i++)
        {
            ring.Add(EventKind.TagState, 4, 0, "Pump1/Flow", 1000 + i, Utc);
        }

        Assert.Equal([(EventKind.TagState, 4, "Pump1/Flow")], heard);
        ring.Step(1000 + EventRing.WindowMinMs, Utc);
        Assert.Equal([(EventKind.TagState, 4, "Pump1/Flow"), (EventKind.TagState, 4, "Pump1/Flow")], heard);
    }

    [Fact]
    public void The_last_word_of_a_tag_that_flaps_is_heard()
    {
        EventRing ring = Start();
        ring.Listener = this;
        int[] states = [4, 0, 4, 0, 4];
        for (int i = 0; i < states.Length; i++)
        {
            ring.Add(EventKind.TagState, states[i], 0, "Pump1/Flow", 1000 * i, Utc);
        }

        ring.Step(2 * EventRing.WindowMinMs, Utc);
        Assert.Equal(4, Stored(ring).Where(e => e.Kind == EventKind.TagState).MaxBy(e => e.NowMs)!.A);
        Assert.Equal((EventKind.TagState, 4, "Pump1/Flow"), heard[^1]);
        Assert.Equal(3, heard.Count);
    }

    [Fact]
    public void A_hundred_bad_tags_leave_room_for_what_happens_to_the_link_and_are_told_as_lost()
    {
        EventRing ring = Start();
        ring.Listener = this;
        for (int i = 0; i < 100; i++)
        {
            ring.Add(EventKind.TagState, 4, 0, "Pump1/T" + i, 1000, Utc);
        }

        ring.Add(EventKind.LinkDown, 52, 7, (string)null!, 2000, Utc);
        Assert.Contains(heard, e => e.Kind == EventKind.LinkDown);
        ring.Step(5000, Utc);
        int told = heard.Count(e => e.Kind == EventKind.TagState);
        Assert.Contains((EventKind.EventsLost, 100 - told, ""), heard);
    }

    private StoredEvent[] Stored(EventRing ring)
    {
        ring.Close(NowMs, Utc);
        return Stored();
    }
}
