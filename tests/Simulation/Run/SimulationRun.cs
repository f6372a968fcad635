using FieldNode.Virtual.Plant;

namespace FieldNode.Simulation;

/// <summary>One run: a plant, the shipped node, its flash, its brokers and a host, through the faults of its seed.</summary>
internal sealed class SimulationRun
{
    private const long CalmMs = 2_400_000; // at the end: whatever was slow or away has to come to rest, and a backlog to arrive
    private const long OwedMs = 3_600_000; // an outage of attempts of 47 s may owe a wait of 51 minutes (docs/device.md, "Standing still")
    private const long PassedMs = 60_000;

    private readonly RunOptions options;
    private readonly Profile profile;
    private readonly SimNode node;
    private readonly Surroundings around;
    private readonly SourceWatch sources;
    private readonly SetpointWatch setpoint;
    private readonly LedgerWatch ledger;
    private readonly MemoryWatch memory;
    private readonly FieldFaults field;
    private readonly BoardFaults board;
    private readonly NodeTime time = new();
    private readonly MemoryStore flash = new();
    private readonly CuttingStore store;
    private readonly Fault[] faults;
    private readonly ModbusSlaveModel meter;
    private bool isCalm;
    private long stepBeganMs;
    private bool endedByItself;

    public SimulationRun(RunOptions options)
    {
        this.options = options;
        profile = Profile.Of(options.Seed);
        store = new CuttingStore(flash);
        Surroundings? made = null;
        node = SimNode.Start(Site.Settings(profile), new SimOptions
        {
            Store = store, KeepsLog = false,
            PowerGoes = () => made!.Wire.Die(),
            Wire = of => (made = new Surroundings(options.Seed, profile, of, CutInStep)).Wire,
        });
        around = made!;
        World = around.World;
        sources = new SourceWatch(World);
        setpoint = new SetpointWatch(World, sources);
        around.Book.RunningMs = () => sources.RunningMs;
        ledger = new LedgerWatch(World);
        memory = new MemoryWatch(World, flash);
        meter = node.Plant.Slave(Site.MeterDevice);
        field = new FieldFaults(World, node.Plant, sources);
        board = new BoardFaults(World, node, store, flash, around.Link);
        faults =
        [
            .. LinkFaults.All(World, around.Brokers, around.Wire), .. BrokerFaults.All(World, around.Brokers, around.Wire, around.Host, profile),
            .. field.All(), .. board.All(),
        ];
        faults = [.. faults.Where(fault => profile.Families.HasFlag(fault.Family))];
        Listen();
        Begin();
    }

    public World World { get; }

    public Profile Profile => profile;

    /// <summary>Statements of the specification that the judge saw held.</summary>
    public int Held => around.Judges.SelectMany(judge => judge.Held).Distinct().Count();

    /// <summary>Runs to the end.</summary>
    /// <exception cref="BrokenRunException">Something did not hold.</exception>
    public void Run()
    {
        long endMs = (long)(options.Days * 86_400_000);
        RunUntil(Math.Max(endMs - CalmMs, endMs / 2));
        Calm();
        RunUntil(endMs);
        endMs = AwaitRest(endMs);
        World.ThrowIfBroken();
        if (!node.Node.Edge.IsBorn)
        {
            World.Break("all is well again, and the node has no births out");
        }

        if (around.Wire.Current is not { Session.IsConnected: true })
        {
            World.Break("all is well again, and no broker has a session of the node");
        }

        memory.Check(node.Node);
        ledger.LookAtRest(node.Node.Edge.Journal, node.NowMs, around.Link.HasFlashRotted);
        ledger.End(node.Node.Edge.Journal, wasCut: false);
        around.Book.Finish(ledger);
        World.Tally.SimulatedMs = endMs;
        World.ThrowIfBroken();
    }

    private bool IsAtRest => node.Node.Edge.IsBorn && around.Wire.Current is { Session.IsConnected: true } && LedgerWatch.IsAtRest(node.Node.Edge.Journal, node.NowMs);

    // The wait that the last fault left the node to owe may be longer than the calm, behind its births a backlog takes its time, and some brokers die in the calm,
    // too. Returns when the run is over.
    private long AwaitRest(long endMs)
    {
        long lastMs = endMs + OwedMs + CalmMs / 2;
        while (!IsAtRest && endMs < lastMs)
        {
            endMs += PassedMs;
            RunUntil(endMs);
        }

        return endMs;
    }

    private void Listen()
    {
        around.Wire.Sending = board.OnSending;
        around.Wire.Blocks = () => around.Book.Look(node.Node.Tags, time.UtcMs); // what this step took may be read before it is over
        around.Wire.Handed = OnHanded;
        node.Stepped = OnStepped;
        node.StepBegins = OnStepBegins;
        node.Logged = OnLogged;
        around.Host.Begin(around.Brokers);
        World.After(PassedMs * 1000, Passed);
        World.After(World.Chance.WaitMs(profile.FaultGapMs) * 1000, NextFault);
        World.After(World.Chance.WaitMs(600_000) * 1000, WriteSetpoint);
    }

