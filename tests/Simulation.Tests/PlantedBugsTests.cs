using FieldNode.Simulation.Tests.Planted;
using Mono.Cecil;

namespace FieldNode.Simulation.Tests;

/// <summary>
/// The simulator is proven: a bug is planted in the IL of a shipped assembly, and the fixed set of CI has to find it and to say what is wrong. With none it
/// finds nothing, or CI fails.
/// </summary>
public sealed class PlantedBugsTests(ITestOutputHelper output)
{
    private const string Sparkplug = "FieldNode.Sparkplug.";
    private const string Mqtt = "FieldNode.Mqtt.";
    private const string Modbus = "FieldNode.Field.Modbus.";
    private const string Tags = "FieldNode.Tags.";
    private const string Journal = "FieldNode.Journal.";

    [Fact]
    public void Seq_is_not_reset_at_a_birth() =>
        Found("seq", "Sparkplug", Sparkplug + "EdgeNode", type => type.Method("BuildBirth").ForgetsToSet("seq"));

    [Fact]
    public void BdSeq_does_not_count() =>
        Found("bdSeq", "Sparkplug", Sparkplug + "BdSeqStore", type => type.Method("Next").TakesConstant(1, 0));

    [Fact]
    public void Of_two_records_the_older_is_read() =>
        Found("bdSeq", "Journal", Journal + "AbRecord", type => type.Method("Read").SubtractsBackwards());

    [Fact]
    public void The_CRC_of_replies_is_not_checked() =>
        Found("did not send", "Field", Modbus + "ModbusMaster", type => type.Method("Match").ForgetsToCall("Compute"), first: 3);

    [Fact]
    public void Devices_are_forgotten_to_be_unborn_when_the_session_ends() =>
        Found("birth", "Sparkplug", Sparkplug + "EdgeNode", type => type.Method("ForgetBirths").Returns(), first: 4);

    [Fact]
    public void A_broker_that_cannot_be_had_is_tried_without_a_pause() =>
        Found("after the last one ended", "Mqtt", Mqtt + "Backoff", type => type.Method("NextMs").Returns(1));

    [Fact]
    public void Attempts_that_freeze_the_loop_are_not_paid_for() =>
        Found("blind for", "Mqtt", Mqtt + "Backoff", type => type.Method("OwedMs").Returns(), first: 3);

    [Fact]
    public void A_missing_PINGRESP_is_not_noticed() =>
        Found("heard nothing", "Mqtt", Mqtt + "MqttSession", type => type.Method("JudgeWaits").Returns(), first: 2);

    [Fact]
    public void A_slave_that_is_given_up_stays_online() =>
        Found("has been silent", "Tags", Tags + "TagTable", type => type.Method("SetDeviceState").TakesConstant(0, 1, "deviceOnline"), first: 2);

    [Fact]
    public void A_time_that_cannot_be_is_believed() =>
        Found("timestamp", "Node", "FieldNode.BelievedTime", type =>
        {
            MethodDefinition of = type.Method("Of");
            of.Body.Instructions.Clear();
            var il = of.Body.GetILProcessor();
            il.Emit(Mono.Cecil.Cil.OpCodes.Ldarg_2);
            il.Emit(Mono.Cecil.Cil.OpCodes.Ret);
        });

    [Fact]
    public void A_device_dies_without_a_DDEATH() =>
        Found("DBIRTH", "Sparkplug", Sparkplug + "EdgeNode", type => type.Method("PublishDeathOf").Returns(1), first: 7);

    [Fact]
    public void Rebirths_are_not_served() =>
        Found("rebirth", "Sparkplug", Sparkplug + "EdgeNode", type => type.Method("OnRebirthAsked").Returns());

    [Fact]
    public void The_node_leaves_without_an_NDEATH() =>
        Found("ndeath", "Sparkplug", Sparkplug + "EdgeNode", type => type.Method("PublishNodeDeath").Returns());

    [Fact]
    public void The_state_of_the_primary_host_is_not_heard() =>
        Found("births", "Sparkplug", Sparkplug + "PrimaryHost", type => type.Method("get_IsOnline").Returns(1), first: 4);

