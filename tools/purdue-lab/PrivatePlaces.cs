namespace FieldNode.PurdueLab;

/// <summary>Folders in memory that only this run sees: what is written there is gone when its last process is.</summary>
internal static class PrivatePlaces
{
    /// <summary>Covers /run, where ip keeps its namespaces, and /dev/shm. To be called inside of <see cref="Launcher"/>'s namespaces only.</summary>
    /// <returns>A folder for the lab's files.</returns>
    internal static string Make()
    {
        if (Environment.ProcessId != 1)
        {
            throw new LabError("this verb is for the lab itself: tools/purdue-lab/run starts it");
        }
        Tool.Must("mount", "-t", "tmpfs", "-o", "mode=0755", "purdue-lab", "/run");
        Tool.Must("mount", "-t", "tmpfs", "-o", "mode=1777", "purdue-lab", "/dev/shm");
        const string Folder = "/run/purdue-lab";
        Directory.CreateDirectory(Folder + "/tmp");
        Directory.CreateDirectory("/run/netns");
        Environment.SetEnvironmentVariable("TMPDIR", Folder + "/tmp");
        return Folder;
    }
}
