using FieldNode.Settings;
using FieldNode.Update;
using FieldNode.Virtual.Settings;

namespace FieldNode.Virtual.Updates;

/// <summary>
/// What the loader calls, in its own copy of this assembly or in that of a slot. Its name and the types of its parameters are the seam
/// between a loader and all firmware after it: types of .NET only, never changed.
/// </summary>
public static class Firmware
{
    /// <summary>Folder in the state folder for certificates that are on trial; no valid name of the store's files.</summary>
    private const string OverlayFolder = "~trial";

    /// <summary>Runs the node until it is asked to end, wants a restart or breaks down.</summary>
    /// <param name="settingsPath">The node file.</param>
    /// <param name="stateFolder">The node's store, which the loader has locked.</param>
    /// <param name="overlay">Settings and certificates that count before the node's own, by name.</param>
    /// <param name="slot">Where it was started from; -1: it came with the program.</param>
    /// <param name="output">One line an event.</param>
    /// <param name="pet">Tells the loader that the loop turns.</param>
    /// <param name="end">Asks for a clean end.</param>
    /// <returns>A status of <see cref="StartEnd"/>.</returns>
    public static int Run(string settingsPath, string stateFolder, IReadOnlyDictionary<string, byte[]> overlay, int slot,
        TextWriter output, Action pet, CancellationToken end)
    {
        var log = new LineLog(output);
        string folder = Path.GetDirectoryName(Path.GetFullPath(settingsPath))!;
        byte[]? file = overlay.Select(part => PcUpdate.NodeFileOf(part.Key, part.Value)).FirstOrDefault(found => found is not null);
        SettingsResult read = file is null ? SettingsFile.Read(settingsPath, checkFiles: true) : SettingsFile.Parse(file, folder, checkFiles: true);
        var newKey = new NewKey(new DiskFlashStore(stateFolder));
        string[] unused = read.Settings?.Broker?.CertificateFile is { } own && overlay.ContainsKey(Path.GetFileName(own)) ? ["broker.certificateFile", "broker.keyFile"] : [];
        if (read.Settings is not { } settings || read.Faults.Any(fault => !unused.Contains(fault.Path)))
        {
            new CheckReport(settingsPath, read).Lines.ToList().ForEach(line => log.Line(line, LogSeverity.Error));
            return StartEnd.CannotStart;
        }

        try
        {
            UseCertificates(settings.Broker, overlay, Path.GetFullPath(Path.Combine(stateFolder, OverlayFolder)), newKey); // what is relative in settings is so to the node file
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.Line(e.Message, LogSeverity.Error);
            return StartEnd.CannotStart;
        }

        NodeRunner.Warn(read.Warnings.Where(one => !IsOfCertificates(one.Path)).Concat(CertificateJudge.Of(settings, DateTimeOffset.UtcNow)), log);
        var power = new ProcessPower(pet);
        int status = NodeRunner.Run(new NodeStart(settings, settingsPath, stateFolder, log, end)
        {
            File = file, Power = power, Update = new PcUpdate(settingsPath, settings.Board, slot) { NewKey = newKey },
        });
        return power.Reason switch
        {
            Supervisor.RebootAsked => StartEnd.Restart,
            Supervisor.RebootStepFaults => StartEnd.StepFaults,
            _ => status,
        };
    }

    // Those of the bundle may have taken their place since.
    private static bool IsOfCertificates(string path) =>
        path is "broker" or "broker.caFile" or "broker.certificateFile" || path.EndsWith("].caFile", StringComparison.Ordinal);

    // They are tried from a folder of their own: the node's stay until these have proved themselves. A key that waits for this certificate is tried with it;
    // while it is being taken over it may be the node's own already, and the certificate not yet.
    private static void UseCertificates(BrokerSettings broker, IReadOnlyDictionary<string, byte[]> overlay, string folder, NewKey newKey)
    {
        string Place(string path)
        {
            if (!overlay.TryGetValue(Path.GetFileName(path), out byte[]? content))
            {
                return path;
            }

            string tried = Tried(path);
            DurableFile.Write(tried, content);
            return tried;
        }

        string Tried(string path)
        {
            DurableFile.CreatePrivateFolder(folder);
            return Path.Combine(folder, Path.GetFileName(path));
        }

        string keyTried = Path.Combine(folder, Path.GetFileName(broker.KeyFile));
        if (overlay.TryGetValue(Path.GetFileName(broker.CertificateFile), out byte[]? certificate) && newKey.PemFor(certificate) is { } key)
        {
            DurableFile.WriteSecret(Tried(broker.KeyFile), key);
            broker.KeyFile = keyTried;
        }
        else if (File.Exists(keyTried))
        {
            File.Delete(keyTried); // of a trial that is over
        }

        broker.CaFile = Place(broker.CaFile);
        broker.CertificateFile = Place(broker.CertificateFile);
    }
}