    [Fact]
    public void A_server_that_cannot_be_had_is_tried_and_no_other() =>
        Found("times in a row", "Mqtt", Mqtt + "ServerWalk", type => type.Method("Next").TakesConstant(1, 99), first: 7);

    [Fact]
    public void The_node_stays_at_a_server_where_its_primary_host_is_offline() =>
        Found("and has other servers", "Sparkplug", Sparkplug + "EdgeNode", type => type.Method("Walk").Returns(), first: 7);

    [Fact]
    public void What_one_server_said_of_the_primary_host_is_believed_at_the_next() =>
        Found("has not said that the primary host is online", "Sparkplug", Sparkplug + "PrimaryHost", type =>
        {
            type.Method("Begin").ForgetsToCall("set_IsOnline");
            type.Method("Begin").ForgetsToCall("set_IsKnown");
        }, first: 7);

    [Fact]
    public void The_times_of_STATE_are_kept_for_all_servers_as_one() =>
        Found("the primary host has been online", "Sparkplug", Sparkplug + "PrimaryHost", type => type.Method("Begin").ForgetsToSet("server"), first: 7);

    [Fact]
    public void A_server_that_was_left_on_purpose_is_gone_back_to() =>
        Found("is next in its list", "Mqtt", Mqtt + "ServerWalk", type => type.Method("MoveOn").TakesConstant(1, 0), first: 7);

    [Fact]
    public void Of_two_set_points_that_wait_the_newer_is_dropped() =>
        Found("set point", "Field", Modbus + "ModbusMaster", type => type.Method("Write").ForgetsToCall("Encode"));

    [Fact]
    public void Samples_bear_the_time_of_others() =>
        Found("broker read", "Field", Modbus + "ModbusMaster", type => type.Method("Take").ForgetsToCall("BeginSample"));

    [Fact]
    public void A_receipt_is_ignored() =>
        Found("all is well again", "Journal", Journal + "SampleJournal", type => type.Method("OnReceipt").Returns());

    [Fact]
    public void What_was_not_confirmed_is_not_sent_again() =>
        Found("all is well again", "Journal", Journal + "SampleJournal", type => type.Method("IsToBeSent").Returns());

    [Fact]
    public void What_is_sent_again_is_not_marked_as_history() =>
        Found("sent again", "Journal", Journal + "SampleJournal", type => type.Method("Put").Calls("PutPlain", insteadOf: "PutHistorical"), first: 3);

    [Fact]
    public void What_the_ring_drops_is_not_counted() =>
        Found("does not add up", "Journal", Journal + "SampleJournal", type => type.Method("Evict").ForgetsToSet("dropped"), first: 2);

    [Fact]
    public void Nothing_is_drained_while_nobody_hears_the_node() =>
        Found("lost before", "Sparkplug", Sparkplug + "EdgeNode", type => type.Method("Keep").Returns());

    [Fact]
    public void What_a_held_device_measures_is_overwritten() =>
        Found("lost before", "Sparkplug", Sparkplug + "EdgeNode", type => type.Method("KeepHeld").Returns(), first: 14);

    [Fact]
    public void The_backlog_is_sent_newest_first() =>
        Found("not in order", "Journal", Journal + "SampleJournal", type => type.ReadsBackwards());

    [Fact]
    public void An_intended_end_leaves_in_RAM_what_was_not_confirmed() =>
        Found("lost before", "Node", "FieldNode.Node", type => type.Method("KeepForGood").Returns());

    [Fact]
    public void What_waits_goes_to_flash_only_when_the_ring_is_full() =>
        Found("lost before", "Journal", Journal + "SampleJournal", type => type.Method("FlushDueMs").Returns(int.MaxValue));

    [Fact]
    public void With_each_session_the_node_holds_more() =>
        Found("bytes", "Journal", Journal + "SampleJournal", type => type.Method("Begin").MakesLonger("owedTo", 2000));

    private void Found(string by, string assembly, string type, Action<TypeDefinition> plant, int first = 1)
    {
        string? said = PlantedNode.FirstViolation(first, assembly, type, plant);
        output.WriteLine(said ?? "nothing");
        Assert.True(said?.Contains(by, StringComparison.OrdinalIgnoreCase), $"'{by}' is not in what was found: {said ?? "nothing"}");
    }
}
