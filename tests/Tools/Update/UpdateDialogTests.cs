using System.Buffers.Binary;
using FieldNode.Cli;
using FieldNode.Update;

namespace FieldNode.Tools.Tests;

/// <summary>The state machine of <c>fieldnode update</c> with a node that answers by hand and a clock that the test turns.</summary>
public sealed class UpdateDialogTests
{
    [Fact]
    public void It_asks_for_the_birth_of_the_device_by_the_one_command_that_is_the_maintenances()
    {
        var rig = new UpdateDialogRig();
        Assert.Equal(["Device Control/Rebirth"], rig.Step());
        Assert.Empty(rig.Step(1000));
        Assert.Equal(["Device Control/Rebirth"], rig.Step(6000));
        rig.Born();
        Assert.Empty(rig.Step());
        Assert.Equal(UpdatePhase.Planned, rig.Dialog.Phase);
        Assert.Empty(rig.Step(100_000)); // nothing is sent before somebody says yes
    }

    [Fact]
    public void A_node_that_does_not_answer_is_told_in_one_line()
    {
        var rig = new UpdateDialogRig();
        for (int i = 0; i < 31; i++)
        {
            rig.Step(1000);
        }
        Assert.Equal(UpdateOutcome.NoAnswer, rig.Dialog.Verdict!.Outcome);
        Assert.DoesNotContain('\n', rig.Dialog.Verdict.Words);
    }

