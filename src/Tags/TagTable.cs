#pragma warning disable CS1591
namespace FieldNode.Tags
{
    using System;
    using FieldNode.ProtoLite;

    public sealed partial class TagTable
    {
        public TagTable(int tagsMax, int devicesMax) { }
        public int AddDevice(string name) { throw new NotSupportedException(); }
        public int Add(int device, TagSpec spec) { throw new NotSupportedException(); }
        public void Seal(bool useAliases) { throw new NotSupportedException(); }
        public int Count { get { return 0; } }
        public int DeviceCount { get { return 0; } }
        public string DeviceName(int device) { return null; }
        public int DeviceOf(int tag) { return 0; }
        public string NameOf(int tag) { return null; }
        public DataType TypeOf(int tag) { return 0; }
        public bool IsWritable(int tag) { return false; }
        public ulong AliasOf(int tag) { return 0; }
        public void BeginSample(long utcMs) { }
        public bool IsPlainFloat(int tag) { return false; }
        public void SetFloatBytes(int tag, byte b0, byte b1, byte b2, byte b3) { }
        public void SetInt(int tag, long raw) { }
        public void SetUInt(int tag, ulong raw) { }
        public void SetReal(int tag, double raw) { }
        public void SetBool(int tag, bool value) { }
        public void SetText(int tag, byte[] utf8, int offset, int count) { }
        public void SetBad(int tag, QualityReason reason) { }
        public void SetDeviceState(int device, bool online, QualityReason reason) { }
        public bool IsDeviceOnline(int device) { return false; }
        public void ForceReport(int tag) { }
        public double GetReal(int tag) { return 0; }
        public long GetInt(int tag) { return 0; }
        public bool GetBool(int tag) { return false; }
        public string GetText(int tag) { return null; }
        public bool HasValue(int tag) { return false; }
        public Quality QualityOf(int tag) { return 0; }
        public QualityReason ReasonOf(int tag) { return 0; }
    }
}
