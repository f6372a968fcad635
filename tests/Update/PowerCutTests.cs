using System.Collections.Concurrent;

namespace FieldNode.Update.Tests;

/// <summary>
/// The supply is cut at every operation on flash of a life with updates, each time with every remainder that flash may leave: the next start runs an image
/// that verifies, and the life goes on to its end. tests/Simulation counts these cuts with those of all other stores.
/// </summary>
public sealed class PowerCutTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(1)]
    public void A_cut_at_any_operation_bricks_nothing(int slots)
    {
        string[] faults = [.. Enum.GetValues<Remains>().SelectMany(remains => Faults(flash => new UpdateRig(slots, flash: flash), remains, losesOrder: false))];
        Assert.True(faults.Length == 0, string.Join("; ", faults.Take(3)));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(1)]
    public void On_flash_that_loses_the_order_of_two_operations_it_does_not_either(int slots)
    {
        string[] faults = Faults(flash => new UpdateRig(slots, flash: flash), Remains.Whole, losesOrder: true);
        Assert.True(faults.Length == 0, string.Join("; ", faults.Take(5)));
    }

    /// <summary>Would it be found? The two things that all of it stands on, each done wrong.</summary>
    [Theory]
    [InlineData("the two files of a record are one")]
    [InlineData("the slot that runs is written over")]
    public void A_mutation_of_what_keeps_it_safe_is_found(string mutation)
    {
        bool isInPlace = mutation == "the two files of a record are one";
        string[] faults = Faults(flash =>
        {
            flash.IsInPlace = isInPlace;
            return new UpdateRig(flash: flash) { MistakesSlots = !isInPlace };
        }, Remains.Torn, losesOrder: false);
        TestContext.Current.TestOutputHelper!.WriteLine($"{mutation}: {faults.Length} faults, the first: {faults.FirstOrDefault()}");
        Assert.NotEmpty(faults);
    }

    private static string[] Faults(Func<MemoryStore, UpdateRig> make, Remains remains, bool losesOrder)
    {
        (UpdatePart Part, int Operation)[] cuts = [.. UpdateLife.Parts(make).SelectMany(part => Enumerable.Range(0, part.Operations.Count).Select(operation => (part, operation)))];
        string?[] faults = new string?[cuts.Length];
        Parallel.For(0, cuts.Length, i =>
        {
            string? fault = UpdateLife.Fault(make, cuts[i].Part, cuts[i].Operation, remains, losesOrder);
            faults[i] = fault is null ? null : $"part {cuts[i].Part.Number}, cut at {cuts[i].Operation}, {remains}: {fault}";
        });
        TestContext.Current.TestOutputHelper!.WriteLine($"{remains}{(losesOrder ? ", out of order" : "")}: cuts={cuts.Length} faults={faults.Count(fault => fault is not null)}");
        return [.. faults.OfType<string>()];
    }
}