    private void RunUntil(long endMs)
    {
        SimClock clock = node.Clock;
        while (clock.NowMs < endMs)
        {
            if (node.IsRunning)
            {
                node.RunWhileOn(endMs * 1000);
                if (!node.IsRunning)
                {
                    End();
                }
            }
            else
            {
                clock.Advance(Math.Max(0, Math.Min(board.PowerAtUs, endMs * 1000) - clock.NowUs));
                if (clock.NowUs >= board.PowerAtUs)
                {
                    node.Restart(endedByItself ? 2 : 1);
                    Begin();
                }
            }

            World.ThrowIfBroken();
        }
    }

    // A new run of the node.
    private void Begin()
    {
        time.Begin();
        around.Book.Begin(node.Node.Tags);
        sources.Begin(node.Node.Tags);
        setpoint.Forget();
        memory.Begin();
    }

    // Its run ended: by a cut, or by itself.
    private void End()
    {
        endedByItself = !store.IsCut;
        around.Book.Look(node.Node.Tags, time.UtcMs); // nobody is called behind the last step, and it may have taken and told something
        ledger.End(node.Node.Edge.Journal, wasCut: !endedByItself);
        EndInRam();
        around.Link.OnPowerCut();
        around.Walk.OnPowerCut();
        board.OnOff(!endedByItself);
    }

    // An intended end leaves nothing in RAM, if there is flash to go to.
    private void EndInRam()
    {
        bool hadFlash = node.Node.Edge.Journal is not { IsFlashRefused: true } && !flash.Full && !around.Link.HasFlashRotted;
        if (!endedByItself || !hadFlash)
        {
            around.Book.OnPowerCut(hadFlash);
        }
    }

    private void OnStepBegins()
    {
        stepBeganMs = node.NowMs;
        time.Step(stepBeganMs, node.Utc);
    }

    private void OnStepped()
    {
        if (node.Supervisor.LastFault is { } fault and not PowerCut)
        {
            World.Break("a step threw " + fault);
        }

        around.Book.Look(node.Node.Tags, time.UtcMs); // also of a step that was cut: some of it may be out
        around.Order.Stepped(time.UtcMs, time.UtcMs + node.NowMs - stepBeganMs);
        if (!store.IsCut)
        {
            sources.Look(node.Node.Tags);
            setpoint.Look(meter, sources.IsLineWell);
            ledger.Look(node.Node.Edge.Journal);
            memory.Look(node.Node);
        }

        World.ThrowIfBroken();
    }

    // A node that leaves takes no command any more, and one that has no births yet may take it or not.
    private void OnHanded(string topic, byte[] payload)
    {
        if (node.Node.Edge.IsBorn)
        {
            setpoint.OnHanded(topic, payload);
        }
        else
        {
            setpoint.Forget();
        }
    }

    private void OnLogged(NodeEvent what)
    {
        World.Trail.Note("log", (int)what);
        if (what == NodeEvent.RebirthRefused)
        {
            around.OnRebirthRefused();
        }

        if (what is NodeEvent.CommandRefused or NodeEvent.WriteNotDone or NodeEvent.CommandUnreadable)
        {
            setpoint.OnRefused();
        }
    }

    private void NextFault()
    {
        if (isCalm)
        {
            return;
        }

        World.After(World.Chance.WaitMs(profile.FaultGapMs) * 1000, NextFault);
        if (faults.Length == 0)
        {
            return;
        }

        Fault fault = World.Chance.Of(faults);
        World.Tally.Faults++;
        World.Trail.Note(fault.Name);
        options.Says?.Invoke($"{TimeSpan.FromMicroseconds(World.Clock.NowUs)} {fault.Name}");
        fault.Begin();
    }

    private void WriteSetpoint()
    {
        World.After(World.Chance.WaitMs(600_000) * 1000, WriteSetpoint);
        around.Host.WriteSetpoint(World.Chance.Below(1000));
    }

    private void Passed()
    {
        World.After(PassedMs * 1000, Passed);
        foreach (Judge judge in around.Judges)
        {
            judge.Passed();
        }
    }

    private void Calm()
    {
        isCalm = true;
        World.Trail.Note("all is well again");
        around.Wire.NoAddressUntilUs = 0;
        foreach (Broker broker in around.Brokers)
        {
            broker.Weather.Calm();
            broker.ConnAckCode = 0;
        }

        if (profile.OneStaysDown)
        {
            World.Chance.Of(around.Brokers).Restart(2 * (CalmMs + OwedMs), isSilent: World.Chance.Is(0.5));
        }

        field.Calm();
        board.Calm();
        World.After(CalmMs / 4 * 1000, BeginRest);
    }

    // A backlog had some minutes to arrive.
    private void BeginRest()
    {
        if (node.Node.Edge.IsBorn)
        {
            ledger.BeginRest();
        }
        else
        {
            World.After(CalmMs / 4 * 1000, BeginRest);
        }
    }

    private void CutInStep()
    {
        store.Cut();
        throw new PowerCut();
    }
}
