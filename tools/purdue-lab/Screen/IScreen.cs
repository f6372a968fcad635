namespace FieldNode.PurdueLab;

/// <summary>Where the lab shows what happens: a live picture, or plain lines. Safe for several threads.</summary>
internal interface IScreen
{
    /// <summary>Runs the work with the screen open.</summary>
    Task RunAsync(Func<Task> work);

    /// <summary>A lab begins.</summary>
    void Begin(LabKind kind, OpenControl open);

    /// <summary>A step of the lab itself.</summary>
    void Say(string text);

    /// <summary>The zones' counters, once a second.</summary>
    void Show(ZoneCounts counts);

    /// <summary>An attack begins.</summary>
    void Start(Attack attack);

    /// <summary>An attack is over.</summary>
    void Judge(AttackReport report);

    /// <summary>A lab is over.</summary>
    void End(LabOutcome outcome);
}
