namespace FieldNode.Cli;

/// <summary>Where a scan shows how far it is and what it found.</summary>
internal interface IScanView
{
    /// <summary>The next stretch: these line settings, this bus.</summary>
    void Begin(string what, int steps);

    /// <summary>Steps of the stretch that are done.</summary>
    void Step(int done);

    /// <summary>A finding, as a line.</summary>
    void Found(string line);
}
