extern alias device;

using System.Security.Cryptography;
using device::FieldNode.Journal;
using device::FieldNode.Update;

namespace DeviceShared;

/// <summary>Flash in memory for the device build, and what else its rooms ask of a board without pins: HMAC by .NET, and any library that is wanted.</summary>
internal class DeviceStore : IFlashStore, IHmac, ILibraries
{
    private readonly Dictionary<string, byte[]> files = [];

    public byte[] Of(byte[] key, byte[] message) => HMACSHA256.HashData(key, message);

    public bool Has(string name, int major, int minor, int build, int revision) => true;

    public bool Write(string name, byte[] content, int offset, int count)
    {
        files[name] = content.AsSpan(offset, count).ToArray();
        return true;
    }

    public int Read(string name, byte[] buffer, int offset, int count)
    {
        if (!files.TryGetValue(name, out byte[]? content))
        {
            return -1;
        }

        int taken = Math.Min(count, content.Length);
        Array.Copy(content, 0, buffer, offset, taken);
        return taken;
    }

    public bool Delete(string name) => files.Remove(name) || true;

    public string[] List() => [.. files.Keys];
}
