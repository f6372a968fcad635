using System.Security.Cryptography;
using FieldNode.Journal;
using FieldNode.Loader;
using FieldNode.Settings;
using FieldNode.Update;
using FieldNode.Virtual.Settings;

namespace FieldNode;

/// <summary>What a board that can be updated gives to a <see cref="SimNode"/>, its loader included. It outlives the node's runs.</summary>
internal sealed class SimUpdate : IUpdatePorts, IHmac, ILibraries
{
    /// <summary>Sequence number of the factory firmware.</summary>
    public const int FactorySequence = 1;

    /// <summary>The node's own key on a board that adopts to flash.</summary>
    public const string KeyFile = "node.key";

    private const int FileMax = 65_535;

    private IFlashStore flash = null!; // of the last start

    public UpdateTarget UpdateTarget { get; init; } = new() { Board = "esp32-s3-n16r8", Loader = BootChoice.LoaderVersion, CanRunAssemblies = true };

    /// <summary>What the loader chose at the last start.</summary>
    public BootChoice Choice { get; private set; } = null!;

    /// <summary>Marks of the run.</summary>
    public BootRecord Run { get; private set; } = null!;

    /// <summary>What the last start was with.</summary>
    public NodeSettings Settings { get; private set; } = null!;

    /// <summary>What the board took over from slots, by name.</summary>
    public Dictionary<string, byte[]> Adopted { get; } = [];

    /// <summary>What the board takes over goes to its flash, and not to <see cref="Adopted"/>.</summary>
    public bool AdoptsToFlash { get; init; }

    /// <summary>False: the board's drive does not take it now.</summary>
    public bool CanAdopt { get; set; } = true;

    /// <summary>What the board says of its own files.</summary>
    public Func<string, UpdateReason> Judges { get; set; } = _ => UpdateReason.None;

    /// <summary>Called when the loader has chosen, before there is a node.</summary>
    public Action? Booted { get; set; }

    public IHmac Hmac => this;
    public ILibraries Libraries => this;
    public int RunningSlot => Choice.Slot;

    /// <summary>Loader and start: which settings the firmware runs with.</summary>
    public NodeSettings Boot(IFlashStore store, NodeSettings own)
    {
        Choice = new BootChoice(store, this, UpdateTarget, this, FactorySequence);
        Run = new BootRecord(store);
        flash = store;
        Booted?.Invoke();
        byte[]? file = PartOf(Choice.Settings, "node.json") ?? Own("node.json");
        Settings = file is null ? own : ParseNode(file);
        return Settings;
    }

    public byte[] Of(byte[] key, byte[] message) => HMACSHA256.HashData(key, message);

    public bool Has(string name, int major, int minor, int build, int revision) => true;

    public NodeSettings ParseNode(byte[] json)
    {
        SettingsResult result = SettingsFile.Parse(json, "/");
        return result.Settings ?? throw new ArgumentException(string.Join("; ", result.Faults));
    }

    public UpdateReason JudgePart(PartKind kind, string name, byte[] content) => Judges(name);

    public bool Adopt(PartKind kind, string name, byte[] content)
    {
        if (CanAdopt && AdoptsToFlash)
        {
            byte[]? key = kind == PartKind.Certificate ? new NewKey(flash).PemFor(content) : null;
            return (key is null || flash.Write(KeyFile, key, 0, key.Length)) && flash.Write(name, content, 0, content.Length);
        }

        if (CanAdopt)
        {
            Adopted[name] = content.ToArray();
        }

        return CanAdopt;
    }

    public void Stir(byte[] noise) => noise.AsSpan().Fill(7); // a board without any: what is random comes from the bench's secret

    private byte[]? Own(string name)
    {
        byte[] file = new byte[AdoptsToFlash ? FileMax : 0];
        int count = AdoptsToFlash ? flash.Read(name, file, 0, file.Length) : -1;
        return count > 0 ? file[..count] : Adopted.GetValueOrDefault(name);
    }

    private static byte[]? PartOf(SlotCheck? slot, string name)
    {
        for (int i = 0; slot is not null && i < slot.Manifest.Parts; i++)
        {
            if (slot.Manifest.NameOf(i) == name)
            {
                return slot.PartOf(i);
            }
        }

        return null;
    }
}