    [Fact]
    public void What_is_wanted_is_sent_in_chunks_that_fit_a_command_and_again_only_when_it_is_asked_for_again()
    {
        UpdateDialogRig rig = new UpdateDialogRig().Sending();
        rig.Tell(state: UpdateState.Receiving, offset: 32, length: 4096);
        Assert.Equal(["Chunk", "Chunk", "Chunk"], rig.Step());
        byte[] second = rig.Sent[^2];
        Assert.Equal((7, 32 + 1536), (BinaryPrimitives.ReadInt32LittleEndian(second), BinaryPrimitives.ReadInt32LittleEndian(second.AsSpan(4))));
        Assert.Equal(rig.Bundle.Body[(32 + 1536)..(32 + 3072)], second[8..]);
        Assert.Equal(32 + 4096, BinaryPrimitives.ReadInt32LittleEndian(rig.Sent[^1].AsSpan(4)) + rig.Sent[^1].Length - 8);
        Assert.Empty(rig.Step(1000));
        rig.Tell(state: UpdateState.Receiving, offset: 32, length: 4096);
        Assert.Equal(3, rig.Step().Count);
        Assert.Equal(3, rig.Step(20_000).Count); // nothing was heard of them
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    [InlineData(1_000_000)]
    [InlineData(int.MaxValue)]
    public void A_node_that_wants_what_the_bundle_does_not_have_gets_nothing_and_counts_as_stalled(int offset)
    {
        UpdateDialogRig rig = new UpdateDialogRig().Sending();
        rig.Tell(state: UpdateState.Receiving, offset: offset, length: 4096);
        Assert.Empty(rig.Step());
        Assert.InRange(rig.Dialog.Percent, 0, 100);
        Assert.Empty(rig.Step(299_000));
        rig.Step(2000);
        Assert.Equal(UpdateOutcome.Stalled, rig.Dialog.Verdict!.Outcome);
    }

    [Fact]
    public void A_node_that_wants_more_than_there_is_gets_what_there_is()
    {
        UpdateDialogRig rig = new UpdateDialogRig().Sending();
        rig.Tell(state: UpdateState.Receiving, offset: 4096, length: int.MaxValue);
        Assert.Equal("Chunk", Assert.Single(rig.Step()));
        Assert.Equal(rig.Bundle.Body[4096..], rig.Sent[^1][8..]);
    }

    [Fact]
    public void An_order_for_a_new_key_is_done_once_its_request_is_there_which_stands_in_births_alone()
    {
        UpdateDialogRig rig = new UpdateDialogRig(isOrder: true).Sending();
        rig.Tell(state: UpdateState.Completing);
        rig.Step();
        rig.Tell(state: UpdateState.Idle);
        Assert.Equal(["Device Control/Rebirth"], rig.Step(6000));
        Assert.Null(rig.Dialog.Verdict);
        rig.Born(request: [1, 2, 3]);
        rig.Step();
        Assert.Equal((UpdateOutcome.Confirmed, "the node has made a new key, and waits for its certificate"), (rig.Dialog.Verdict!.Outcome, rig.Dialog.Verdict.Words));
    }

    [Fact]
    public void A_node_that_has_all_and_is_done_between_two_looks_is_not_offered_it_again()
    {
        UpdateDialogRig rig = new UpdateDialogRig(isOrder: true).Sending();
        rig.Tell(state: UpdateState.Completing);
        rig.Tell(state: UpdateState.Idle);
        Assert.Equal(["Device Control/Rebirth"], rig.Step(30_000));
    }

    [Fact]
    public void An_order_that_was_done_while_nobody_looked_is_known_by_another_request_than_before()
    {
        var rig = new UpdateDialogRig(isOrder: true);
        rig.Born(request: [1, 2, 3]);
        rig.Step();
        rig.Dialog.Begin();
        rig.Step();
        rig.Born(request: [1, 2, 3]);
        rig.Step(1000);
        Assert.Null(rig.Dialog.Verdict);
        rig.Born(request: [4, 5, 6]);
        rig.Step(1000);
        Assert.Equal(UpdateOutcome.Confirmed, rig.Dialog.Verdict!.Outcome);
    }

    [Fact]
    public void An_order_that_is_refused_is_told_whatever_key_waits()
    {
        var rig = new UpdateDialogRig(isOrder: true);
        rig.Born(request: [1, 2, 3]);
        rig.Step();
        rig.Dialog.Begin();
        rig.Step();
        rig.Tell(reason: UpdateReason.OlderSequence);
        rig.Step();
        Assert.Equal((UpdateOutcome.Refused, UpdateReason.OlderSequence), (rig.Dialog.Verdict!.Outcome, rig.Dialog.Verdict.Reason));
    }

    [Fact]
    public void A_trial_that_ends_in_the_session_in_which_it_was_seen_is_confirmed_whatever_an_older_reason_says()
    {
        UpdateDialogRig rig = new UpdateDialogRig().Tried();
        rig.Tell(state: UpdateState.Idle, reason: UpdateReason.Crashed);
        rig.Step();
        Assert.Equal(UpdateOutcome.Confirmed, rig.Dialog.Verdict!.Outcome);
    }

    [Fact]
    public void A_trial_that_the_node_gives_up_is_rolled_back_for_its_reason_once_it_is_back()
    {
        UpdateDialogRig rig = new UpdateDialogRig().Tried();
        rig.Tell(state: UpdateState.GoingBack, reason: UpdateReason.NeverOnline);
        rig.Step();
        Assert.Null(rig.Dialog.Verdict);
        rig.Die().Restart(3).Born(reason: UpdateReason.NeverOnline);
        rig.Step();
        Assert.Equal((UpdateOutcome.RolledBack, UpdateReason.NeverOnline), (rig.Dialog.Verdict!.Outcome, rig.Dialog.Verdict.Reason));
    }

    [Fact]
    public void A_start_that_never_came_to_its_births_is_rolled_back_for_the_loaders_reason()
    {
        UpdateDialogRig rig = new UpdateDialogRig().Sending();
        rig.Tell(state: UpdateState.Ready);
        rig.Step();
        rig.Die().Restart(2).Born(reason: UpdateReason.Hung);
        rig.Step();
        Assert.Equal((UpdateOutcome.RolledBack, UpdateReason.Hung), (rig.Dialog.Verdict!.Outcome, rig.Dialog.Verdict.Reason));
    }

    [Fact]
    public void After_a_lost_link_the_version_that_runs_decides_and_what_does_not_show_is_said_to_be_unknown()
    {
        foreach ((string running, UpdateOutcome outcome) in new[] { ("2.0", UpdateOutcome.Confirmed), ("1.0", UpdateOutcome.Unknown) })
        {
            UpdateDialogRig rig = new UpdateDialogRig().Tried();
            rig.Dialog.LinkLost();
            rig.Step();
            rig.Born(running: running);
            rig.Step();
            rig.Step(11_000);
            Assert.Equal(outcome, rig.Dialog.Verdict!.Outcome);
        }
    }

    [Fact]
    public void An_offer_that_is_refused_is_told_with_its_reason_also_if_the_reason_is_that_of_before()
    {
        UpdateDialogRig rig = new UpdateDialogRig().Born(reason: UpdateReason.OlderSequence);
        rig.Step();
        rig.Dialog.Begin();
        Assert.Equal(["Offer"], rig.Step());
        Assert.Null(rig.Dialog.Verdict);
        rig.Tell(reason: UpdateReason.OlderSequence);
        rig.Step(100);
        Assert.Equal((UpdateOutcome.Refused, UpdateReason.OlderSequence), (rig.Dialog.Verdict!.Outcome, rig.Dialog.Verdict.Reason));
    }

    [Fact]
    public void An_offer_that_nobody_answers_is_made_three_times()
    {
        UpdateDialogRig rig = new UpdateDialogRig().Born();
        rig.Step();
        rig.Dialog.Begin();
        for (int i = 0; i < 60; i++)
        {
            rig.Step(1000);
        }
        Assert.Equal(UpdateDialog.OffersMax, rig.Names.Count(name => name == "Offer"));
        Assert.Equal(UpdateOutcome.NoAnswer, rig.Dialog.Verdict!.Outcome);
    }

    [Fact]
    public void A_node_that_takes_nothing_any_more_is_given_up_and_told_to_be_gone_on_with()
    {
        UpdateDialogRig rig = new UpdateDialogRig().Sending();
        for (int i = 0; i < 301; i++)
        {
            rig.Step(1000);
        }
        Assert.Equal(UpdateOutcome.Stalled, rig.Dialog.Verdict!.Outcome);
    }

    [Fact]
    public void A_node_that_restarts_in_the_midst_goes_on_where_it_was()
    {
        UpdateDialogRig rig = new UpdateDialogRig().Sending();
        rig.Die();
        Assert.Empty(rig.Step(8000)); // it is waited for
        rig.Restart(2).Born(state: UpdateState.Receiving, offered: "2.0", offset: 32, length: 904);
        Assert.Equal(["Chunk"], rig.Step());
    }

    [Fact]
    public void A_verdict_that_does_not_come_is_not_waited_for_for_ever()
    {
        UpdateDialogRig rig = new UpdateDialogRig().Tried();
        rig.Step(3_600_001);
        Assert.Equal(UpdateOutcome.TimedOut, rig.Dialog.Verdict!.Outcome);
    }
}
